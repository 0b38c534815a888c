"""What is said about the word under the cursor: the findings on it, then what it is, then what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.comments import explained
from forewarn.features.cursor import cursor_at
from forewarn.features.embedded import yaml_start
from forewarn.features.needs import need_at
from forewarn.features.prose import message
from forewarn.features.teaching import teach
from forewarn.model.elements import Record, Text
from forewarn.model.references import reference
from forewarn.model.schema import Shape, schema
from forewarn.rules.documentation import documentation
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forewarn.analysis.findings import Placed
    from forewarn.features.view import View
    from forewarn.model.elements import Element, Field
    from forewarn.model.schema import FieldSpec


@dataclass(frozen=True, slots=True)
class Hover:
    """A text in Markdown about the words in `span`."""

    text: str
    span: Span


def hover(view: View, position: Position) -> Hover | None:
    """What to say at `position`; None if there is nothing to say."""
    position = view.document.clamp(position)
    parts: list[str] = []
    span: Span | None = None
    for placed in view.findings:
        if placed.span.holds(position):
            parts.append(_finding(placed))
            span = span or placed.span
    topic = _topic(view, position)
    if topic:
        name, where = topic
        at = view.item_at(position)
        analysis = view.analysis_of(at[0]) if at else None
        said = teach(name, analysis.whole if analysis else None)
        if said:
            parts.append(said)
            span = span or where
    if view.reading.dialect == "rules":
        from forewarn.features.own_rules import told_in_rules  # noqa: PLC0415 - few have rules of their own

        of_rule = told_in_rules(view, position)
        if of_rule:
            parts.append(of_rule[0])
            span = span or of_rule[1]
    needed = need_at(view, position)
    if needed:
        parts.append(needed[0])
        span = span or needed[1]
    told = explained(view, position)
    if told:
        parts.append(told[0])
        span = span or told[1]
    return Hover("\n\n---\n\n".join(parts), span) if parts and span else None


def _finding(placed: Placed) -> str:
    """Why it fired, what to do, and when it is wrong."""
    rule = placed.raised.rule
    sections = documentation(rule).sections
    lines = [f"**{rule.code} {rule.name}** · {message(placed.message)}"]
    lines += [f"*{why.head}.* {message(why.text)}" for why in placed.raised.finding.why]
    for head, key in (
        ("Why it matters", "Why it matters"),
        ("What to do", "Fix"),
        ("When it is wrong", "When it is wrong"),
    ):
        if sections.get(key):
            lines.append(f"*{head}.* {' '.join(sections[key].split())}")
    return "\n\n".join(lines)


def _topic(view: View, position: Position) -> tuple[str, Span] | None:
    """What the word at `position` is about, and where it stands."""
    at = view.element_at(position)
    if at:
        element, start = at
        here = position.down(-start)
        found = _in_element(element, here)
        if found:
            return found[0], found[1].down(start)
    held = view.item_at(position)
    if held:
        _, item, start = held
        for mention in item.mentions:
            if mention.span.holds(position.down(-start)):
                return f"element:{mention.name}", mention.span.down(start)
    return _section_key(view, position)


def _in_element(element: Element, here: Position) -> tuple[str, Span] | None:
    if element.id_span and element.id_span.holds(here) and not element.derived:
        return f"element:{element.id}", element.id_span
    specs = schema().kinds[element.kind].fields
    return next(_in_fields(element, element.fields, specs, here, f"{element.kind}"), None)


def _in_fields(
    element: Element, fields: Mapping[str, Field], specs: Mapping[str, FieldSpec], here: Position, prefix: str
) -> Iterator[tuple[str, Span]]:
    for name, field in fields.items():
        spec = specs.get(name)
        if spec is None:
            continue
        if field.key != field.span and field.key.holds(here):
            yield f"field:{prefix}.{name}", field.key
        for value in field.values:
            if isinstance(value, Record):
                yield from _in_fields(element, value.fields, spec.fields, here, f"{prefix}.{name}")
            elif value.span.holds(here):
                topic = _value_topic(element, spec, value, prefix)
                if topic:
                    yield topic, value.span


def _value_topic(element: Element, spec: FieldSpec, value: Text, prefix: str) -> str:
    text = value.text.strip()
    match spec.shape:
        case Shape.NAME | Shape.NAMES:
            return f"element:{reference(element, spec.name, spec.of, value).name}"
        case Shape.CHOICE:
            return f"choice:{prefix}.{spec.name}.{text}"
        case Shape.TYPE:
            return f"{'type' if spec.catalogue in ('asset', 'component') else spec.catalogue}:{text}"
        case Shape.CATEGORY:
            return f"category:{text}"
        case Shape.REFERENCE_IDS:
            return f"reference:{text}"
        case _:
            return ""


def _section_key(view: View, position: Position) -> tuple[str, Span] | None:
    """The key of a section, such as `assets:`."""
    line = view.document.line(position.line)
    key = line.partition(":")[0]
    name = key.strip("\"' \t{")
    spec = schema().sections.get(name)
    if spec is None or position.column > len(key):
        return None
    span = Span(Position(position.line, start := key.index(name)), Position(position.line, start + len(name)))
    first = yaml_start(view, position)
    if first is None or cursor_at(view.document, span.start, first).path:
        return None
    return f"kind:{spec.kind}", span
