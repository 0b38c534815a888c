"""What an organisation decided counts wherever a model is looked at: what is found, hovered over, offered, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.features.hints import hints
from forewarn.features.view import view
from forewarn.text.document import Document
from forewarn.text.position import Position, Span
from forewarn.workspace.workspace import Workspace
from tests.support.commands import check, codes, forewarn, show
from tests.support.cursors import completions, hovered

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """\
[sensitivity]
public = ["C1"]
confidential = ["C2", "internal"]
restricted = ["confidential", "C3"]

[paved-path]
name = "Harbour"
provides.service-authentication = "https://wiki.example/identity"
"""
MODEL = """\
threat-model: Opening hours
owner: reading-room
paved-path: true
assets:
  door: {title: Who has the key, sensitivity: confidential}
  hours: {sensitivity: C1}
  address: {type: personal-data, sensitivity: internal}
threats:
  T1: {title: Somebody calls as the desk, type: service-impersonation, severity: high, against: [hours]}
"""


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model in a folder with these settings, which is the current one."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "forewarn.toml").write_text(WORDS, "utf-8")
    path = tmp_path / "threat-model.yaml"
    path.write_text(MODEL, "utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_own_words_mean_what_the_organisation_says(model: Path) -> None:
    """`confidential` is `restricted` here: somebody should want it."""
    messages = [one["message"] for one in check(model.name)["findings"]]
    assert any(one.startswith("No threat is against `door` (confidential) yet.") for one in messages)
    below = "`address` is declared C2; its type (Personal data (PII)) usually is confidential. What makes it less?"
    assert below in messages
    assert not any("`hours`" in one for one in messages)
    (model.parent / "forewarn.toml").unlink()
    messages = [one["message"] for one in check(model.name)["findings"]]
    assert not any("`door`" in one for one in messages)
    assert any("`C1` is no value of `sensitivity`" in one for one in messages)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("c3", "`c3` is no value of `sensitivity`. Is `C3` meant?"),
        ("top secret", "`top secret` is no value of `sensitivity`. Is `secret` meant?"),
        ("weather", "`weather` is no value of `sensitivity`: choose C1, C2, confidential or secret."),
    ],
)
def test_other_words_are_asked_about_in_own_words(model: Path, word: str, said: str) -> None:
    model.write_text(MODEL.replace("C1", word), "utf-8")
    assert said in [one["message"] for one in check("--select", "FW003", model.name)["findings"]]


def test_a_question_lists_own_words_and_so_does_completion(model: Path) -> None:
    model.write_text(MODEL.replace("{sensitivity: C1}", "{}"), "utf-8")
    (asked,) = check("--select", "FW102", model.name)["findings"]
    assert asked["message"].endswith("(C1, C2, confidential, secret)")
    assert [fix["title"] for fix in asked["fixes"]][:2] == [
        "Say how sensitive: secret",
        "Say how sensitive: confidential",
    ]
    offered = completions(MODEL.replace("C1", "¦"), str(model))
    assert [(one.label, one.detail.partition(":")[0]) for one in offered][:3] == [
        ("C1", "public"),
        ("C2", "confidential"),
        ("confidential", "restricted"),
    ]


def test_a_hover_says_what_a_word_stands_for(model: Path) -> None:
    text = hovered(MODEL.replace("sensitivity: C1", "sensitivity: C¦1"), str(model))
    assert text is not None
    assert text.text.startswith("**C1** · public:")
    on = hovered(MODEL.replace("  door:", "  do¦or:"), str(model))
    assert on is not None
    assert "confidential \\(restricted\\)" in on.text


def test_show_says_both_and_programs_get_the_step(model: Path) -> None:
    assert "sensitivity: C1 (public)" in forewarn("show", model.name).out
    elements = {one["id"]: one["fields"] for one in show(model.name)["files"][0]["elements"]}
    assert [elements[name].get("sensitivity") for name in ("door", "hours")] == ["restricted", "public"]


def test_own_words_count_in_documents_and_in_what_is_made_of_them(model: Path) -> None:
    table = "| Asset | Classification |\n|---|---|\n| Door plan | C3 |\n| Rota | Internal |\n"
    (model.parent / "threat-model.md").write_text(f"# Threat model\n\n## Assets\n\n{table}", "utf-8")
    elements = show("threat-model.md")["files"][0]["elements"]
    assert [one["fields"]["sensitivity"] for one in elements] == ["restricted", "confidential"]
    made = forewarn("new", "threat-model.md", "--stdout").out
    assert "sensitivity: confidential" in made
    assert "sensitivity: C2" in made


def test_what_the_path_holds_is_said_everywhere(model: Path) -> None:
    assert "FW201" not in codes(check(model.name)["findings"])
    assert "held by Harbour: service-authentication (https://wiki.example/identity)" in forewarn("show", model.name).out
    threat = show(model.name)["files"][0]["elements"][-1]
    assert threat.get("held_by_paved_path") == {"service-authentication": "https://wiki.example/identity"}
    on = hovered(MODEL.replace("  T1:", "  T¦1:"), str(model))
    assert on is not None
    assert "**held**: the paved path's service authentication (held)" in on.text
    workspace = Workspace()
    workspace.load(model.as_posix())
    seen = view(workspace, model.as_posix())
    assert seen is not None
    everywhere = Span(Position(0, 0), Position(20, 0))
    assert "held by Harbour: service authentication" in [one.text for one in hints(seen, everywhere)]


def test_completion_offers_what_the_path_brings_first(model: Path) -> None:
    new = MODEL + "mitigations:\n  M1: {title: x, type: ¦}\n"
    first = completions(new, str(model))[0]
    assert (first.label, first.detail.partition(":")[0]) == ("service-authentication", "held by Harbour")
    leaves = MODEL.replace("paved-path: true", "paved-path: {deviates: [¦]}")
    assert [one.label for one in completions(leaves, str(model))] == ["service-authentication"]


def test_the_need_is_in_the_report_of_every_model(model: Path) -> None:
    (found,) = check(model.name)["models"]
    assert (found["path"], found["title"], found["need"]["level"]) == (model.name, "Opening hours", "full")
    assert found["need"]["reasons"][-1] == "It is on Harbour."
    little = MODEL.replace("  address: {type: personal-data, sensitivity: internal}\n", "")
    model.write_text(little.replace("{title: Who has", "{type: public-content, title: Who has"), "utf-8")
    (found,) = check(model.name)["models"]
    assert found["need"]["level"] == "light"


def test_settings_that_change_count_at_once(model: Path) -> None:
    """Each of them, without a restart, and back again."""
    workspace = Workspace()
    path, settings = model.as_posix(), (model.parent / "forewarn.toml").as_posix()
    workspace.hold(path, Document.of(MODEL))

    def seen() -> list[str]:
        return [one.code for one in workspace.findings(path) if one.code in ("FW003", "FW201", "FW202")]

    before = seen()
    assert "FW202" in before
    workspace.hold(settings, Document.of(""))
    workspace.hold(path, Document.of(MODEL))
    assert seen() == ["FW003", "FW003", "FW201"]
    workspace.hold(settings, Document.of("review-ages = \n"))
    workspace.hold(path, Document.of(MODEL))
    assert "FW201" in seen()
    workspace.hold(settings, Document.of(WORDS))
    workspace.hold(path, Document.of(MODEL))
    assert seen() == before


@pytest.mark.parametrize(
    ("ages", "last", "said"),
    [
        ("", "2025-11-20", True),
        ("[review-ages]\nfull = 500\nstandard = 500\n", "2025-11-20", False),
        ("[review-ages]\nfull = 30\n", "2026-10-20", True),
        ("[review-ages]\nlight = 100\n", "2026-08-01", True),
        ("[review-ages]\nlight = 100\nfull = 200\n", "2026-08-01", True),
    ],
)
def test_review_ages_count_by_need(model: Path, ages: str, last: str, said: bool) -> None:  # noqa: FBT001
    """What needs more is never looked at less often than what needs less; a contradiction does not count."""
    (model.parent / "forewarn.toml").write_text(ages, "utf-8")
    text = "threat-model: Cards\nstage: live\nassets:\n  address: {type: personal-data}\n"
    model.write_text(f"{text}reviews:\n  - date: {last}\n", "utf-8")
    found = check("--today", "2026-11-26", "--select", "FW602", model.name)["findings"]
    assert [one["severity"] for one in found] == ["warning"] * said
