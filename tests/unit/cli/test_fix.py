"""`forewarn fix` mends what needs no choice, shows it first, and never writes over what it has not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.text.document import Document
from forewarn.workspace.files import write_text
from forewarn.workspace.mending import mend
from forewarn.workspace.source import UnreadableError
from forewarn.workspace.workspace import Workspace
from tests.support.commands import forewarn

if TYPE_CHECKING:
    from pathlib import Path

MODEL = """\
threat-model: Library cards   # ours
owner: reading-room
assets:
  address: {type: personal-data, Sensitivity: Restricted}
threats:
  T1:
    title: Somebody lists all addresses
    severity: High
    against: [adress]
    mitigations: [M1]
mitigations:
  M1: {title: One at a time, status: actve}
"""
SAFE = MODEL.replace("Sensitivity: Restricted", "sensitivity: restricted").replace("High", "high")


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "threat-model.yaml"
    path.write_text(MODEL, "utf-8")
    return path


def test_it_shows_what_it_would_mend_and_writes_nothing(model: Path) -> None:
    result = forewarn("fix", model.name)
    assert result.code == 1
    assert "-    severity: High\n+    severity: high\n" in result.out
    assert "--- a/threat-model.yaml\n+++ b/threat-model.yaml\n" in result.out
    assert "to make; --write makes them" in result.err
    assert model.read_text("utf-8") == MODEL


def test_it_writes_the_same_words_in_the_right_form_and_leaves_the_rest(model: Path) -> None:
    result = forewarn("fix", "--write", model.name)
    assert (result.code, result.out) == (0, "")
    assert model.read_text("utf-8") == SAFE
    again = forewarn("fix", "--write", model.name)
    assert (again.code, model.read_text("utf-8")) == (0, SAFE)
    assert "nothing to mend without asking" in again.err


def test_suggestions_are_made_when_asked_for(model: Path) -> None:
    forewarn("fix", "--write", "--suggested", model.name)
    text = model.read_text("utf-8")
    assert "against: [address]" in text
    assert "status: active" in text


def test_only_the_rules_that_are_asked_for(model: Path) -> None:
    assert "severity" not in forewarn("fix", "--select", "FW002", model.name).out
    assert forewarn("fix", "--select", "FW999", model.name).code == 2


def test_a_file_that_changed_meanwhile_or_is_no_utf_8_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "threat-model.yaml"
    path.write_bytes(b"owner: caf\xe9\n")
    with pytest.raises(UnreadableError, match="changed meanwhile"):
        write_text(path.as_posix(), "owner: other\n", "owner: caf\ufffd\n")
    assert path.read_bytes() == b"owner: caf\xe9\n"
    assert [one.name for one in tmp_path.glob("*.yaml*")] == ["threat-model.yaml"]


def test_a_link_stays_a_link_and_rights_stay_as_they_are(tmp_path: Path) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "threat-model.yaml"
    path.write_text("a: 1\n", "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_text(link.as_posix(), "a: 2\n", "a: 1\n")
    assert link.is_symlink()
    assert (path.read_text("utf-8"), path.stat().st_mode & 0o777) == ("a: 2\n", 0o640)


@given(st.lists(st.sampled_from(MODEL.splitlines(keepends=True)), max_size=14), st.booleans())
def test_there_is_an_end_to_it_and_a_second_time_changes_nothing(lines: list[str], suggested: bool) -> None:  # noqa: FBT001
    workspace = Workspace()
    workspace.hold("/nowhere/threat-model.yaml", Document.of("".join(lines)))
    mend(workspace, ["/nowhere/threat-model.yaml"], suggested=suggested)
    again = mend(workspace, ["/nowhere/threat-model.yaml"], suggested=suggested)
    assert not again.texts
