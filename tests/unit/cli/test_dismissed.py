"""`.forewarn-dismissed`: where a text was misread, somebody says so once, and is not asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.model.dismissals import NAME
from tests.support.commands import check, codes, forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import Finding

    Write = Callable[[str, "str | bytes"], Path]

DOCUMENT = """\
# Threat model

## Threats

- **A ticket is copied.** Status: open
- **The ferry is repainted.** Status: open
"""
OTHER = "0123456789abcdef"


def found(*options: str) -> list[Finding]:
    """What is found, as far as it matters here."""
    return [one for one in check(*options)["findings"] if one["code"] == "FW201" or one["code"] > "FW9"]


def line_for(words: str) -> str:
    """The line that dismisses the finding about these words."""
    (one,) = [one for one in found() if words in one["message"]]
    return f"{one['fingerprint']} {one['code']} {words}\n"


def test_what_is_dismissed_is_counted_and_not_shown(write: Write) -> None:
    write("docs/threat-model.md", DOCUMENT)
    write(NAME, f"# Not threats.\n\n{line_for('The ferry is repainted')}")
    report = check("--select", "FW201")
    assert [one["range"]["start"]["line"] for one in report["findings"]] == [5]
    assert report["summary"]["dismissed"] == 1
    out = forewarn("check", "--select", "FW201").out
    assert "1 finding (1 threat); 1 dismissed. Read 1 document" in out


def test_it_stays_dismissed_where_the_text_is_moved_and_comes_back_where_it_is_reworded(
    write: Write, here: Path
) -> None:
    write("threat-model.md", DOCUMENT)
    write(NAME, line_for("The ferry is repainted"))
    (here / "threat-model.md").unlink()
    first, second = (line for line in DOCUMENT.splitlines() if line.startswith("- "))
    write("docs/threat-model.md", f"# Threats\n\n* {second[2:]}\n* {first[2:]}\n")
    assert len(found("--select", "FW201")) == 1
    write("docs/threat-model.md", DOCUMENT.replace("repainted", "repainted at night"))
    assert len(found("--select", "FW201")) == 2


def test_the_file_lies_beside_the_configuration_that_counts(write: Write) -> None:
    write("docs/forewarn.toml", "")
    write("docs/threat-model.md", DOCUMENT)
    line = line_for("The ferry is repainted")
    write(NAME, line)
    assert len(found("--select", "FW201")) == 2
    write(f"docs/{NAME}", line)
    assert len(found("--select", "FW201")) == 1


def test_a_dismissal_of_nothing_is_asked_about_softly_and_taken_out(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    line = line_for("The ferry is repainted")
    path = write(NAME, f"{line}{OTHER} threat-unanswered The pier burns\n")
    (one,) = [one for one in found() if one["code"] == "FW901"]
    assert (one["path"], one["severity"], one["range"]["start"]["line"]) == (NAME, "information", 2)
    assert (
        one["message"] == "`threat-unanswered` asks nothing about “The pier burns” any more. Is the line still needed?"
    )
    assert [fix["title"] for fix in one["fixes"]] == ["Remove the line"]
    assert [(edit["text"], edit["range"]["start"]["line"]) for fix in one["fixes"] for edit in fix["edits"]] == [
        ("", 2)
    ]
    path.write_text(line, "utf-8")
    assert codes(found()) == ["FW201"]


def test_nobody_can_tell_what_is_unused_where_not_everything_was_read(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    write("docs/other.threat-model.yaml", "threat-model: Pier\n")
    write(NAME, f"{OTHER} FW201 The pier burns\n")
    assert "FW901" not in codes(found("threat-model.md"))
    assert "FW901" not in codes(found("docs"))
    assert "FW901" not in codes(found(".", "missing.md"))
    assert "FW901" in codes(found("."))


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ('ignore = ["FW201"]', DOCUMENT),
        (
            "",
            DOCUMENT.replace(
                "repainted.** Status: open", "repainted.** Status: open <!-- forewarn: ignore FW201 because x -->"
            ),
        ),
        ("", DOCUMENT.replace("# Threat model\n", "# Threat model\n\nStatus: Rejected\n")),
    ],
)
def test_what_is_silent_for_another_reason_is_not_unused(write: Write, settings: str, text: str) -> None:
    write("threat-model.md", DOCUMENT)
    write(NAME, line_for("The ferry is repainted"))
    write("forewarn.toml", settings)
    write("threat-model.md", text)
    assert "FW901" not in codes(found())


def test_what_policy_protects_is_not_dismissed(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    write(NAME, line_for("The ferry is repainted"))
    write("forewarn.toml", '[policy]\nprotected = ["FW201"]\n')
    about, *threats = found()
    assert codes(threats) == ["FW201", "FW201"]
    assert about["message"] == "The configuration protects `FW201`: nobody dismisses it. Who could decide that there?"


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("", []),
        ("# FW201", []),
        ("\ufeff# FW201", []),
        ("The pier burns", [("FW905", 1, 15)]),
        ("  0123 FW201 x  ", [("FW905", 3, 15)]),
        ("<<<<<<< HEAD", [("FW905", 1, 13)]),
        (OTHER, [("FW905", 1, 17)]),
        (f"{OTHER} FW2O1 The pier burns 😀", [("FW904", 18, 23)]),
        (f"{OTHER.upper()} FW201", [("FW901", 1, 17)]),
    ],
)
def test_what_is_wrong_in_the_file_is_said_at_its_place(
    write: Write, line: str, seen: list[tuple[str, int, int]]
) -> None:
    """The other lines count as they are."""
    write("threat-model.md", DOCUMENT)
    write(NAME, f"{line}\n{line_for('The ferry is repainted')}")
    about = [one for one in found() if one["path"] == NAME]
    assert [(o["code"], o["range"]["start"]["column"], o["range"]["end"]["column"]) for o in about] == seen
    assert len(found("--select", "FW201")) == 1


def test_bytes_that_are_no_text_cost_their_own_line(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    line = line_for("The ferry is repainted")
    write(NAME, bytes(range(256)) + f"\n{line}".encode())
    assert {one["code"] for one in check()["findings"] if one["path"] == NAME} == {"FW001", "FW905"}
    assert len(found("--select", "FW201")) == 1


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(write: Write, here: Path, tmp_path: Path) -> None:
    write("work/.git/HEAD", "")
    write("work/threat-model.md", DOCUMENT)
    (here / "outside").write_text(line_for("The ferry is repainted"), "utf-8")
    (here / "work" / NAME).symlink_to(tmp_path / "outside")
    assert len(found("work", "--select", "FW201")) == 2


def test_the_file_may_be_named_like_any_other(write: Write) -> None:
    write(NAME, "The pier burns\n")
    result = forewarn("check", NAME)
    assert result.code == 1
    assert "FW905" in result.out
    assert result.out.endswith("Read 1 configuration with 0 elements.\n")


def test_explaining_a_place_says_that_it_is_dismissed(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    write(NAME, line_for("The ferry is repainted"))
    assert "(not shown: it is dismissed)" in " ".join(forewarn("explain", "threat-model.md:6", "FW201").out.split())
