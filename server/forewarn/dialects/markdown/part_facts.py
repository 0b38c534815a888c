"""What the outline needs to know of each part of a document, and whether the document is about threats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.markdown.columns import columns, is_property_table
from forewarn.dialects.markdown.directives import NOTHING_SAID, Comments, Said, comments
from forewarn.dialects.markdown.fences import is_embedded_model
from forewarn.dialects.markdown.head import front_facts
from forewarn.dialects.markdown.names import serial_letters
from forewarn.dialects.markdown.vocabulary import (
    Topic,
    category_heading,
    folded,
    is_threat_title,
    role,
    single,
    topic,
)
from forewarn.dialects.markdown.wording import sounds_hostile, speaks_of_controls, speaks_of_threats
from forewarn.syntax.markdown.blocks import Code, FrontMatter, List, Paragraph, Table
from forewarn.syntax.markdown.inline import label, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.syntax.markdown.blocks import Block, Part

_ANSWERED = re.compile(r"\b(?:mitigat|prevented by|protected by|\*\*protected)", re.IGNORECASE)
_THREATENING = frozenset({"risk", "description", "category", "severity", "impact"})
_PLURALS = frozenset({"threats", "attacks", "risks"})
_CORE = frozenset({Topic.THREATS, Topic.ZONES, Topic.ASSETS, Topic.MITIGATIONS})
_HALF = 0.5
_ASIDE = re.compile(r"\([^()]*\)")
_SEVERAL = 2
_SHORT = 6
"""An item of so few words is a name."""


CATEGORY = "by category"
"""Among a part's labels: the name of a category, "Spoofing: …"."""


class Facts(NamedTuple):
    """What the outline needs to know of a part.

    `labels` are the roles of the labels in it, and `threats` where one says so in the plural or there are several.
    `answered`: mitigations are spoken of. `model`: it says that the whole document is a threat model. `told`: a
    paragraph is the first thing below its heading. `serial` and `echo`: its heading is one of a series, or says what
    others say below other headings. `comments` are what comments in it say of headings, `said` what any comment says
    of its own.
    """

    title: str
    level: int
    labels: frozenset[str]
    threat_table: bool
    leads_with_list: bool
    items: int
    named_items: bool
    answered: bool
    model: bool
    told: bool
    serial: bool = False
    echo: bool = False
    comments: Comments = Comments()
    said: Said = NOTHING_SAID


def facts(part: Part) -> Facts:
    """The facts of a part."""
    named = [name for block in part.blocks for name in _labels(block)]
    labels = frozenset(named if named.count("threat") < _SEVERAL else [*named, "threats"])
    lists = [block for block in part.blocks if isinstance(block, List)]
    tables = [block for block in part.blocks if isinstance(block, Table)]
    items = sum(len(block.items) for block in lists)
    short = sum(_is_name(item.lead.text) for block in lists for item in block.items if item.lead is not None)
    heading = part.heading
    return Facts(
        title=plain(heading.text.text) if heading else "",
        level=heading.level if heading else 0,
        labels=labels,
        threat_table=any(map(_tells_threats, tables)),
        leads_with_list=_leads_with_list(part.blocks),
        items=items + sum(len(block.rows) for block in tables),
        named_items=short * 2 >= items,
        answered="mitigation" in labels or any(_ANSWERED.search(text) for text in _texts(part.blocks)),
        model=any(map(_declares, part.blocks)),
        told=bool(part.blocks) and isinstance(part.blocks[0], Paragraph),
        comments=comments(part),
    )


def with_neighbours(known: Sequence[Facts]) -> Sequence[Facts]:
    """The facts of all parts, with those of headings in a series: "T1 Forged cards", "T2 Lost cards"."""
    found: dict[tuple[int, str], dict[int, str]] = {}
    for number, fact in enumerate(known):
        letters, identifier = serial_letters(fact.title) if fact.level else ("", "")
        if letters:
            found.setdefault((fact.level, letters), {})[number] = identifier
    series = {number for group in found.values() if len(set(group.values())) == len(group) > 1 for number in group}
    echoes = _echoes(known)
    if not series and not echoes:
        return known
    return [
        fact._replace(serial=n in series, echo=n in echoes) if n in series or n in echoes else fact
        for n, fact in enumerate(known)
    ]


