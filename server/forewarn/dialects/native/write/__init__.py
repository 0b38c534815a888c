"""Changes to a native model as the smallest text edits: in the author's own style, and no other byte touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write.check import is_near_problem, is_sound
from forewarn.dialects.native.write.fields import add_fields, add_to_list, remove_field
from forewarn.dialects.native.write.manner import manner
from forewarn.dialects.native.write.outline import UnwritableError, outline
from forewarn.dialects.native.write.pieces import Piece, merged
from forewarn.dialects.native.write.sections import add_elements, add_header, remove_element
from forewarn.dialects.native.write.text import replace_text
from forewarn.model.changes import AddDrawing, AddElement, AddField, AddToList, RemoveElement, RemoveField, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.text.edits import OverlappingEditsError, TextEdit, in_order, minimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.model.changes import Change, NewValue
    from forewarn.model.elements import Element
    from forewarn.model.reading import Part, Reading


def write(changes: Sequence[Change], reading: Reading, part: Part) -> tuple[TextEdit, ...]:
    """The edits that make `changes` in `part` of `reading`: absolute, sorted, none overlapping another.

    What is there already is left alone, so that making the same changes again gives no edits. Where a place cannot
    be written to without harm (half typed, shared by an alias, something else stands there), there are none at all.
    """
    try:
        edits = merged(_pieces(changes, reading, part))
        small = in_order(small for edit in edits if (small := minimal(reading.document, edit)))
        if is_near_problem(part, small) and not is_sound(changes, reading, part, small):
            return ()
    except (UnwritableError, OverlappingEditsError):
        return ()
    return small


def _pieces(changes: Sequence[Change], reading: Reading, part: Part) -> list[Piece]:
    """Changes of one sort to one place are written together: so each knows its neighbours."""
    habits = manner(outline(reading, part))
    pieces: list[Piece] = []
    new: dict[Kind, list[AddElement]] = {}
    added: dict[tuple[Element, tuple[str, ...]], dict[str, NewValue]] = {}
    listed: dict[tuple[Element, str], list[str]] = {}
    for change in changes:
        match change:
            case AddElement():
                new.setdefault(change.kind, []).append(change)
            case AddField():
                added.setdefault((change.element, change.within), {}).setdefault(change.name, change.value)
            case AddToList():
                _to_list(change, added, listed)
            case ReplaceText():
                pieces += replace_text(habits, change)
            case AddDrawing():
                raise UnwritableError  # YAML has no place for a picture
            case RemoveElement():
                pieces += remove_element(habits, change.element)
            case RemoveField():
                pieces += remove_field(habits, change.element, change.name)
    for (element, within), values in added.items():
        if element.kind is Kind.MODEL and not within:
            pieces += add_header(habits, tuple(values.items()))
        else:
            pieces += add_fields(habits, element, within, tuple(values.items()))
    for (element, name), texts in listed.items():
        pieces += add_to_list(habits, element, name, tuple(texts))
    for kind, elements in new.items():
        pieces += add_elements(habits, kind, elements)
    return pieces


def _to_list(
    change: AddToList,
    added: dict[tuple[Element, tuple[str, ...]], dict[str, NewValue]],
    listed: dict[tuple[Element, str], list[str]],
) -> None:
    """A list that is not there yet is a field to add, together with the element's other new fields."""
    element, name = change.element, change.name
    if element.field(name) is not None:
        listed.setdefault((element, name), []).append(change.value)
        return
    fields = added.setdefault((element, ()), {})
    texts = fields.get(name, ())
    if isinstance(texts, tuple) and change.value not in texts:
        fields[name] = (*texts, change.value)
