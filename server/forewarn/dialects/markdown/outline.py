"""The outline of a document: which headings are sections, which are elements, and what stands in which section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.context import Place
from forewarn.dialects.markdown.fences import is_embedded_model
from forewarn.dialects.markdown.head import front_facts
from forewarn.dialects.markdown.names import heading_name
from forewarn.dialects.markdown.rows import columns, is_property_table
from forewarn.dialects.markdown.vocabulary import (
    KINDS,
    Topic,
    category_heading,
    folded,
    is_threat_title,
    kind_of_identifier,
    names_somebody,
    role,
    single,
    status,
    topic,
)
from forewarn.dialects.markdown.words import is_severity
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import Code, FrontMatter, List, Paragraph, Table
from forewarn.syntax.markdown.inline import label, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.syntax.markdown.blocks import Part


_ANSWERED = re.compile(r"\b(?:mitigat|prevented by|protected by|\*\*protected)", re.IGNORECASE)


_THREATENING = frozenset({"risk", "description", "category", "severity", "impact"})
_MARK = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")


class Facts(NamedTuple):
    """What the outline needs to know of a part, computed once for each part."""

    title: str
    level: int
    labels: frozenset[str]
    threat_table: bool
    leads_with_list: bool
    items: int
    named_items: bool
    answered: bool
    model: bool


def facts(part: Part) -> Facts:
    """The facts of a part."""
    labels: set[str] = set()
    items = named = 0
    front = False
    answered = False
    threat_table = False
    first_list = None
    for block in part.blocks:
        if isinstance(block, Paragraph):
            for line in block.text.text.split("\n"):
                found = label(line)
                if found:
                    name = role(found.name)
                    if name:
                        labels.add(name)
                    if folded(found.name) in ("threats", "attacks", "risks"):
                        labels.add("threats")
            answered = answered or _ANSWERED.search(block.text.text) is not None
            if first_list is None and not plain(block.text.text).rstrip("*_ ").endswith(":"):
                first_list = False
        elif isinstance(block, List):
            first_list = True if first_list is None else first_list
            items += len(block.items)
            for item in block.items:
                lead = item.lead
                found = label(lead.text) if lead else None
                name = role(found.name) if found else ""
                if name:
                    labels.add(name)
                if lead:
                    answered = answered or _ANSWERED.search(lead.text) is not None
                    named += (found is not None and found.bold) or len(lead.text.split()) <= 6  # noqa: PLR2004 - a name
                if found and folded(found.name) in ("threats", "attacks", "risks"):
                    labels.add("threats")
        elif isinstance(block, Table):
            first_list = True if first_list is None else first_list
            items += len(block.rows)
            if is_property_table(block):
                labels.update(filter(None, (role(row.cells[0].text) for row in block.rows if row.cells)))
            else:
                roles = columns(block).roles
                threat_table = (
                    threat_table or "threat" in roles or ("mitigation" in roles and bool(_THREATENING & set(roles)))
                )
        elif isinstance(block, FrontMatter):
            for fact in front_facts(block):
                front = (
                    front or fact.key == "threat-model" or (fact.key == "title" and is_threat_title(fact.value.text))
                )
        elif isinstance(block, Code):
            front = front or (block.fenced and is_embedded_model(block.info))
    heading = part.heading
    return Facts(
        title=plain(heading.text.text) if heading else "",
        level=heading.level if heading else 0,
        labels=frozenset(labels),
        threat_table=threat_table,
        leads_with_list=bool(first_list),
        items=items,
        named_items=items > 0 and named * 2 > items,
        answered=answered or "mitigation" in labels,
        model=front,
    )


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
    topic: Topic | None
    category: str
    path: tuple[str, ...]
    heading: int


_ANSWERS = frozenset({"mitigation", "severity", "status", "likelihood", "impact"})
_FIELD_TOPICS = frozenset({Topic.MITIGATIONS, Topic.NOTHING, Topic.ASSUMPTIONS, Topic.ACCEPTED})


def is_model(known: Sequence[Facts]) -> bool:
    """Whether the document as a whole is about threats: by its title, or by two headings that say so."""
    strong: set[Topic] = set()
    risks = False
    for number, fact in enumerate(known):
        if fact.model:
            return True
        if fact.threat_table:
            strong.add(Topic.THREATS)
        if not fact.title:
            continue
        if (fact.level == 1 or number < 2) and is_threat_title(fact.title):  # noqa: PLR2004 - the first heading
            return True
        found = topic(fact.title)
        if (
            found
            and found.share >= 0.5
            and found.topic in _TELLING
            and (found.topic is not Topic.MITIGATIONS or _CONTROLS.search(fact.title))
            and (found.topic is not Topic.THREATS or _THREATS.search(fact.title))
        ):
            strong.add(found.topic)
        if found and found.share == 1 and found.topic is Topic.THREATS:
            risks = True
    if risks and strong & {Topic.ASSETS, Topic.ZONES}:
        return True
    return len(strong) > 1 and bool(strong & {Topic.THREATS, Topic.ZONES})


_TELLING = frozenset({Topic.THREATS, Topic.ZONES, Topic.ASSETS, Topic.MITIGATIONS})
_THREATS = re.compile(
    r"threat|attack|abuse|misuse|stride|linddun|adversar|security risk|risks? and mitigation|residual risk|accepted risk|vulnerab|go wrong",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"mitigation|countermeasure|control|safeguard|defen[cs]e", re.IGNORECASE)


def outline(known: Sequence[Facts], *, model: bool) -> list[Outlined]:
    """The outline of the parts with these facts, in order, every part once."""
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
            if (model or parent is not None) and number != title
            else None
        )
        if kind is not None:
            double = kind is Kind.ACTOR and fact.answered
            place = Place(parent, above.category if above else "", path, None, model, kind, double=double)
            made.append(Outlined(number, end, place, heading=True, section=above.heading if above else -1))
            number = end
            continue
        own, category = _section(fact, parent, model=model, title=number == title)
        if not category and own is parent and above:
            category = above.category
        place = Place(own, category, path, None, model)
        made.append(Outlined(number, number + 1, place, heading=True, section=number))
        stack.append(_Level(fact.level, own, category, path, number))
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


def _section(fact: Facts, parent: Topic | None, *, model: bool, title: bool) -> tuple[Topic | None, str]:
    """The topic and the category of a heading that is a section."""
    category = category_heading(fact.title)
    if category:
        return (
            parent if parent in (Topic.ACCEPTED, Topic.EXCLUDED, Topic.MITIGATIONS) else Topic.THREATS
        ) if model or parent else None, category
    found = topic(fact.title)
    if found and not model and (found.topic in _WEAK or not _THREATS.search(fact.title)):
        found = None
    if found and title and found.share < 1:
        found = None
    if found and (parent is None or parent is Topic.NOTHING or _sure(found.share, found.topic, parent)):
        return found.topic, ""
    return parent, ""


def _sure(share: float, own: Topic, parent: Topic) -> bool:
    """Whether a heading below a section of another topic begins one of its own."""
    return share > 0.5 or (share >= 0.5 and own is not parent and own not in (Topic.ZONES, Topic.MITIGATIONS))


def _element(known: Sequence[Facts], number: int, end: int, parent: Topic | None, *, model: bool) -> Kind | None:
    """The kind of element that the heading of part `number` names, or None where it is a section or groups others.

    `end` is the first part that is not below it.
    """
    fact = known[number]
    if category_heading(fact.title) and not (
        fact.labels & {"mitigation"} and fact.labels & {"threat", "description", "severity"}
    ):
        return None
    name = heading_name(fact.title)
    marked = any(is_severity(found[1]) or status(found[1].rsplit("→", 1)[-1]) for found in _MARK.finditer(fact.title))
    prefix = _prefix(fact.title)
    if prefix is not None and (parent is not None or model):
        return prefix if not _groups(known, number, end, prefix, identified=bool(name.id)) else None
    found = topic(fact.title)
    if name.id:
        kind = KINDS.get(parent) if parent in KINDS else kind_of_identifier(name.id)
        if kind is None or (parent is None and not model):
            return None
        if parent is Topic.EXCLUDED or (
            kind is Kind.ACTOR and fact.answered and not names_somebody(_titled(fact.title))
        ):
            kind = Kind.THREAT
        return None if _holds_sections(known, number, end) else kind
    if found and (parent is None or parent is Topic.NOTHING or _sure(found.share, found.topic, parent)):
        return None
    if parent is Topic.NOTHING or parent is None:
        one = single(fact.title)
        if one is not None and model and not _groups(known, number, end, one, identified=False):
            return one
        if (
            model
            and parent is None
            and "mitigation" in fact.labels
            and fact.labels & {"threat", "description", "severity", "impact", "likelihood", "risk"}
            and not fact.threat_table
        ):
            return Kind.THREAT
        if model and parent is None and _below(known, number, end):
            return Kind.THREAT
        return None
    if parent in (Topic.QUESTIONS,) and "?" not in fact.title:
        return None
    if parent is Topic.SCOPE:
        return None
    kind = KINDS[parent]
    if parent is Topic.THREATS and "threats" in fact.labels:
        return Kind.ACTOR if names_somebody(fact.title) else None
    if parent is Topic.ACTORS and fact.answered and not names_somebody(fact.title):
        kind = Kind.THREAT
    if parent is Topic.EXCLUDED:
        kind = Kind.THREAT if model else kind
    return None if _groups(known, number, end, kind, identified=marked) else kind


def _titled(title: str) -> str:
    """A heading's title without its identifier."""
    name = heading_name(title)
    return title[name.start : name.end]


