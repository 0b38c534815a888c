"""What is wrong with the text of a claim (`check:`), in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.kinds import Kind
from forewarn.model.references import CHECK, span_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.text.position import Span


class Wrong(NamedTuple):
    """A place where a text stops being a claim."""

    span: Span
    message: str


def wrong_claims(element: Element) -> Iterator[Wrong]:
    """What cannot be understood of an assumption's `check:`."""
    if element.kind is not Kind.ASSUMPTION or CHECK not in element.fields:
        return
    from forewarn.model.claims import Broken, parse  # noqa: PLC0415 - most models have no claim

    for text in element.texts(CHECK):
        broken = parse(text.text)
        if isinstance(broken, Broken):
            here = text.text[broken.start : broken.end]
            span = text.span if broken.ended else span_in(text, broken.start, broken.end)
            could = _could(broken.words, name=broken.name)
            what = "The claim stops too early." if broken.ended else f"`{here}` says nothing here."
            yield Wrong(span, f"{what} {could}")


def _could(words: tuple[str, ...], *, name: bool) -> str:
    """What could stand there."""
    offers = [*(f"`{word}`" for word in words), *(["a name of this model"] if name else [])]
    if not offers:
        return "The claim is complete before it."
    listed = offers[0] if len(offers) == 1 else f"{', '.join(offers[:-1])} or {offers[-1]}"
    return f"What could stand here: {listed}."
