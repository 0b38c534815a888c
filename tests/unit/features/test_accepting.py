"""Whatever is offered can be taken: the text is read again, and what was taken lands where it was meant to.

Out of a model in several styles one value is taken at a time, or a key with its value, or all but the first letters of
a value. What is then offered there is taken. PyYAML, which knows nothing of forewarn, says what the text says now.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, cast

import pytest

from forewarn.features.completion import complete
from forewarn.text.document import Document
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.text.position import Position
from tests.support.cursors import read
from tests.support.styles import holes, in_styles, said

if TYPE_CHECKING:
    from pathlib import Path

    from forewarn.features.completion import Completion
    from forewarn.features.view import View
    from tests.support.styles import Hole

STYLES = (*in_styles("a: b\n"), "as it was written")
_EACH = 19
"""One place of so many is tried here; with 1 it is all of them, in some minutes."""


@pytest.mark.parametrize("number", range(len(STYLES)), ids=STYLES)
def test_what_is_taken_lands_where_it_was_meant_to(number: int, repository: Path) -> None:
    model = (repository / "docs" / "example" / "threat-model.yaml").read_text("utf-8")
    text = {**in_styles(model), STYLES[-1]: model}[STYLES[number]]
    taken = 0
    for hole in list(holes(text))[number::_EACH]:
        found = complete(*_seen(hole))
        for one in {found[0], found[len(found) // 2], found[-1]} if found else ():
            assert _said(hole, one) == _meant(hole, one), f"{one.label} at {hole.path} of\n{hole.text}"
            taken += 1
    assert taken, "something was offered"


def _seen(hole: Hole) -> tuple[View, Position]:
    lines = Document.of(hole.text[: hole.offset]).lines
    return read(hole.text), Position(len(lines) - 1, len(lines[-1]))


def _said(hole: Hole, one: Completion) -> object:
    """What the text says once it is taken."""
    insert = one.insert.replace("$0", "") if one.snippet else one.insert
    after = apply_edits(Document.of(hole.text), (TextEdit(one.span, insert),)).text
    return said(after)


def _meant(hole: Hole, one: Completion) -> object:
    """What it should say: the value in its place, or the new key in place of the one that was taken out."""
    meant = copy.deepcopy(hole.before)
    around = cast("dict[str | int, object]", meant)
    for step in hole.path[:-1]:
        around = cast("dict[str | int, object]", around[step])
    if hole.keyed:
        del around[hole.path[-1]]
        around[one.label] = [] if one.snippet else ""
    else:
        around[hole.path[-1]] = one.label
    return meant