def _prefix(title: str) -> Kind | None:
    """The kind that a heading such as "Threat: …" or "Trust boundary: …" names before its colon."""
    head, colon, rest = title.partition(":")
    if not colon or not rest.strip() or len(head.split()) > 3:  # noqa: PLR2004 - a label
        return None
    head = head.lstrip("0123456789. ")
    found = _PREFIXES.get(head.casefold().strip())
    return found


_PREFIXES = {
    "threat": Kind.THREAT,
    "risk": Kind.THREAT,
    "attack": Kind.THREAT,
    "vulnerability": Kind.THREAT,
    "abuse case": Kind.THREAT,
    "mitigation": Kind.MITIGATION,
    "the mitigation": Kind.MITIGATION,
    "control": Kind.MITIGATION,
    "countermeasure": Kind.MITIGATION,
    "asset": Kind.ASSET,
    "attack target": Kind.COMPONENT,
    "component": Kind.COMPONENT,
    "actor": Kind.ACTOR,
    "attacker": Kind.ACTOR,
    "adversary": Kind.ACTOR,
    "threat actor": Kind.ACTOR,
    "trust boundary": Kind.ZONE,
    "trust zone": Kind.ZONE,
    "zone": Kind.ZONE,
    "assumption": Kind.ASSUMPTION,
    "data flow": Kind.FLOW,
}


