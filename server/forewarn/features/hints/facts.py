"""Beside a value: what follows from it and need not be written, and what the zone around passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.hints.hint import Hint, Sort, line_end
from forewarn.model import defaults
from forewarn.model.answers import mitigation_status
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forewarn.features.view import View
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.text.position import Span


def by_default(view: View, span: Span) -> Iterator[Hint]:
    """The sensitivity by the type, the encryption by the protocol, the status of a mitigation without one."""
    return _facts(view, span, Sort.DEFAULTS, _by_default)


def by_zone(view: View, span: Span) -> Iterator[Hint]:
    """The trust that a zone has from the one around it, and for what is in a zone those around that one."""
    return _facts(view, span, Sort.ZONES, _by_zone)


def _facts(view: View, span: Span, sort: Sort, say: Callable[[Element, Facts], tuple[str, str]]) -> Iterator[Hint]:
    """What is said of each recorded element: beside the field that `say` names, or its name where it names none."""
    for part in view.reading.parts:
        analysis = view.analysis_of(part)
        if analysis is None:
            continue
        for element, start in view.understood_in(part, span.start.line, span.end.line):
            field, text = say(element, analysis.whole.facts) if element.recorded else ("", "")
            if not text:
                continue
            there = element.fields.get(field)
            # What another file says of it has its place there.
            place = there.span if there is not None and element.span.holds(there.span.start) else element.anchor
            line = place.start.line + start
            if span.start.line <= line <= span.end.line:
                yield Hint(line_end(view, line), text, sort, (element.anchor.start.down(start),))


def _by_default(element: Element, facts: Facts) -> tuple[str, str]:
    match element.kind:
        case Kind.ASSET:
            known = defaults.sensitivity(element, facts.scale)
            if known and not known.stated:
                return "type", facts.scale.shown(known.value)
        case Kind.FLOW:
            encrypted = defaults.encrypted(element)
            if encrypted and not encrypted.stated:
                return "protocol", "encrypted" if encrypted.value else "not encrypted"
        case Kind.MITIGATION:
            if not element.text("status") and element.title:
                return "title", mitigation_status(element)
        case _:
            pass
    return "", ""


def _by_zone(element: Element, facts: Facts) -> tuple[str, str]:
    around = defaults.zones_around(element, facts)
    if element.kind is Kind.ZONE:
        known = defaults.trust(element, facts)
        return ("in", f"trust {known.value}, as {known.source}") if known and not known.stated else ("", "")
    outer = around[1:] if element.kind in (Kind.COMPONENT, Kind.ACTOR) else ()
    return ("zone", f"in {', in '.join(one.id for one in outer)}") if outer else ("", "")
