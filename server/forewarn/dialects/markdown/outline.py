"""The outline of a document: which headings are sections, which are elements, and what stands in which section."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.context import Place
from forewarn.dialects.markdown.directives import NOTHING_SAID
from forewarn.dialects.markdown.names import heading_name
from forewarn.dialects.markdown.part_facts import CATEGORY, with_neighbours
from forewarn.dialects.markdown.vocabulary import (
    KINDS,
    Topic,
    before_preposition,
    category_heading,
    heading_label,
    is_threat_title,
    kind_of_identifier,
    role,
    single,
    status,
    topic,
)
from forewarn.dialects.markdown.wording import names_somebody, sounds_hostile, speaks_of_security, speaks_of_threats
from forewarn.dialects.markdown.words import is_severity
from forewarn.model.directives import ELEMENT
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.part_facts import Facts
    from forewarn.dialects.markdown.vocabulary import Reading


_LABELLED = re.compile(r"[\d.)]*\s*([^\W\d][^:\d]*?)(?:\s+#?\d{1,3}|\s+[A-Z])?\s*(?::|\s[-–—]+)\s+\S")
"""A heading that names what it is before a colon: "Threat: …", "Scenario 2 – …"."""
_NUMBERED = re.compile(r"([^\W\d][^:\d]*?)\s*#?\d{1,3}")
"""And one that only numbers it: "Threat 1"."""
_MARK = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_SURFACES = frozenset({Topic.COMPONENTS, Topic.FLOWS, Topic.ZONES})
"""Sections of what is attacked, where attacks may stand as well."""
_HALF = 0.5
"""So much of a heading has to say what stands under it, where it may as well be the name of something."""


class Outlined(NamedTuple):
    """A run of parts that is read together, from `first` to before `last`, and where it stands.

    `heading` says whether it begins with one; `section` is the part whose heading is its section's, -1 for none.
    """

    first: int
    last: int
    place: Place
    heading: bool
    section: int


class _Level(NamedTuple):
    level: int
    title: str
    topic: Topic | None
    category: str
    path: tuple[str, ...]
    heading: int


_ANSWERS = frozenset({"mitigation", "severity", "status", "likelihood", "impact"})
_SETTLING = frozenset({Topic.ACCEPTED, Topic.DISCLAIMED, Topic.ANSWERED, Topic.EXCLUDED})
_FIELD_TOPICS = frozenset({Topic.MITIGATIONS, Topic.NOTHING, Topic.ASSUMPTIONS, Topic.ACCEPTED, Topic.DISCLAIMED})


def outline(known: Sequence[Facts], *, model: bool) -> list[Outlined]:
    """The outline of the parts with these facts, in order, every part once."""
    known = with_neighbours(known)
    made: list[Outlined] = []
    stack: list[_Level] = []
    count = len(known)
    number = 0
    title = next((n for n, fact in enumerate(known) if fact.level), -1)
    while number < count:
        fact = known[number]
        if fact.level == 0:
            above = stack[-1] if stack else None
            place = Place(
                topic=above.topic if above else None,
                category=above.category if above else "",
                path=above.path if above else (),
                model=model,
            )
            made.append(Outlined(number, number + 1, place, heading=False, section=above.heading if above else -1))
            number += 1
            continue
        while stack and stack[-1].level >= fact.level:
            stack.pop()
        above = stack[-1] if stack else None
        parent = above.topic if above else None
        end = number + 1
        while end < count and (known[end].level > fact.level or (known[end].level == 0)):
            end += 1
        path = (*(above.path if above else ()), fact.title)
        kind = (
            _element(known, number, end, parent, model=model)
            if (model or parent is not None) and number != title and not fact.said.section
            else None
        )
        if kind is not None and not fact.said.denied & {kind, ELEMENT}:
            end = _answered_until(known, number, end) if kind is Kind.THREAT else end
            double = kind is Kind.ACTOR and fact.answered
            place = Place(
                parent, above.category if above else "", path, None, model, kind, double=double, serial=fact.serial
            )
            made.append(Outlined(number, end, place, heading=True, section=above.heading if above else -1))
            number = end
            continue
        guarded = model or any(speaks_of_security(one.title) for one in stack)
        own, category = _section(fact, parent, model=guarded, title=number == title)
        if own is Topic.THREATS and parent is not own and model and number != title and _is_chapter(known, number, end):
            own = None
        if fact.said.section:
            own = Topic(fact.said.section)
            category = category if own is Topic.THREATS else ""
        elif fact.said.denied and (ELEMENT in fact.said.denied or _kind(own) in fact.said.denied):
            own = Topic.NOTHING
        if not category and own is parent and above:
            category = above.category
        place = Place(own, category, path, None, model, told=fact.said != NOTHING_SAID)
        made.append(Outlined(number, number + 1, place, heading=True, section=number))
        stack.append(_Level(fact.level, fact.title, own, category, path, number))
        number += 1
    return made


_WEAK = frozenset(
    {
        Topic.COMPONENTS,
        Topic.FLOWS,
        Topic.ACTORS,
        Topic.ASSUMPTIONS,
        Topic.EXCLUDED,
        Topic.QUESTIONS,
        Topic.MITIGATIONS,
        Topic.ASSETS,
    }
)


_OF_MODELS = frozenset(
    {Topic.ASSETS, Topic.COMPONENTS, Topic.ZONES, Topic.FLOWS, Topic.ACTORS, Topic.SCOPE, Topic.ASSUMPTIONS}
)


def _kind(own: Topic | None) -> str:
    return KINDS[own] if own in KINDS and own is not None else ""


def _is_chapter(known: Sequence[Facts], number: int, end: int) -> bool:
    """Whether a heading about threats holds a whole threat model: sections of several other kinds stand below it."""
    held = {known[n].title for n in range(number + 1, end) if known[n].level}
    topics = {found.topic for name in held if (found := topic(name)) is not None and found.share > _HALF}
    return len(topics & _OF_MODELS) > 1


def _section(fact: Facts, parent: Topic | None, *, model: bool, title: bool) -> tuple[Topic | None, str]:
    """The topic and the category of a heading that is a section."""
    category = category_heading(fact.title)
    if category:
        kept = parent if parent in _SETTLING or parent is Topic.MITIGATIONS else Topic.THREATS
        return kept if model or parent else None, category
    found = topic(fact.title)
    if found and not model and (found.topic in _WEAK or not speaks_of_threats(fact.title)):
        found = None
    if found and not (title and found.share < 1) and _begins(found, parent):
        return found.topic, ""
    if parent is Topic.MITIGATIONS and is_threat_title(fact.title):
        return None, ""
    return parent, ""


def _begins(found: Reading, parent: Topic | None) -> bool:
    """Whether a heading taken for a topic begins a section of its own, below one of `parent`."""
    if found.topic is Topic.MITIGATIONS and parent in KINDS and parent is not Topic.MITIGATIONS and found.area:
        return False
    if parent is None or parent is Topic.NOTHING or found.share > _HALF:
        return True
    return found.share == _HALF and found.topic is not parent and found.topic not in (Topic.ZONES, Topic.MITIGATIONS)


def _element(known: Sequence[Facts], number: int, end: int, parent: Topic | None, *, model: bool) -> Kind | None:
    """The kind of element that the heading of part `number` names, or None where it is a section or groups others.

    `end` is the first part that is not below it.
    """
    fact = known[number]
    if category_heading(fact.title) and not _tells_one(fact):
        return None
    name = heading_name(fact.title, serial=fact.serial)
    before_colon = _before_colon(fact.title) if parent is not None or model else None
    if before_colon is not None:
        named = bool(name.id) or before_colon in (Kind.ACTOR, Kind.COMPONENT)
        return None if _groups(known, number, end, before_colon, identified=named) else before_colon
    if name.id:
        return _identified(known, number, end, parent, model=model)
    found = topic(fact.title)
    if found and _begins(found, parent) and not _names_attack(fact, found, parent):
        return None
    if parent is Topic.THREATS and found and found.topic is parent and _lists_several(fact):
        return None
    if parent is None or parent is Topic.NOTHING:
        return _alone(known, number, end, parent) if model else None
    if (
        parent is Topic.SCOPE
        and model
        and "mitigation" in fact.labels
        and not _groups(known, number, end, Kind.THREAT, identified=False)
    ):
        return Kind.THREAT
    if parent is Topic.SCOPE or (parent is Topic.QUESTIONS and "?" not in fact.title):
        return None
    if parent is Topic.THREATS and "threats" in fact.labels:
        return Kind.ACTOR if names_somebody(fact.title) else None
    kind = KINDS[parent]
    if (parent is Topic.EXCLUDED and model) or (parent is Topic.ACTORS and _happens(fact)):
        kind = Kind.THREAT
    marked = any(is_severity(one[1]) or status(one[1].rsplit("→", 1)[-1]) for one in _MARK.finditer(fact.title))
    return None if _groups(known, number, end, kind, identified=marked) else kind


def _names_attack(fact: Facts, found: Reading, parent: Topic | None) -> bool:
    """Whether a heading among threats that reads like one of several is one: "Replay attacks", with what answers it."""
    return parent is found.topic is Topic.THREATS and found.share < 1 and _tells_one(fact) and not fact.threat_table


def _lists_several(fact: Facts) -> bool:
    """Whether several things are listed below a heading, and none of them is its answer: "Physical attacks"."""
    return fact.items > _SEVERAL and not fact.labels & (_ANSWERS | _DESCRIBING)


def _answered_until(known: Sequence[Facts], number: int, end: int) -> int:
    """Where the heading beside a threat's that names its mitigations ends: "Mitigations for T1", after "T1: …"."""
    fact = known[number]
    if end == len(known) or known[end].level != fact.level or role(known[end].title) != "mitigation":
        return end
    identifier = heading_name(fact.title, serial=fact.serial).id
    alike = (one.title for one in known if one.level == fact.level and one.title == known[end].title)
    if not (identifier in known[end].title if identifier else len(list(alike)) > 1):
        return end
    last = end + 1
    while last < len(known) and (known[last].level == 0 or known[last].level > fact.level):
        last += 1
    return last


