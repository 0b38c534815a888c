"""Elements by name, over all files: what an editor asks for when somebody types a part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.names import own_name
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.features.view import View
    from forewarn.text.position import Span

_UNNAMED = frozenset({Kind.QUESTION, Kind.REVIEW})
_LONGEST = 100
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An element: its identifier, its title where that says more, and where its name stands. `model` holds it."""

    kind: Kind
    id: str
    title: str
    span: Span
    model: str

    @property
    def label(self) -> str:
        """What it is called in a list: `T1: A door is forced`."""
        told = self.title if len(self.title) <= _LONGEST else f"{self.title[:_LONGEST]}…"
        return ": ".join(filter(None, (self.id, told)))


def entries(view: View) -> tuple[Entry, ...]:
    """The elements of a file, in its order; what a document tells of a model's own element is that element."""
    return tuple(_entries(view))


def _entries(view: View) -> Iterator[Entry]:
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        elements = analysis.understood(part) if analysis else part.elements()
        model = next((one.title for one in (analysis.parts if analysis else (part,)) if one.title), "")
        for element, start in elements:
            if element.kind in _UNNAMED or element.tells_of:
                continue
            if element.kind is Kind.MODEL:
                title = element.fields.get("threat-model")
                if title and title.texts and title.texts[0].text == part.title:
                    yield Entry(Kind.MODEL, "", part.title, title.texts[0].span.down(start), "")
                continue
            name = "" if element.derived else element.id
            title = " ".join(element.title.split())
            if name or title:
                span = own_name(element, start, view.document).span
                yield Entry(element.kind, name, title if title != name else "", span, model)


def rank(label: str, name: str, query: str) -> int | None:
    """How well an element called `name` and shown as `label` answers a query, less is better; None if not at all.

    What was left out between two signs is forgiven in an identifier or a word; over a whole title anything would fit.
    """
    wanted, text, own = query.casefold().strip(), label.casefold(), name.casefold()
    if not wanted:
        return 5
    if own == wanted:
        return 0
    if own.startswith(wanted):
        return 1
    words = [found[0] for found in _WORDS.finditer(text)]
    asked = [found[0] for found in _WORDS.finditer(wanted)]
    if asked and all(any(word.startswith(one) for word in words) for one in asked):
        return 2
    if wanted in text:
        return 3
    signs = wanted.replace(" ", "")
    return 4 if any(_in_order(signs, one) for one in (own, *words)) else None


def _in_order(signs: str, text: str) -> bool:
    at = 0
    for sign in signs:
        at = text.find(sign, at) + 1
        if not at:
            return False
    return True


def best(found: Iterable[tuple[int, str]], most: int) -> list[int]:
    """The places of the best `most` of ranked labels: equal ones by length, then as they came."""
    ranked = sorted((rank, len(label), place) for place, (rank, label) in enumerate(found))
    return [place for _, _, place in ranked[:most]]
