"""Own rules while somebody edits: the last good ones stay in force, and the end is that of a fresh run."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from forewarn.text.document import Document
from forewarn.workspace.workspace import Workspace
from tests.bench.models import make
from tests.conftest import REPOSITORY
from tests.support.edits import script

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)
RULES = """\
own-rules: Ours
rules:
  ACME-001:
    name: sensitive-flows-are-encrypted
    kind: flow
    when: carries.sensitivity >= restricted or crosses a boundary
    require: encrypted and authentication != none
    message: "{name} takes {carries} from {from.zone}."
    ask: "Is {name} encrypted?"
    layer: threat
  ACME-002:
    name: threats-are-answered-well
    kind: threat
    require: every mitigations (status == active) and answer == held
    message: "{name} is {answer}."
  ACME-003:
    name: stores-are-deep-inside
    kind: component
    when: count(stores) > 0 and some threats (severity >= low)
    require: zone.in.trust >= high or every flows-in (from.trust >= medium)
    message: "{name} keeps {stores}."
  ACME-004:
    name: assets-have-threats
    kind: asset
    when: owner is known
    require: count(threats) > 1 and stored-in.zone is stated
    message: "{name} of {owner}, {model.stage}."
  ACME-005:
    name: models-are-of-their-team
    kind: model
    require: owner is stated and need != unclear
    message: "Who owns {title}?"
"""
MODEL = "threat-model: Ferry\nassets:\n  ticket: {sensitivity: secret}\n"
ASKED = """\
rules:
  ACME-001:
    name: secrets-have-an-owner
    kind: asset
    when: sensitivity == secret
    require: owner is known
    message: Who owns {name}?
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "forewarn.toml").write_text('own-rules = ["rules.yaml"]\n', "utf-8")
    return tmp_path


def own(workspace: Workspace, path: str) -> list[str]:
    """What rules of the organisation's own say of a file."""
    return [one.message for one in workspace.findings(path) if one.code.startswith("ACME")]


def wrong(workspace: Workspace, path: str) -> list[str]:
    return [one.message for one in workspace.findings(path)]


def test_a_rule_that_is_being_typed_stays_in_force_as_it_was(folder: Path) -> None:
    (folder / "rules.yaml").write_text(ASKED, "utf-8")
    model, rules = (folder / "threat-model.yaml").as_posix(), (folder / "rules.yaml").as_posix()
    workspace = Workspace(TODAY)
    workspace.hold(model, Document.of(MODEL))
    assert own(workspace, model) == ["Who owns `ticket`?"]
    workspace.hold(rules, Document.of(ASKED.replace("known", "kno")))
    assert own(workspace, model) == ["Who owns `ticket`?"]
    assert wrong(workspace, rules) == ["`kno` says nothing here. What could stand here: `not`, `stated` or `known`."]
    workspace.hold(rules, Document.of(ASKED.replace("Who owns {name}?", "Whose is {name}?")))
    assert own(workspace, model) == ["Whose is `ticket`?"]
    workspace.hold(rules, Document.of("rules:\n"))
    assert own(workspace, model) == []
    workspace.release(rules)
    assert own(workspace, model) == ["Who owns `ticket`?"]


def test_rules_come_and_go_with_their_files(folder: Path) -> None:
    model, rules = (folder / "threat-model.yaml").as_posix(), folder / "rules.yaml"
    settings = (folder / "forewarn.toml").as_posix()
    workspace = Workspace(TODAY)
    workspace.hold(model, Document.of(MODEL))
    workspace.load(settings)
    assert own(workspace, model) == []
    assert wrong(workspace, settings)[0].startswith("There is no file `rules.yaml`")
    rules.write_text(ASKED, "utf-8")
    workspace.refresh([rules.as_posix()])
    assert own(workspace, model) == ["Who owns `ticket`?"]
    assert wrong(workspace, settings) == []
    workspace.hold(settings, Document.of("own-rules = []\n"))
    assert own(workspace, model) == []


def test_typing_what_changes_no_rule_judges_no_model_again(folder: Path) -> None:
    (folder / "rules.yaml").write_text(ASKED, "utf-8")
    model, rules = (folder / "threat-model.yaml").as_posix(), (folder / "rules.yaml").as_posix()
    workspace = Workspace(TODAY)
    workspace.hold(model, Document.of(MODEL))
    (before,) = workspace.analyses(model)
    workspace.hold(rules, Document.of(f"# Ours\n{ASKED}"))
    (after,) = workspace.analyses(model)
    assert after.found == before.found
    assert all(after.found[serial] is before.found[serial] for serial in before.found)


@pytest.mark.parametrize("batch", range(8))
def test_editing_models_and_rules_ends_where_a_fresh_run_begins(folder: Path, batch: int) -> None:
    """architecture.md, invariant 4, with rules that ask for everything a rule may ask for.

    What is broken in the rules at the end is put right, for the last good version of a rule is not to be seen afresh.
    """
    example = (REPOSITORY / "docs/example/threat-model.yaml").read_text("utf-8")
    design = (REPOSITORY / "docs/example/design/parcel-pickup.md").read_text("utf-8")
    sources = (("threat-model.yaml", example), ("threat-model.yaml", make(40)), ("threat-model.md", design))
    rules = (folder / "rules.yaml").as_posix()
    for number in range(12):
        seed = batch * 12 + number
        chance = random.Random(seed)  # noqa: S311 - a test that can be made again
        name, text = chance.choice(sources)
        path, document = (folder / name).as_posix(), Document.of(text)
        (folder / "rules.yaml").write_text(RULES, "utf-8")
        edited = Workspace(TODAY)
        edited.hold(path, document)
        done: list[str] = []
        typed = Document.of(RULES)
        for (after, what), (other, _) in zip(script(chance, document, 6), script(chance, typed, 6), strict=True):
            document = after
            done.append(what)
            edited.hold(path, document)
            edited.hold(rules, other)
        last = Document.of(RULES.replace(">= restricted", ">= secret") if number % 2 else RULES)
        edited.hold(rules, last)
        fresh = Workspace(TODAY)
        fresh.hold(rules, last)
        fresh.hold(path, Document.of(document.text))
        for file in (path, rules):
            seen = [[(one.order, one.severity, one.related) for one in each.findings(file)] for each in (edited, fresh)]
            assert seen[0] == seen[1], f"seed {seed}, {path}: {done}"