def _below(known: Sequence[Facts], number: int, end: int) -> bool:
    """Whether the headings right below are the parts of one threat: its mitigations and its severity, say."""
    names = {role(known[n].title) for n in range(number + 1, end)}
    return (
        "mitigation" in names
        and bool(names & {"severity", "description", "impact", "likelihood", "status"})
        and not _holds_sections(known, number, end)
    )


def _holds_sections(known: Sequence[Facts], number: int, end: int) -> bool:
    """Whether headings below are more than the fields of one element."""
    for below in range(number + 1, end):
        if known[below].level == 0:
            continue
        title = known[below].title
        found = topic(title)
        if (
            role(title)
            or (found and found.share >= 0.5 and found.topic in _FIELD_TOPICS)
            or title.casefold().startswith("additional")
        ):
            continue
        return True
    return False


def _groups(known: Sequence[Facts], number: int, end: int, kind: Kind, *, identified: bool) -> bool:
    """Whether the heading only groups the elements below it."""
    if _holds_sections(known, number, end):
        return True
    fact = known[number]
    if kind is Kind.ZONE:
        return False
    if kind in (Kind.COMPONENT, Kind.ACTOR):
        return fact.items > 1 and fact.leads_with_list and fact.named_items and not fact.threat_table and not identified
    if identified:
        return False
    if fact.threat_table:
        return True
    fields = fact.labels & (_ANSWERS | {"description", "threat", "risk"})
    if fields and ("mitigation" in fact.labels or len(fields) > 1):
        return kind is Kind.MITIGATION and not fact.labels & {"status", "description"}
    return fact.leads_with_list and fact.items > 1
