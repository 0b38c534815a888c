"""An element in a few lines: what it is, where it is, what holds it. Markdown, the model's own words escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.features.prose import code, escape
from forewarn.model import defaults
from forewarn.model.answers import Grade, answered, validity
from forewarn.model.kinds import Kind
from forewarn.model.paved import plain
from forewarn.model.references import CHECK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.answers import Answer
    from forewarn.model.elements import Element
    from forewarn.model.whole import Whole

_GRADES = {Grade.OPEN: "open", Grade.PROMISED: "promised", Grade.HELD: "held"}


def summary(element: Element, whole: Whole) -> str:
    """What there is to know about `element` at a glance."""
    name = f" {code(element.id)}" if element.id and not element.derived else ""
    title = f" · {escape(element.title)}" if element.title else ""
    return "\n\n".join((f"**{element.kind}**{name}{title}", *_lines(element, whole)))


def _lines(element: Element, whole: Whole) -> Iterator[str]:
    if element.text("description"):
        yield escape(element.text("description"))
    facts = _facts(element, whole)
    if facts:
        yield " · ".join(facts)
    match element.kind:
        case Kind.ASSET | Kind.COMPONENT:
            yield from _threats_to(element, whole)
        case Kind.THREAT:
            yield from _answers(element, whole)
        case Kind.MITIGATION | Kind.ASSUMPTION:
            if element.kind is Kind.ASSUMPTION and element.text(CHECK):
                yield _claim(element, whole)
            used = [ref.element.name for ref in whole.facts.references_to(element, "mitigations", "ruled-out-by")]
            verb = "Answers" if element.kind is Kind.MITIGATION else "Rules out"
            yield f"{verb} {', '.join(map(code, used))}." if used else f"{verb} nothing yet."
        case _:
            pass


def _facts(element: Element, whole: Whole) -> list[str]:
    """Facts in one line: as stated, or as they follow."""
    found: list[str] = []
    entry = catalog.types().get(element.text("type"))
    if entry:
        found.append(entry.label)
    if element.kind is Kind.ASSET:
        scale = whole.facts.scale
        known = defaults.sensitivity(element, scale)
        if known:
            word = escape(scale.in_full(known.value))
            found.append(word if known.stated else f"{word} (usual for its type)")
    if element.kind is Kind.FLOW:
        found.append(f"{code(element.text('from'))} → {code(element.text('to'))}")
        if element.names("carries"):
            found.append(f"carries {', '.join(map(code, element.names('carries')))}")
        encrypted = defaults.encrypted(element)
        found.append(
            {True: "encrypted", False: "not encrypted"}[encrypted.value] if encrypted else "encryption unknown"
        )
    if element.kind is Kind.ASSUMPTION:
        found.append(validity(element, whole.facts))
    stated = ("zone", "in", "severity", "status", "trust")
    found += [f"{field} {escape(element.text(field))}" for field in stated if element.text(field)]
    owner = defaults.owner(element, whole.facts)
    if owner:
        found.append(f"owner {escape(owner.value)}")
    return found


def _threats_to(element: Element, whole: Whole) -> Iterator[str]:
    threats = [reference.element for reference in whole.facts.references_to(element, "against")]
    if not threats:
        yield "No threat is against it yet. What are the bad things that can happen to it?"
        return
    lines = [
        f"- {code(threat.name)} {escape(threat.title)} — {_GRADES[answered(threat, whole.facts).grade]}"
        for threat in threats[:8]
    ]
    more = len(threats) - len(lines)
    yield "\n".join(lines) + (f"\n- and {more} more" if more else "")


def _answers(threat: Element, whole: Whole) -> Iterator[str]:
    state = answered(threat, whole.facts)
    if state.reopened:
        yield "**open**: the author says that the answers do not suffice."
    elif not state.answers:
        yield "**open**: nothing answers it yet."
    else:
        yield f"**{_GRADES[state.grade]}**: {', '.join(_by(one, threat) for one in state.answers)}"


def _claim(assumption: Element, whole: Whole) -> str:
    """How the assumption's claim stands on the model's flows."""
    from forewarn.model.claims import Claim, Verdict, judge, parse  # noqa: PLC0415 - most models have no claim

    claim = parse(assumption.text(CHECK))
    if not isinstance(claim, Claim) or not all(whole.facts.named(name.text, *name.kinds) for name in claim.names):
        return f"{code(assumption.text(CHECK))} cannot be judged yet."
    found = judge(claim, whole.facts.graph)
    if found.verdict is Verdict.CONTRADICTED:
        way = ", ".join(code(hop.flow.name) for hop in found.hops)
        told = f"the model says otherwise: {way or code(found.holds.name if found.holds else '')}"
    elif found.verdict is Verdict.UNDECIDED:
        waits = ", ".join(f"{code(element.name)} says no {code(field)}" for element, field in found.waits[:3])
        told = f"cannot be decided yet: {waits}"
    elif found.through:
        way = " → ".join(code(node) for node in (found.through[0].start, *(hop.end for hop in found.through)))
        told = f"holds. There is a way through others: {way}. Is that meant?"
    else:
        told = "holds on the flows of this model"
    return f"Claim {code(assumption.text(CHECK))}: {told}"


def _by(answer: Answer, threat: Element) -> str:
    if answer.paved:
        return f"the paved path's {plain(answer.paved)} ({_GRADES[answer.grade]})"
    if answer.by is None:
        return f"its decision ({_GRADES[answer.grade]})"
    because = _because(threat, answer.by, "mitigations", "ruled-out-by")
    return f"{code(answer.by.name)} {escape(answer.by.title)} ({_GRADES[answer.grade]}{because})"


def _because(threat: Element, other: Element, *fields: str) -> str:
    """Why a threat's text is taken to name another element, where the author did not write it as a value."""
    texts = (text for field in fields for text in threat.texts(field))
    why = next((text.why for text in texts if text.text == other.id), "")
    return f"; {why}" if why else ""
