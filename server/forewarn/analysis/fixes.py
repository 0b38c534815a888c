"""Fixes: what a rule offers, and the text edits that carry it out in the files of the model."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from forewarn.dialects.writers import WRITERS
from forewarn.model.changes import AddElement, ReplaceText
from forewarn.rules.calling import called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.analysis.engine import Analysis, Raised
    from forewarn.model.changes import Change, Fix
    from forewarn.model.elements import Element
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Part, Reading
    from forewarn.rules.rule import Finding
    from forewarn.text.edits import TextEdit

    Edits = dict[str, tuple[TextEdit, ...]]

_log = logging.getLogger(__name__)
_broken: set[str] = set()


def fixes_of(raised: Raised, analysis: Analysis) -> list[Fix]:
    """What can be done about a finding, in the order in which the rule offers it.

    A rule whose fixes break costs only these and is logged once.
    """
    rule, finding = raised
    found: list[Fix] = [finding.mend] if finding.mend else []
    if rule.fixes is None:
        return found
    try:
        found += [_begun(fix, finding) for fix in rule.fixes(finding, analysis.whole) if fix not in found]
    except Exception:  # noqa: BLE001 - whatever goes wrong in one rule, the finding stays and other fixes are offered
        if rule.code not in _broken:
            _broken.add(rule.code)
            _log.exception("the fixes of rule %s broke; they are missing", rule.code)
    return found


def _begun(fix: Fix, finding: Finding) -> Fix:
    """A finding that stands for many begins with the first of them, and its fixes say so."""
    if finding.together == 1 or finding.element is None:
        return fix
    return replace(fix, title=f"{fix.title} ({called(finding.element)} first)")


def edits_of(fix: Fix, analysis: Analysis, readings: Mapping[str, Reading]) -> Edits:
    """The edits that carry out `fix`, by the path of the file, each for the text of its reading in `readings`.

    All of the fix or nothing: no edits at all where one of its changes cannot be written, or is there already.
    """
    groups: dict[int, list[Change]] = {}
    for change in fix.changes:
        place = _home(change, analysis)
        if place is None:
            return {}
        groups.setdefault(place, []).append(change)
    edits: Edits = {}
    for place, changes in groups.items():
        part, path = analysis.parts[place], analysis.paths[place]
        written = _written(changes, part, readings.get(path))
        if not written and not _are_there(changes, analysis):
            return {}
        if written:
            edits[path] = tuple(sorted((*edits.get(path, ()), *written)))
    return edits


def _written(changes: list[Change], part: Part, reading: Reading | None) -> tuple[TextEdit, ...]:
    """The edits of one part; none where nobody writes its dialect or `reading` is of another moment."""
    writer = WRITERS.get(part.dialect)
    if writer is None or reading is None or not any(part is own for own in reading.parts):
        return ()
    return writer([_as_written(change, part) for change in changes], reading, part)


def _as_written(change: Change, part: Part) -> Change:
    """The change made to the element as its own text has it, without what other files say of it."""
    if isinstance(change, ReplaceText):
        return change
    element = change.near if isinstance(change, AddElement) else change.element
    own = _own(element, part) if element is not None else None
    if own is None or own is element:
        return change
    return replace(change, near=own) if isinstance(change, AddElement) else replace(change, element=own)


def _own(element: Element, part: Part) -> Element | None:
    """The element of the part that stands where `element` does; None if it is in another part."""
    number = _numbers(part).get(element.item)
    there = part.items[number].elements if number is not None else ()
    here = [one for one in there if one.kind is element.kind and one.span == element.span]
    return next((one for one in here if one is element or one.anchor == element.anchor), here[0] if here else None)


@lru_cache(maxsize=4)
def _numbers(part: Part) -> Mapping[int, int]:
    """The number of each item of the part, by its serial."""
    return {item.serial: number for number, item in enumerate(part.items)}


def _are_there(changes: list[Change], analysis: Analysis) -> bool:
    """Whether the elements to add are in the model, so that no edits means nothing to do."""
    return all(isinstance(change, AddElement) and change.id in analysis.index.by_id for change in changes)


def _home(change: Change, analysis: Analysis) -> int | None:
    """The place among the model's parts that a change is written to; None if its element is not there any more."""
    if isinstance(change, AddElement):
        return _home_of_new(change.kind, change.near, analysis)
    serial = change.item if isinstance(change, ReplaceText) else change.element.item
    return _places(analysis.parts).get(serial)


def _home_of_new(kind: Kind, near: Element | None, analysis: Analysis) -> int:
    """Where elements of this kind are: beside `near` if some are there, else in the last part that has any.

    Where there are none yet: beside `near`, else in the first part that is a model and no document.
    """
    beside = _places(analysis.parts).get(near.item) if near else None
    holding = [place for place, part in enumerate(analysis.parts) if kind in _kinds(part)]
    if holding and beside not in holding:
        return holding[-1]
    if beside is not None:
        return beside
    models = [place for place, part in enumerate(analysis.parts) if part.dialect != "markdown"]
    return (holding or models or [0])[-1 if holding else 0]


@lru_cache(maxsize=64)
def _kinds(part: Part) -> frozenset[Kind]:
    """The kinds of which the part holds any."""
    return frozenset(element.kind for item in part.items for element in item.elements)


@lru_cache(maxsize=4)
def _places(parts: tuple[Part, ...]) -> Mapping[int, int]:
    """The place among `parts` of each item, by its serial."""
    return {item.serial: place for place, part in enumerate(parts) for item in part.items}
