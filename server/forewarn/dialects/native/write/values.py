"""New values as text: in lines, as block style has them, or in brackets and braces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forewarn.dialects.native.write import scalars
from forewarn.model.changes import NewRecord
from forewarn.model.schema import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.model.changes import NewValue
    from forewarn.model.kinds import Kind
    from forewarn.model.schema import FieldSpec

    Specs = Mapping[str, FieldSpec]
    Fields = Iterable[tuple[str, NewValue]]

_SENTENCES = frozenset(
    {"title", "statement", "description", "notes", "because", "reason", "ask", "answer", "outcome", "scope"}
)
"""The fields that hold prose, whatever they hold at the moment."""
_SHORT = 40
"""Code points: the longest text that counts as a short fact."""


def is_short_fact(name: str, value: NewValue) -> bool:
    """Whether the value may stand in braces: no prose, no record, nothing left to fill in."""
    if isinstance(value, NewRecord):
        return False
    if isinstance(value, tuple):
        return all(value) and sum(map(len, value)) <= 2 * _SHORT
    return bool(value) and name not in _SENTENCES and len(value) <= _SHORT and "\n" not in value


# Block style: lines without the indentation of their place.


def block_entry(manner: Manner, kind: Kind, entry: tuple[str, NewValue], specs: Specs) -> list[str]:
    """The lines of a field in block style."""
    key = scalars.key(entry[0], flow=False)
    head, *rest = block_value(manner, kind, entry, specs)
    return [f"{key}: {head}" if head else f"{key}:", *rest]


def block_value(manner: Manner, kind: Kind, entry: tuple[str, NewValue], specs: Specs) -> list[str]:
    """What follows the key and its colon: the rest of its line, then lines below, indented as if the key were not."""
    name, value = entry
    spec = specs.get(name)
    if isinstance(value, NewRecord):
        inner: Specs = spec.fields if spec else {}
        if not value.fields:
            return ["{}"]
        if manner.inline_record(kind, name) and all(is_short_fact(*field) for field in value.fields):
            return [flow_value(value, spec, Braces(manner.newline))]
        return ["", *indented(" " * manner.step(kind), block_fields(manner, kind, value.fields, inner))]
    quote, always = manner.quote(kind, name)
    if isinstance(value, tuple):
        step = manner.list_step(kind, name)
        if step is None or not value:
            texts = [scalars.scalar(text, spec, flow=True, quote=quote, always=always) for text in value]
            return [f"[{', '.join(texts)}]"]
        texts = [scalars.scalar(text, spec, flow=False, quote=quote, always=always) for text in value]
        return ["", *(" " * step + "- " + text for text in texts)]
    if not value:
        return [""]
    if "\n" in value and (lines := literal(value)):
        return [lines[0], *indented(" " * manner.step(kind), lines[1:])]
    return [scalars.scalar(value, spec, flow=False, quote=quote, always=always)]


def block_fields(manner: Manner, kind: Kind, fields: Fields, specs: Specs) -> list[str]:
    """The lines of several fields."""
    return [line for field in fields for line in block_entry(manner, kind, field, specs)]


def indented(lead: str, lines: Iterable[str]) -> list[str]:
    """The lines with `lead` before them; empty ones stay empty."""
    return [lead + line if line else line for line in lines]


def literal(text: str) -> list[str]:
    """A text of several lines as a literal block (YAML 1.2.2, 8.1.2); no lines where quotes have to do."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    bad = not scalars.is_printable(body.replace("\n", "")) or not lines[0].strip() or not lines[-1].strip()
    if bad or lines[0][0] in " \t" or any(line != line.rstrip() for line in lines):
        return []
    return ["|" if text.endswith("\n") else "|-", *lines]


# Flow style.


@dataclass(frozen=True, slots=True)
class Braces:
    """How a flow collection is laid out: `tall` ones have an entry to a line, indented by `step` after `lead`."""

    newline: str
    json: bool = False
    quoted_keys: bool = False
    colon: str = ": "
    tall: bool = False
    tall_lists: bool = False
    step: str = "  "
    lead: str = ""
    quote: str = ""

    @property
    def comma(self) -> str:
        """What separates two entries on one line."""
        return ", " if self.colon.endswith(" ") else ","

    @property
    def inner(self) -> Braces:
        """The same, one level further in."""
        return replace(self, lead=self.lead + self.step)

    def around(self, entries: list[str], brackets: str, *, tall: bool) -> str:
        """The entries between brackets."""
        if not entries or not tall:
            return brackets[0] + self.comma.join(entries) + brackets[1]
        start = self.newline + self.lead + self.step
        return brackets[0] + start + ("," + start).join(entries) + self.newline + self.lead + brackets[1]


def flow_key(name: str, look: Braces) -> str:
    """A key with its colon."""
    always = look.json or look.quoted_keys
    return (scalars.quoted(name) if always else scalars.key(name, flow=True)) + look.colon


def flow_value(value: NewValue, spec: FieldSpec | None, look: Braces) -> str:
    """A value in flow style."""
    if isinstance(value, NewRecord):
        return flow_mapping(value.fields, spec.fields if spec else {}, look)
    if isinstance(value, tuple):
        texts = [flow_value(text, spec, look) for text in value]
        return look.around(texts, "[]", tall=look.tall_lists)
    if look.json:
        return scalars.json_scalar(value, spec)
    return scalars.scalar(value, spec, flow=True, quote=look.quote)


def flow_entry(entry: tuple[str, NewValue], specs: Specs, look: Braces) -> str:
    """A key with its value in flow style."""
    name, value = entry
    return flow_key(name, look) + flow_value(value, specs.get(name), look)


def flow_mapping(fields: Fields, specs: Specs, look: Braces) -> str:
    """Fields in braces."""
    return look.around([flow_entry(field, specs, look.inner) for field in fields], "{}", tall=look.tall)


def takes_list(spec: FieldSpec | None) -> bool:
    """Whether a list is at home in this field."""
    return spec is not None and (spec.many or spec.shape is Shape.TEXTS)