def _identified(known: Sequence[Facts], number: int, end: int, parent: Topic | None, *, model: bool) -> Kind | None:
    """The kind of element that a heading with an identifier names."""
    fact = known[number]
    name = heading_name(fact.title, serial=fact.serial)
    told = kind_of_identifier(name.id)
    kind = KINDS[parent] if parent is not None and parent in KINDS else told
    if kind is None and _tells_one(fact) and fact.labels & {"threat", "risk"}:
        kind = Kind.THREAT
    if parent is Topic.MITIGATIONS and told is Kind.THREAT:
        kind = told
    if kind is None or (parent is None and not model) or _holds_sections(known, number, end):
        return None
    attacked = parent in _SURFACES and _tells_one(fact) and bool(fact.labels & _GRADING)
    return Kind.THREAT if parent is Topic.EXCLUDED or (kind is Kind.ACTOR and _happens(fact)) or attacked else kind


def _happens(fact: Facts) -> bool:
    """Whether a heading among those of attackers names something that happens, and what stops it stands below."""
    name = heading_name(fact.title, serial=fact.serial)
    return fact.answered and not names_somebody(fact.title[name.start : name.end])


_TRUST = re.compile(r"\b(?:un)?trusted\b", re.IGNORECASE)
"""What names nothing that happens: "Trusted and untrusted plugins"."""


