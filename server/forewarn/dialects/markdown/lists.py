"""What a list is by its shape and words: attacks, groups of items, a table of contents, statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.labels import (
    item_label,
    item_role,
)
from forewarn.dialects.markdown.vocabulary import ASIDE, Topic, category_heading
from forewarn.dialects.markdown.wording import (
    names_defence,
    names_somebody,
    names_what_is_left,
    sounds_hostile,
    states,
)
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import List, Paragraph, Quote, Table
from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.syntax.markdown.blocks import Block, ListItem
    from forewarn.syntax.markdown.passage import Passage

_EXCLUDED_ABOVE = re.compile(
    r"\b(?:above|these|those)\b[^.!?]{0,80}\b(?:out of scope|not in scope|outside (?:of )?the scope)\b"
    r"|\bout of scope\b[^.!?]{0,40}\b(?:above|these|those)\b",
    re.IGNORECASE,
)
"""A note below a list that takes all of it out of scope."""
_LINK_TO_PLACE = re.compile(r"\s*\[[^\[\]]*\]\(#[^()]*\)\s*$")
_GOES_ON = re.compile(r",\s*(?:or|and)$|\b(?:OR|AND)$")
"""An item that ends so goes on in the next one."""
_FEW = 4
"""An item of so few words, with a list nested in it, is a name for the group."""
_THIRD = 3
_HANDFUL = 6
"""So many threats at most are answered together by the mitigations in their section."""


def tells_attacks(block: List, at: Topic | None) -> bool:
    """Whether a list tells threats though its section has another topic, or none.

    A third of its items name attacks, among things that are attacked; or most begin with categories, "Spoofing: …".
    Where methods are explained these have to be answered below: else they only say what the words mean.
    """
    if at is Topic.COMPONENTS:
        leads = [item.lead.text.split("(", 1)[0] for item in block.items if item.lead is not None]
        hostile = sum(sounds_hostile(lead) and not names_somebody(lead) for lead in leads)
        if hostile * _THIRD > len(block.items):
            return True
    elif at is not None and (at is not Topic.NOTHING or not _answered(block)):
        return False
    named = sum(bool(category_heading(item_label(item))) and _says_more(item) for item in block.items)
    return named * 2 > len(block.items)


def _says_more(item: ListItem) -> bool:
    """Whether text follows the label of an item."""
    lead = item.lead
    found = label(lead.text) if lead is not None else None
    return lead is not None and found is not None and bool(lead.text[found.content :].strip(" *_:"))


def _answered(block: List) -> bool:
    """Whether an item of a list has its mitigations nested in it."""
    nested = (inner for item in block.items for one in item.blocks[1:] if isinstance(one, List) for inner in one.items)
    return any(item_role(inner) == "mitigation" for inner in nested)


def names_attack(lead: Passage) -> bool:
    """Whether an item names something that happens in words of attack, with its first words."""
    first = next(cut(lead.text), None)
    shown = lead.text[first.start : first.end] if first is not None else ""
    return sounds_hostile(shown.split("(", 1)[0]) and not names_somebody(shown) and not states(shown)


def sets_attack_aside(lead: Passage) -> bool:
    """Whether an item of what is out of scope names an attack or an attacker, rather than what is taken for granted."""
    first = next(cut(lead.text), None)
    shown = plain(lead.text[first.start : first.end]) if first is not None else ""
    name = ASIDE.split(shown, maxsplit=1)[0].split("(", 1)[0]
    return sounds_hostile(name) and not states(shown) and not names_defence(name)


def states_something(item: ListItem, lead: Passage) -> bool:
    """Whether an item states something with its first sentence, and has no label."""
    first = next(cut(lead.text), None)
    return first is not None and not item_label(item) and states(lead.text[first.start : first.end])


def is_contents(block: List) -> bool:
    """Whether a list is a table of contents: links to places in this document."""
    links = sum(item.lead is not None and _LINK_TO_PLACE.match(item.lead.text) is not None for item in block.items)
    return links * 2 > len(block.items)


def is_choice(block: List) -> bool:
    """Whether the items of a list are parts of one sentence: "Either / - this, or / - that" is no list of elements."""
    leads = [item.lead.text.rstrip() for item in block.items if item.lead is not None]
    return any(_GOES_ON.search(text) for text in leads[:-1])


def grouped(item: ListItem) -> List | None:
    """The list nested in an item that only groups it: a few words, then items that are no fields."""
    lead = item.lead
    if lead is None or len(item.blocks) != 2 or not isinstance(item.blocks[1], List):  # noqa: PLR2004 - a text and a list
        return None
    found = label(lead.text)
    if found and lead.text[found.content :].strip(" :*_"):
        return None
    nested, shown = item.blocks[1], plain(lead.text)
    few = shown.endswith(":") or len(shown.split()) <= _FEW
    return nested if few and len(nested.items) > 1 and not any(map(item_role, nested.items)) else None


def excludes_all(below: Sequence[Block]) -> bool:
    """Whether the note below a list takes all of it out of scope: "The above are out of scope"."""
    note = below[0] if below else None
    note = note.blocks[0] if isinstance(note, Quote) and note.blocks else note
    return isinstance(note, Paragraph) and _EXCLUDED_ABOVE.search(plain(note.text.text)) is not None


def answer_together(drafts: Sequence[Draft], blocks: Sequence[Block]) -> None:
    """Threats and mitigations listed one after the other under one heading belong together.

    So it is where a section lists a handful of threats and then what is done about them; not in tables, whose rows say
    themselves what answers what.
    """
    if any(isinstance(block, Table) for block in blocks):
        return
    threats = [draft for draft in drafts if draft.kind is Kind.THREAT]
    mitigations = [draft for draft in drafts if draft.kind is Kind.MITIGATION]
    if len(threats) > 1 and all(one.span.end <= threats[0].span.start for one in mitigations):
        # Strengths, and the concerns that are left below them.
        if mitigations and any(
            isinstance(block, Paragraph) and names_what_is_left(block.text.text) for block in blocks
        ):
            for threat in threats:
                if not threat.answers and "status" not in threat.fields:
                    threat.put("status", "open", Span(threat.span.start, threat.span.start))
        return
    if len(threats) > _HANDFUL or any(threat.answers or "status" in threat.fields for threat in threats):
        return
    for threat in threats:
        threat.answers.extend((mitigation, threat.span) for mitigation in mitigations)
