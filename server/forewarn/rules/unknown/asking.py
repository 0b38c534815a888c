"""How an unknown fact is asked for: where to point, and the fixes that state it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddField, Fix, ReplaceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Change
    from forewarn.model.elements import Element
    from forewarn.rules.rule import Finding
    from forewarn.text.position import Span


def place(element: Element, field: str) -> Span:
    """Where to point: at the value that says nothing, at the key that has none, else at the element itself."""
    found = element.fields.get(field)
    if found is None or element.section:
        return element.anchor
    return found.texts[0].span if found.texts else found.key


def state(element: Element, field: str, value: str) -> Change:
    """The change that makes `field` say `value`, in place of a text that says nothing."""
    texts = element.texts(field)
    return ReplaceText(element.item, texts[0].span, value) if texts else AddField(element, field, value)


def choose(finding: Finding, field: str, values: Iterable[str], title: str) -> Iterator[Fix]:
    """A fix for each value. `title` holds {value}. Where one finding stands for many, nobody can choose for all."""
    if finding.element is not None and finding.together == 1:
        for value in values:
            yield Fix(title.format(value=value), (state(finding.element, field, value),))


def leave_blank(finding: Finding, field: str, title: str) -> Iterator[Fix]:
    """The fix that writes the key and leaves the value to a person; none where the key is there already."""
    element = finding.element
    if element is not None and field not in element.fields:
        yield Fix(title, (AddField(element, field, BLANK),), stub=True)
