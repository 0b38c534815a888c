"""Labels: "Mitigation: …", "**Severity** – high", and what they say of the text behind them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.dialects.markdown.names import STRICT
from forewarn.dialects.markdown.vocabulary import Topic, folded, is_role, role, topic
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import label

if TYPE_CHECKING:
    from forewarn.syntax.markdown.blocks import ListItem
    from forewarn.syntax.markdown.passage import Passage

KIND_OF_ROLE = {
    "threat": Kind.THREAT,
    "risk": Kind.THREAT,
    "mitigation": Kind.MITIGATION,
    "asset": Kind.ASSET,
    "component": Kind.COMPONENT,
    "actor": Kind.ACTOR,
    "zone": Kind.ZONE,
    "flow": Kind.FLOW,
    "assumption": Kind.ASSUMPTION,
    "question": Kind.QUESTION,
}
"""The kind of element that a label of this role is followed by."""

_TOPIC_OF_ROLE = {
    "threat": Topic.THREATS,
    "mitigation": Topic.MITIGATIONS,
    "asset": Topic.ASSETS,
    "assumption": Topic.ASSUMPTIONS,
    "actor": Topic.ACTORS,
    "question": Topic.QUESTIONS,
}
_FOLLOWING = re.compile(
    r"\b(?:following|these|several|the main|the known|possible|potential|identified)((?: \w+){1,3}?)"
    r"(?: (?:are|is|can|may|could|have|were|apply|exist|that|which|we|to|in|of|for|against|must|should)\b|$)"
)
"""What a line that leads to a list speaks of: "The following attacks are considered"."""
_EXCLUDING = re.compile(r"\b(?:excludes?|excluding|leaves? out|does not (?:include|consider|cover|treat))$")
"""How a line ends that leads to what is left out: "The threat model excludes:"."""
_EASILY_TOLD = frozenset({Topic.EXCLUDED, Topic.ACCEPTED, Topic.DISCLAIMED, Topic.ANSWERED, Topic.ASSUMPTIONS})
_LAST = 5
_EASY, _HALF = 0.3, 0.5
"""How much of a line has to say what follows. Few words mean "out of scope" by chance, many may mean "threats"."""

_LINE = re.compile(
    r"\n(?=\s*(?:\*\*|__|\*|_)?[A-Z][^\n:]{0,50}:)|(?:<br\s*/?>|\\)\s*\n|\n(?=\s*\*\*)"
    rf"|\n(?={STRICT}(?:[.:)]|\s*[-–—]+)\s)"
)

_INSIDE = re.compile(
    r"(?:(?<=[.!?)])|(?=\s+(?:\*\*|__)))\s+"
    r"(?=(?:\*\*|__|\*|_)?([A-Z][A-Za-z ]{2,30}?)(?::(?:\*\*|__|\*|_)|(?:\*\*|__|\*|_)?:)\s)"
)
_TOLD = frozenset({"mitigation", "severity", "likelihood", "impact", "status", "residual"})
_IDENTIFIED = re.compile(rf"\s*(?:\*\*|__)?{STRICT}(?:\*\*|__)?\s*(?:[.:)]|[-–—]+\s)")

_BARE = 4
_PLAINLY = 2.5
"""Three words or more that say "out of scope" say so in a line of any length."""
LONG = 14
"""A label or a line that says what follows has no more words than this."""


class Labelled(NamedTuple):
    """A stretch of text with the label it begins with: its role, the label's name and place, and what follows.

    `whole` is all of it.
    """

    role: str
    name: str
    key: Passage | None
    content: Passage
    bold: bool
    whole: Passage

    def with_content(self, content: Passage, whole: Passage) -> Labelled:
        """The same label before another text."""
        return Labelled(self.role, self.name, self.key, content, self.bold, whole)


def unlabelled(name: str, content: Passage, key: Passage | None = None) -> Labelled:
    """A text taken for what a label of the role `name` would be followed by."""
    return Labelled(name, "", key, content, bold=False, whole=content)


def labelled(passage: Passage) -> list[Labelled]:
    """The passage cut at lines that begin with a label; there is at least one part unless it is empty."""
    text = passage.text
    parts: list[Labelled] = []
    for start, end in pairwise((0, *_cuts(text), len(text))):
        piece = passage.cut(start, end)
        if not piece.text:
            continue
        made = _one(piece)
        if parts and not made.role and not made.bold and not _IDENTIFIED.match(piece.text):
            before = parts.pop()
            whole = passage.cut(_offset(passage, before.whole), end)
            made = before.with_content(passage.cut(_offset(passage, before.content), end), whole)
        parts.append(made)
    return parts


def _cuts(text: str) -> list[int]:
    """Where lines begin that may begin with a label, and answers that follow a sentence: "… Mitigation: …"."""
    found = {line.end() for line in _LINE.finditer(text)}
    if ":" in text:
        found |= {inside.end() for inside in _INSIDE.finditer(text) if is_role(inside[1]) and role(inside[1]) in _TOLD}
    return sorted(found)


def is_identified(passage: Passage) -> bool:
    """Whether a text begins with an identifier of its own: "T1: …"."""
    return _IDENTIFIED.match(passage.text) is not None


def before_label(passage: Passage, part: Labelled) -> Passage:
    """What stands in `passage` before the label of `part`."""
    end = _offset(passage, part.key or part.content)
    return passage.cut(0, len(passage.text[:end].rstrip().rstrip("*_")))


def _offset(passage: Passage, piece: Passage) -> int:
    """Where `piece` begins in `passage`."""
    _, line, column = piece.marks[0]
    for begin, at, from_column in reversed(passage.marks):
        if at == line and from_column <= column:
            return begin + column - from_column
    return 0


def _one(piece: Passage) -> Labelled:
    found = label(piece.text)
    if found is None or not found.name:
        return unlabelled("", piece)
    name = role(found.name)
    if not found.bold and not name:
        return unlabelled("", piece)
    content = piece.cut(found.content, len(piece.text))
    return Labelled(name, found.name, piece.cut(found.start, found.end), content, found.bold, piece)


def item_role(item: ListItem) -> str:
    """The role of the label that an item begins with, or an empty text."""
    lead = item.lead
    found = label(lead.text) if lead else None
    return role(found.name) if found else ""


def item_label(item: ListItem) -> str:
    """The name of the label that an item begins with, or an empty text."""
    lead = item.lead
    found = label(lead.text) if lead else None
    return found.name if found else ""


@cache
def _generic(kind: Kind) -> frozenset[str]:
    return frozenset(read("heading-synonyms").record("generic-labels").texts(kind.value))


def is_generic(name: str, kind: Kind) -> bool:
    """Whether a label is nothing but the word for a kind: "Threat", not "Token theft"."""
    return folded(name) in _generic(kind)


def holds_generic(item: ListItem, kind: Kind | None) -> bool:
    """Whether the label of an item holds the word for a kind: "Current mitigation"."""
    return kind is not None and bool(set(folded(item_label(item)).split()) & _generic(kind))


def is_bare_head(line: str) -> bool:
    """Whether a line on its own is nothing but the name of what follows, without a colon: "Current mitigations"."""
    few = len(line.split()) <= _BARE and not line.endswith((".", ":", "!", "?"))
    return few and (((found := topic(line)) is not None and found.share >= _HALF) or bool(role(line)))


def topic_of(lead: str) -> Topic | None:
    """What a line such as "The following are out of scope" or a label says that follows."""
    if _EXCLUDING.search(folded(lead)):
        return Topic.EXCLUDED
    told = topic(lead)
    if told and told.topic is Topic.EXCLUDED and told.share * (folded(lead).count(" ") + 1) >= _PLAINLY:
        return told.topic
    following = _FOLLOWING.search(folded(lead))
    found = topic(following[1]) if following else None
    if found and found.share == 1:
        return found.topic
    found = topic(lead)
    if found and found.share >= (_EASY if found.topic in _EASILY_TOLD else _HALF):
        return found.topic
    if found and found.topic in _EASILY_TOLD:
        # What a long line says of the list stands at its end: "… is designed to protect against:".
        last = topic(" ".join(folded(lead).split()[-_LAST:]))
        if last and last.topic in _EASILY_TOLD and last.topic is not Topic.ASSUMPTIONS:
            return last.topic
    return _TOPIC_OF_ROLE.get(role(lead))