def _alone(known: Sequence[Facts], number: int, end: int, parent: Topic | None) -> Kind | None:
    """The kind of element that a heading names by itself, where no section above tells."""
    fact = known[number]
    one = single(fact.title)
    if one is not None and not _groups(known, number, end, one, identified=False):
        return one
    told = _tells_one(fact) and not fact.threat_table and not is_threat_title(fact.title)
    told = told or _below(known, number, end) or _answered_alike(known, number, end)
    happens = sounds_hostile(_TRUST.sub(" ", fact.title)) and not is_threat_title(fact.title) and not fact.threat_table
    happens = happens and not _groups(known, number, end, Kind.THREAT, identified=False) and topic(fact.title) is None
    return Kind.THREAT if parent is None and (told or happens) else None


def _tells_one(fact: Facts) -> bool:
    """Whether what stands below a heading describes one threat and its answer; "Threats:" lists several."""
    return "mitigation" in fact.labels and bool(fact.labels & _DESCRIBING) and "threats" not in fact.labels


_SEVERAL = 2
_DESCRIBING = frozenset({"threat", "description", "severity", "impact", "likelihood", "risk"})
_GRADING = frozenset({"severity", "description", "impact", "likelihood", "status"})


@lru_cache(maxsize=4096)
def _before_colon(title: str) -> Kind | None:
    """The kind that a heading such as "Threat: …", "Threat 2" or "Trust boundary: …" names before its colon."""
    found = _LABELLED.match(title) or _NUMBERED.fullmatch(title)
    return heading_label(found[1]) if found else None


