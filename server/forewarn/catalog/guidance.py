"""What a hover teaches about a category, a kind of element, a type or a threat (prose-and-guidance.md, *Guidance*)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from forewarn.catalog.element_types import types
from forewarn.catalog.mitigation_types import mitigation_types
from forewarn.catalog.source import Record, read
from forewarn.catalog.suggestions import mitigations_for_threat, threats_for_type
from forewarn.catalog.threat_types import threat_types

Topic = Literal["category", "kind", "type", "threat", "mitigation"]

_SECTIONS = {"category": "categories", "kind": "kinds", "type": "types", "threat": "threats"}


@dataclass(frozen=True, slots=True)
class Guidance:
    """Four short parts, each a sentence or two, without Markdown; a part that we do not know is empty.

    `written` tells guidance that a person wrote from what was put together from the catalogue's entries.
    """

    ask: str
    bad_day: str
    good_answers: str
    prove_it: str
    written: bool


@cache
def guidance(topic: Topic, name: str) -> Guidance | None:
    """Give the guidance on a category, kind of element, type, threat type or mitigation type; None if it is unknown.

    Where nobody wrote one, types, threats and mitigations get one made of the catalogue's questions and titles.
    """
    section = _SECTIONS.get(topic)
    if section:
        record = read("guidance").record(section)
        if name in record.names():
            return _written(record.record(name))
    return _made(topic, name)


def _written(record: Record) -> Guidance:
    return Guidance(
        ask=record.text("ask"),
        bad_day=record.text("bad-day"),
        good_answers=record.text("good-answers"),
        prove_it=record.text("prove-it"),
        written=True,
    )


def _made(topic: Topic, name: str) -> Guidance | None:
    if topic == "threat" and name in threat_types():
        entry = threat_types()[name]
        return Guidance(entry.ask, f"{entry.title}.", _answers(name), "", written=False)
    if topic == "type" and name in types():
        threats = threats_for_type(name)
        first = threats[0] if threats else None
        if first:
            return Guidance(first.ask, f"{first.title}.", _answers(first.id), "", written=False)
    if topic == "mitigation" and name in mitigation_types():
        return _made_for_mitigation(name)
    return None


def _made_for_mitigation(name: str) -> Guidance:
    entry = mitigation_types()[name]
    answered = [threat for threat in threat_types().values() if name in threat.mitigations]
    ask = answered[0].ask if answered else ""
    titles = "; ".join(threat.title.lower() for threat in answered[:3])
    good = f"It stands against these: {titles}." if entry.sole_answer else f"Beside others, never alone: {titles}."
    return Guidance(ask, "", good if answered else "", "", written=False)


def _answers(threat: str) -> str:
    titles = [entry.title for entry in mitigations_for_threat(threat)[:2]]
    return "; ".join([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])]) + "." if titles else ""
