"""`forewarn show` of a document: what each heading was taken for, what was found below it, and where nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.commands import forewarn, show

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

DOCUMENT = """\
# Ferry tickets: threat model

How tickets are sold on the quay.

## What we keep <!-- forewarn: section assets -->

- Names

## Deployment

One box below the stairs.

### Power

From the ship.

## History
<!-- nothing yet -->

## Threats

### On the quay

- T1: A seat is sold twice
- T2: A ticket is copied

## Residual risk

Nobody wrote it down.
"""


def test_elements_stand_below_the_headings_of_their_sections(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    result = forewarn("show", "threat-model.md")
    assert result.code == 0
    assert (
        result.out
        == """\
threat-model.md  markdown  Ferry tickets: threat model
  threat-model: Ferry tickets: threat model
      5  section     assets  “What we keep”
      7  asset       (names)  Names
     20  section     threats  “Threats”
     22  section     threats  “On the quay”
     24  threat      T1  A seat is sold twice
     25  threat      T2  A ticket is copied
     27  section     accepted  “Residual risk”
  not read: lines 9–15, “Deployment”
  not read: lines 27–29, “Residual risk”
  To say what a section holds, write <!-- forewarn: section KIND --> above its heading. KIND is one of assets,
  components, actors, zones, flows, threats, mitigations, assumptions, questions, accepted, out-of-scope,
  in-scope, mitigated, not-defended, none.

"""
    )


def test_where_everything_was_read_nothing_more_is_said(write: Write) -> None:
    write("threat-model.md", "# Ferry: threat model\n\nIn short.\n\n## Threats\n\n- T1: A seat is sold twice\n")
    assert forewarn("show", "threat-model.md").out.endswith("T1  A seat is sold twice\n\n")


def test_what_an_author_says_is_not_asked_again(write: Write) -> None:
    write("threat-model.md", "# Ferry: threat model\n\n<!-- forewarn: section none -->\n## Deployment\n\nOne box.\n")
    assert "not read" not in forewarn("show", "threat-model.md").out


def test_programs_get_the_sections_too(write: Write) -> None:
    write("threat-model.md", DOCUMENT)
    (file,) = show("threat-model.md")["files"]
    sections = file.get("sections", [])
    assert sections[0] == {
        "title": "What we keep",
        "holds": "assets",
        "range": {"start": {"line": 5, "column": 1}, "end": {"line": 5, "column": 50}},
    }
    assert [(one["title"], one["holds"]) for one in sections[1:]] == [
        ("Threats", "threats"),
        ("On the quay", "threats"),
        ("Residual risk", "accepted"),
    ]
