"""Paragraphs that are names, or begin with one: a bold line on its own, an entry "The archive: what is kept"."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from forewarn.dialects.markdown.labels import LONG, topic_of
from forewarn.dialects.markdown.telling import DENIED, PROTECTS, last_sentence
from forewarn.dialects.markdown.vocabulary import category_heading, is_metadata, role
from forewarn.syntax.markdown.blocks import List, Paragraph
from forewarn.syntax.markdown.inline import label, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.syntax.markdown.blocks import Block


def is_entry(block: Block) -> bool:
    """Whether a paragraph begins with the name of something and a colon: "The archive: what is kept for good"."""
    found = label(block.text.text) if isinstance(block, Paragraph) else None
    return bool(found and not role(found.name) and not is_metadata(found.name))


def bold_line(block: Block) -> str:
    """The words of a bold line on its own, or an empty text."""
    if not isinstance(block, Paragraph):
        return ""
    found = label(block.text.text)
    alone = found is not None and found.bold and not block.text.text[found.content :].strip(" :*_")
    return found.name if found and alone and len(found.name.split()) <= LONG else ""


def is_title(block: Block) -> bool:
    """Whether a bold line on its own is the name of something, rather than what follows."""
    name = bold_line(block)
    told = role(name) or topic_of(name) is not None or category_heading(name) or is_metadata(name)
    return bool(name) and not told and not name.endswith(":")


def says_what_follows(block: Paragraph) -> bool:
    """Whether a paragraph leads to what stands below it."""
    return plain(block.text.text).endswith(":")


def leads_to_defences(block: Block, below: Sequence[Block]) -> TypeGuard[Paragraph]:
    """Whether a paragraph names something in bold, tells of it, and leads to a list of what is done about it."""
    if not isinstance(block, Paragraph) or not below or not isinstance(below[0], List) or not says_what_follows(block):
        return False
    found, last = label(block.text.text), last_sentence(block.text.text)
    if not found or not found.bold or role(found.name):
        return False
    told = bool(block.text.text[found.content :].strip(" :*_"))
    return told and bool(PROTECTS.search(last)) and not DENIED.search(last)
