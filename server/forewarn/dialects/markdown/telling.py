"""What lines in the body of an element tell: an answer, a denial, what follows them, a field that only threats have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.catalog.controls import says_what_is_done
from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.drafts import Draft, down
from forewarn.dialects.markdown.labels import (
    KIND_OF_ROLE,
    LONG,
    Labelled,
    before_label,
    is_generic,
    labelled,
    topic_of,
)
from forewarn.dialects.markdown.vocabulary import (
    Topic,
)
from forewarn.syntax.markdown.inline import plain
from forewarn.syntax.markdown.sentences import cut
from forewarn.text.position import Span

if TYPE_CHECKING:
    from forewarn.model.kinds import Kind
    from forewarn.syntax.markdown.passage import Passage

ANSWERED = re.compile(
    r"\b(?:mitigat(?:e|es|ed|ing)|(?:mitigations?|countermeasures?)"
    r" (?:is|are|was|(?:for|against|to) (?:this|that|it)\b|includes?|consists?)"
    r"|as (?:an? )?(?:\w+ )?(?:mitigation|countermeasure)|is prevented|are prevented|prevented by|protects? against"
    r"|to (?:prevent|defend|protect|avoid|address|counter) (?:this|against|it|such)|defends? against|defended by"
    r"|addressed by|is enforced|we (?:recommend|therefore|now)|fixed (?:by|in))\b",
    re.IGNORECASE,
)
LINK = re.compile(r"!?\[[^\[\]]*\](?:\([^()\s]*\)|\[[^\[\]]*\])")
"""A link: what it is called by says nothing of the text that it stands in."""
DENIED = re.compile(
    r"(?<!if )\b(?:not|nor|n't) (?:\w+ )?(?:mitigated?|addressed|protected|protect|defended|prevented|prevent)\b"
    r"|\bno (?:\w+ )?(?:mitigations?|countermeasures?)\b"
    r"|\b(?:nobody|nothing|no one) (?:can|could|will) (?:mitigate|prevent)"
    r"|\b(?:no way to|cannot) (?:be )?(?:\w+ )?(?:mitigate|prevent)",
    re.IGNORECASE,
)
UNANSWERED = re.compile(
    r"(?:^|[.!?;]\s+|\b(?:is|are) )(?:currently |at present |today )?"
    r"(?:not (?:yet |currently |presently )?mitigated\b|unmitigated\b"
    r"|no (?:current |known )?(?:mitigations?|countermeasures?)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ARE_ANSWERS = re.compile(
    r"(?:the|our|its|these|possible)?\s*(?:\w+ )?(?:mitigations?|countermeasures?) (?:are|is|include)\b", re.IGNORECASE
)
"""A line that leads to answers, however it goes on: "The mitigations are external to the chain:"."""
PROTECTS = re.compile(r"\b(?:enforc|mitigat|protect|prevent|defend|guard)\w*", re.IGNORECASE)


def told_in_text(draft: Draft) -> None:
    """Take it from a threat's own description that something is done about it, where no answer stands apart."""
    described = draft.fields.get("description")
    text = described.texts[0] if described and described.texts else None
    if text is not None and answers.says_what_mitigates(text.text) and not DENIED.search(text.text):
        draft.put("status", "mitigated", Span(text.span.start, text.span.start))


def note_what_is_done(draft: Draft, passage: Passage, lines: int) -> None:
    """Note the first sentence below a threat's heading that speaks of what is done about it, if no answer is sure."""
    for sentence in cut(passage.text):
        part = passage.cut(sentence.start, sentence.end)
        if not part.text.rstrip("*_ ").endswith(":") and says_what_is_done(plain(part.text)):
            draft.put_passage("notes", part, lines)
            return


def put_on_threat(draft: Draft, name: str, content: Passage, lines: int, key: Span | None) -> bool:
    """Take a labelled line as a field that only threats have. Whether it is one."""
    if name in ("severity", "risk"):
        words.put_severity(draft, content, lines, key)
        if name == "risk" and "severity" not in draft.fields:
            draft.put_passage("description", content, lines, key)
    elif name in ("likelihood", "impact"):
        if name == "impact" and words.is_severity(content.text):
            words.put_severity(draft, content, lines, key)
    elif name == "status":
        answers.settle(draft, content, lines, key, over=("open", "accepted", "excluded"))
    elif name == "category":
        answers.put_category(draft, content, lines)
    elif name in ("against", "asset", "component"):
        answers.put_against(draft, content, lines, key)
    elif name == "ruled-out":
        draft.candidates.extend(answers.candidates(content, lines))
    elif name in ("by", "until", "reason"):
        place = down(content.whole, lines)
        draft.record[name] = (plain(content.text), place)
        draft.decide("", place, {name: draft.record[name]})
    else:
        return False
    return True


def name_and_rest(lead: Passage, kind: Kind) -> tuple[Passage, list[Labelled]]:
    """The text that names an item of `kind`, and the labelled lines that follow it."""
    first, *rest = labelled(lead)
    if rest and not any(part.role for part in rest):
        return lead, []
    if first.name and KIND_OF_ROLE.get(first.role) is kind and is_generic(first.name, kind) and first.content.text:
        return first.content, rest
    return (before_label(lead, rest[0]) if rest else lead), rest


def is_below_its_name(draft: Draft) -> bool:
    """Whether a threat's status is told in the text below its name: what follows need not be what answers it."""
    found, title = draft.fields.get("status"), draft.fields.get("title")
    return bool(found and title and found.span.start.line > title.span.end.line)


def last_sentence(text: str) -> str:
    """The last sentence of a text that leads to something, without its colon."""
    return _SENTENCE_END.split(plain(text))[-1].rstrip(":")


def role_of_line(line: str) -> str:
    """The role of what follows a line that is no label of ours: mitigation or threat, or an empty text."""
    if _ARE_ANSWERS.match(line):
        return "mitigation"
    found = topic_of(line) if len(line.split()) < LONG else None
    if found is Topic.MITIGATIONS:
        return "mitigation"
    return "threat" if found is Topic.THREATS else ""
