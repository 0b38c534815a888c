"""A Markdown document to elements, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.directives import directed
from forewarn.dialects.markdown.merge import merge
from forewarn.dialects.markdown.outline import outline
from forewarn.dialects.markdown.part_facts import facts, is_model
from forewarn.dialects.markdown.plan import Text, plan, replan
from forewarn.model.kinds import Kind
from forewarn.model.reading import Part, Reading
from forewarn.syntax.markdown import reader

if TYPE_CHECKING:
    from forewarn.dialects.markdown.merge import Merged
    from forewarn.dialects.markdown.outline import Outlined
    from forewarn.dialects.markdown.part_facts import Facts
    from forewarn.dialects.markdown.plan import Plan
    from forewarn.syntax.markdown.reader import MarkdownReading
    from forewarn.text.document import Document

DIALECT = "markdown"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the next reading takes over: the sections, what the outline knows of each part, the units, the whole."""

    markdown: MarkdownReading
    facts: dict[int, Facts]
    listed: list[Facts]
    named: bool
    outlined: tuple[Outlined, ...]
    plan: Plan
    merged: Merged


def read(document: Document, before: Reading | None = None, *, named: bool = False) -> Reading:
    """Read a Markdown document. Never raises; see `forewarn.model.reading` for what stays the same object.

    `named`: its name says that it is a threat model, whatever its headings say.
    """
    kept = before.kept if before and isinstance(before.kept, _Kept) else None
    markdown = reader.read(document, kept.markdown if kept else None)
    text = Text(markdown)
    old = kept.facts if kept else {}
    known = {part.serial: old.get(part.serial) or facts(part) for part in text.parts}
    listed = list(known.values())
    # While nothing has changed that decides where sections begin, what stood where is known.
    same = kept is not None and listed == kept.listed and named == kept.named
    outlined = kept.outlined if kept is not None and same else _outline(listed, named=named)
    units = replan(kept.plan, text) if kept is not None and outlined == kept.outlined else None
    units = units or plan(outlined, text, kept.plan if kept else None)
    merged = merge(units.raws, kept.merged if kept else None)
    title = next((e.text("threat-model") for e in merged.items[0].elements if e.kind is Kind.MODEL), "")
    part = Part(DIALECT, title, merged.items, units.starts)
    links = {"threat-model": units.raws[0].links} if units.raws[0].links else {}
    return Reading(document, DIALECT, (part,), links, _Kept(markdown, known, listed, named, outlined, units, merged))


def _outline(listed: list[Facts], *, named: bool) -> tuple[Outlined, ...]:
    known = directed(listed)
    return tuple(outline(known, model=named or is_model(known)))


def was_named(reading: Reading) -> bool:
    """Whether the document's name said that it is a threat model when it was read."""
    return isinstance(reading.kept, _Kept) and reading.kept.named


def markdown_of(reading: Reading) -> MarkdownReading | None:
    """The blocks that a reading of this dialect was made of; None for other readings."""
    return reading.kept.markdown if isinstance(reading.kept, _Kept) else None