def _below(known: Sequence[Facts], number: int, end: int) -> bool:
    """Whether the headings right below are the parts of one threat: its mitigations and its severity, say."""
    names = {role(known[n].title) for n in range(number + 1, end)}
    return "mitigation" in names and bool(names & _GRADING) and not _holds_sections(known, number, end)


def _answered_alike(known: Sequence[Facts], number: int, end: int) -> bool:
    """Whether a heading has text, and mitigations under a heading below, and its neighbours have so too."""

    def alike(one: int, last: int) -> bool:
        names = [role(known[n].title) for n in range(one + 1, last) if known[n].level]
        told = known[one].told and not known[one].threat_table
        return told and "mitigation" in names and not _holds_sections(known, one, last)

    if not alike(number, end):
        return False
    level, count = known[number].level, 0
    for one, fact in enumerate(known):
        if fact.level == level:
            last = next((n for n in range(one + 1, len(known)) if 0 < known[n].level <= level), len(known))
            count += alike(one, last)
            if count > _SEVERAL:
                return True
    return False


def _holds_sections(known: Sequence[Facts], number: int, end: int) -> bool:
    """Whether headings below are more than the fields of one element."""
    return any(
        fact.level and (bool(fact.said.section) or not (fact.echo or _is_field(fact.title)))
        for fact in known[number + 1 : end]
    )


def _is_field(title: str) -> bool:
    """Whether a heading below an element's is one of its fields: "Mitigations", "Risk assessment"."""
    found = topic(title)
    if role(title) or role(before_preposition(title)) or title.casefold().startswith("additional"):
        return True
    return found is not None and found.share >= _HALF and found.topic in _FIELD_TOPICS


def _groups(known: Sequence[Facts], number: int, end: int, kind: Kind, *, identified: bool) -> bool:
    """Whether the heading only groups the elements below it."""
    if _holds_sections(known, number, end):
        return True
    fact = known[number]
    if kind is Kind.ZONE:
        return False
    if kind is Kind.ACTOR and "capability" in fact.labels:
        return False
    if kind in (Kind.COMPONENT, Kind.ACTOR):
        return fact.items > 1 and fact.leads_with_list and fact.named_items and not fact.threat_table and not identified
    if identified:
        return False
    if CATEGORY in fact.labels and kind is Kind.THREAT:
        return True
    if fact.threat_table:
        return True
    fields = fact.labels & (_ANSWERS | {"description", "threat", "risk"})
    if fields and ("mitigation" in fact.labels or len(fields) > 1):
        return kind is Kind.MITIGATION and not fact.labels & {"status", "description"}
    return fact.leads_with_list and fact.items > 1
