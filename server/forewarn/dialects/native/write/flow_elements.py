"""New elements in sections that stand in braces, as in JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.dialects.native.write.fill import braces
from forewarn.dialects.native.write.values import Braces, flow_key, flow_mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.dialects.native.write.outline import Collection
    from forewarn.model.changes import AddElement
    from forewarn.model.schema import KindSpec


def flow_entries(manner: Manner, spec: KindSpec, new: Sequence[AddElement], inner: Collection) -> tuple[list[str], str]:
    """New entries for a section in braces that has some, laid out as the last one; and what separates them."""
    outline = manner.outline
    look = braces(manner, spec.kind, inner)
    last = inner.slots[-1]
    tall = last.place.start.line != last.place.end.line
    lead = outline.lead(last.start) if outline.is_first_on_line(last.start) else ""
    look = replace(look, tall=tall, tall_lists=tall and manner.tall_lists(spec.kind, ""), lead=lead)
    return [_element(spec, one, look) for one in new], look.comma


def flow_section(manner: Manner, spec: KindSpec, new: Sequence[AddElement]) -> str:
    """The first entries of a section of a text in braces, with the braces around them."""
    top = manner.outline.top
    outer = manner.outline.lead(top.slots[0].start) if top.slots and manner.json_is_tall else ""
    look = braces(manner, spec.kind, top)
    lists = manner.json_is_tall and manner.tall_lists(spec.kind, "")
    look = replace(look, tall=manner.json_is_tall, tall_lists=lists, lead=outer)
    entries = [_element(spec, one, look.inner) for one in new]
    return look.around(entries, "[]" if spec.listed else "{}", tall=look.tall)


def _element(spec: KindSpec, new: AddElement, look: Braces) -> str:
    text = flow_mapping(new.fields, spec.fields, look)
    return text if spec.listed else flow_key(new.id, look) + text
