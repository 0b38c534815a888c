"""The head of a document: front matter, title, status line, owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.dialects.markdown.drafts import Draft, down
from forewarn.dialects.markdown.labels import labelled
from forewarn.dialects.markdown.vocabulary import Topic, folded, is_threat_title, stage, topic
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.blocks import FrontMatter, List, Paragraph, Table
from forewarn.syntax.markdown.inline import plain
from forewarn.text.position import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forewarn.syntax.markdown.blocks import Block, Heading, Part
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span

_KEY = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*?)[ \t]*(?:\s#.*)?$", re.MULTILINE)


_MODEL_FILE = "model"
"""The field of a document that names the file of its model."""
_PATH = re.compile(r"\.(?:ya?ml|json|md)$")


class FrontFacts(NamedTuple):
    """A key of the front matter with its value (outer quotes taken off) and their places."""

    key: str
    value: Passage
    key_span: Span


def front_facts(block: FrontMatter) -> Iterator[FrontFacts]:
    """The top-level keys of front matter."""
    for found in _KEY.finditer(block.body.text):
        value = block.body.cut(found.start(2), found.end(2))
        if len(value.text) > 1 and value.text[0] == value.text[-1] and value.text[0] in "\"'":
            value = value.cut(1, len(value.text) - 1)
        yield FrontFacts(found[1].strip().casefold(), value, block.body.span(found.start(1), found.end(1)))


def model_draft(parts: Sequence[tuple[Part, int]]) -> tuple[Draft, tuple[str, ...]]:
    """The document itself as an element, and the models that its front matter names."""
    draft = Draft(Kind.MODEL, NOWHERE)
    links: list[str] = []
    named = any(
        fact.key == "title" and fact.value.text
        for part, _ in parts
        for block in part.blocks
        if isinstance(block, FrontMatter)
        for fact in front_facts(block)
    )
    heading = _title(parts, named=named)
    for part, lines in parts:
        if part.heading is not None and part.heading is heading:
            draft.put_passage("threat-model", part.heading.text, lines)
            draft.span = down(part.heading.span, lines)
        for block in part.blocks:
            if isinstance(block, FrontMatter):
                links.extend(_front(draft, block, lines))
    for part, lines in parts:
        for block in part.blocks:
            _facts(draft, block, lines)
    if "threat-model" not in draft.fields and "title" in draft.record:
        draft.put("threat-model", *draft.record["title"])
        draft.span = draft.record["title"][1]
    return draft, tuple(links)


def _title(parts: Sequence[tuple[Part, int]], *, named: bool) -> Heading | None:
    """The heading that names the document: the first, unless it begins a chapter or the front matter tells its name."""
    found = next((part.heading for part, _ in parts if part.heading is not None), None)
    if found is None or (named and found.level > 1):
        return None
    words = plain(found.text.text)
    told = topic(words)
    chapter = told is not None and told.topic is Topic.NOTHING and told.share == 1
    if chapter or folded(words) in read("heading-synonyms").texts("chapters"):
        return None
    return None if found.level > 1 and told is not None and not is_threat_title(words) else found


def _front(draft: Draft, block: FrontMatter, lines: int) -> Iterator[str]:
    for fact in front_facts(block):
        key = down(fact.key_span, lines)
        if fact.key == "threat-model":
            text = fact.value.text
            if _PATH.search(text):
                draft.put(_MODEL_FILE, text, down(fact.value.whole, lines), key)
                yield text
        elif fact.key in ("status", "stage", "state") and stage(fact.value.text):
            draft.put("stage", stage(fact.value.text), down(fact.value.whole, lines), key)
        elif fact.key in ("owner", "owning-team", "team") and fact.value.text:
            draft.put_passage("owner", fact.value, lines, key)
        elif fact.key == "title" and fact.value.text:
            draft.record["title"] = (plain(fact.value.text), down(fact.value.whole, lines))


_OWNERS = frozenset({"owner", "owning team", "team", "owners"})
_STAGES = frozenset({"status", "stage", "state", "document status"})


def _facts(draft: Draft, block: Block, lines: int) -> None:
    if isinstance(block, Paragraph):
        for part in labelled(block.text):
            _fact(draft, part.name, part.content, lines, down(part.key.whole, lines) if part.key else None)
    elif isinstance(block, List):
        for item in block.items:
            if item.lead is not None:
                for part in labelled(item.lead):
                    _fact(draft, part.name, part.content, lines, down(part.key.whole, lines) if part.key else None)
    elif isinstance(block, Table) and len(block.header.cells) == 2:  # noqa: PLR2004
        for row in (block.header, *block.rows):
            if len(row.cells) > 1:
                _fact(draft, plain(row.cells[0].text), row.cells[1], lines, down(row.cells[0].whole, lines))


def _fact(draft: Draft, name: str, content: Passage, lines: int, key: Span | None) -> None:
    words = folded(name)
    if words in _STAGES and stage(content.text):
        draft.put("stage", stage(content.text), down(content.whole, lines), key)
    elif words in _OWNERS and content.text:
        draft.put_passage("owner", content, lines, key)
