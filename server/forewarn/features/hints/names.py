"""Beside a line with numbered identifiers: what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog import reference_ids
from forewarn.features.hints.hint import Hint, Sort, line_end
from forewarn.model.references import references
from forewarn.model.series import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.analysis.engine import Analysis
    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.references import Reference
    from forewarn.text.position import Position, Span

_ALONE, _TOGETHER = 60, 30
"""So many characters of a title are shown where it is the only one, and where it is not."""
_NAMED = 3


def names(view: View, span: Span) -> Iterator[Hint]:
    """The titles of what is named by a number, as in `mitigations: [M1]`. A word for a name says itself what it is.

    Only in native models and embedded blocks: a document tells beside a number what it means, or links to it.
    """
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        if analysis is None:
            continue
        lines: dict[int, dict[str, tuple[str, Position]]] = {}
        for element, start in view.understood_in(part, span.start.line, span.end.line):
            for one in references(element) if element.recorded else ():
                line = one.text.span.start.line + start
                title = _title(one, analysis, element) if span.start.line <= line <= span.end.line else ""
                if title:
                    lines.setdefault(line, {})[one.name] = (title, one.text.span.start.down(start))
        for line, found in lines.items():
            about = tuple(place for _, place in found.values())
            yield Hint(
                line_end(view, line), _text({name: title for name, (title, _) in found.items()}), Sort.NAMES, about
            )


def _title(one: Reference, analysis: Analysis, element: Element) -> str:
    """The title of what is meant; empty where the name says it, or nothing or more than one thing is called so."""
    if not number_of(one.name) or reference_ids.parse(one.name) is not None:
        return ""
    meant = [
        other
        for other in analysis.index.by_id.get(one.name, ())
        if (not one.kinds or other.kind in one.kinds) and other is not element
    ]
    return " ".join(meant[0].title.split()) if len(meant) == 1 else ""


def _text(found: dict[str, str]) -> str:
    if len(found) == 1:
        return _cut(next(iter(found.values())), _ALONE)
    shown = [f"{name} {_cut(title, _TOGETHER)}" for name, title in list(found.items())[:_NAMED]]
    more = [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
    return " · ".join((*shown, *more))


def _cut(title: str, most: int) -> str:
    """A title, after a whole word if it is long."""
    if len(title) <= most:
        return title
    words = title[:most].rsplit(None, 1)
    return f"{words[0] if len(words) > 1 else title[:most]} …"