def _echoes(known: Sequence[Facts]) -> set[int]:
    """The headings that say the same below several others: "How it happens", below each of three attacks."""
    found: dict[tuple[int, str], list[int]] = {}
    for number, fact in enumerate(known):
        if fact.level > 1:
            found.setdefault((fact.level, fact.title.casefold()), []).append(number)
    return {
        number
        for (_, title), group in found.items()
        if len(group) > 1 and topic(title) is None and not single(title) and not sounds_hostile(title)
        for number in group
    }


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The paragraphs and items, as they are written."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text.text
        elif isinstance(block, List):
            yield from (item.lead.text for item in block.items if item.lead is not None)


def _labels(block: Block) -> Iterator[str]:
    """The roles of the labels that lines and items begin with."""
    if isinstance(block, Table):
        if is_property_table(block):
            yield from filter(None, (role(row.cells[0].text) for row in block.rows if row.cells))
        return
    for text in _texts((block,)):
        for line in text.split("\n") if isinstance(block, Paragraph) else (text,):
            found = label(line)
            name = role(found.name) if found else ""
            if name:
                yield name
            if found and category_heading(found.name):
                yield CATEGORY
            if found and folded(found.name) in _PLURALS:
                yield "threats"


def _is_name(text: str) -> bool:
    found = label(text)
    return (found is not None and found.bold) or len(_ASIDE.sub("", text).split()) <= _SHORT


def _tells_threats(table: Table) -> bool:
    if is_property_table(table):
        return False
    roles = set(columns(table).roles)
    return "threat" in roles or ("mitigation" in roles and bool(roles & _THREATENING))


def _leads_with_list(blocks: Sequence[Block]) -> bool:
    """Whether nothing but lines that say what follows stands before the first list or table."""
    for block in blocks:
        if isinstance(block, List | Table):
            return True
        if isinstance(block, Paragraph) and not plain(block.text.text).rstrip("*_ ").endswith(":"):
            return False
    return False


def _declares(block: Block) -> bool:
    """Whether front matter or an embedded model says that the document is a threat model."""
    if isinstance(block, FrontMatter):
        return any(
            fact.key == "threat-model" or (fact.key == "title" and is_threat_title(fact.value.text))
            for fact in front_facts(block)
        )
    return isinstance(block, Code) and block.fenced and is_embedded_model(block.info)


def is_model(known: Sequence[Facts]) -> bool:
    """Whether the document as a whole is about threats: by its title, or by two headings that say so."""
    strong: set[Topic] = set()
    risks = False
    for number, fact in enumerate(known):
        if fact.model or ((fact.level == 1 or number <= 1) and fact.title and is_threat_title(fact.title)):
            return True
        if fact.threat_table:
            strong.add(Topic.THREATS)
        if fact.said.section in _CORE:
            strong.add(Topic(fact.said.section))
        found = topic(fact.title) if fact.title else None
        if found is None:
            continue
        risks = risks or (found.share == 1 and found.topic is Topic.THREATS)
        if found.share >= _HALF and found.topic in _CORE and _is_certain(found.topic, fact.title):
            strong.add(found.topic)
    if risks and strong & {Topic.ASSETS, Topic.ZONES}:
        return True
    return len(strong) > 1 and bool(strong & {Topic.THREATS, Topic.ZONES})


def _is_certain(found: Topic, title: str) -> bool:
    """Whether a heading of a topic is about security: "Requirements" and "Known issues" need not be."""
    if found is Topic.THREATS:
        return speaks_of_threats(title)
    return found is not Topic.MITIGATIONS or speaks_of_controls(title)
