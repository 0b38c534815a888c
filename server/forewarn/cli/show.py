"""`forewarn show`: what was understood of a file, element by element."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from forewarn.catalog.words import folded
from forewarn.cli import jsonify, show_sections
from forewarn.cli.exits import OK, UNUSABLE
from forewarn.cli.gather import gather, load, new_workspace, shown
from forewarn.cli.output import harmless, write, write_json
from forewarn.model.answers import Grade, paved_answers
from forewarn.model.elements import Record, Text
from forewarn.model.kinds import Kind
from forewarn.model.need import Level, need
from forewarn.model.scale import USUAL
from forewarn.model.schema import Shape, schema

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forewarn.analysis.engine import Analysis
    from forewarn.cli.jsonify import Json
    from forewarn.model.elements import Element, Field, Value
    from forewarn.model.facts import Facts
    from forewarn.model.need import Need
    from forewarn.model.reading import Part
    from forewarn.model.scale import Scale
    from forewarn.model.schema import FieldSpec
    from forewarn.workspace.workspace import File, Workspace

    Elements = Sequence[tuple[Element, int]]


_MOST_DIGITS = 15
"""Of a number in JSON that every program reads alike (RFC 8259, section 6); a longer one stays text."""
_NAMING = ("title", "statement", "ask")
"""The fields that say what an element is: they stand beside its identifier."""


def run(options: argparse.Namespace) -> int:
    """Print the files' elements."""
    workspace = new_workspace()
    found = gather(options.paths, workspace)
    files = load(workspace, found)
    parts = [(file, part) for file in files for part in file.reading.parts]
    if options.format == "json":
        shown_files: list[Json] = [_model(workspace, file, part) for file, part in parts]
        write_json({"version": 1, "files": shown_files})
    else:
        write(line for file, part in parts for line in _lines(workspace, file, part))
    found.report_unreadable()
    return UNUSABLE if found.unreadable or not files else OK


def _analysis(workspace: Workspace, file: File, part: Part) -> Analysis | None:
    """The model that a part belongs to, judged with the files beside it."""
    found = workspace.analyses(file.path)
    return next((analysis for analysis in found if any(part is own for own in analysis.parts)), None)


def _need(analysis: Analysis | None, elements: Elements) -> Need | None:
    """How much modelling the system needs; None for what is no model."""
    if analysis is None or not any(element.kind is Kind.MODEL for element, _ in elements):
        return None
    return need(analysis.index)


def _model(workspace: Workspace, file: File, part: Part) -> Json:
    analysis = _analysis(workspace, file, part)
    elements = analysis.understood(part) if analysis else part.elements()
    header: dict[str, Json] = {}
    listed: list[Json] = []
    scale, facts = (analysis.index.settings.scale, analysis.whole.facts) if analysis else (USUAL, None)
    for element, start in elements:
        if element.kind is Kind.MODEL:
            _join(header, fields_of(element))
        else:
            listed.append(_element(element, start, scale, facts))
    model: dict[str, Json] = {
        "path": shown(file.path),
        "dialect": part.dialect,
        "title": part.title,
        "fields": header,
        "elements": listed,
    }
    known = _need(analysis, elements)
    if known is not None:
        model["need"] = {"level": known.level.value, "reasons": list(known.reasons)}
    sections = show_sections.as_json(part)
    return {**model, "sections": sections} if sections else model


def _join(header: dict[str, Json], more: dict[str, Json]) -> None:
    """Add fields of the header, which stands in several places; one that holds a list may do so itself."""
    for name, value in more.items():
        there = header.get(name)
        header[name] = there + value if isinstance(there, list) and isinstance(value, list) else value


def _element(element: Element, start: int, scale: Scale, facts: Facts | None) -> Json:
    made: dict[str, Json] = {"kind": str(element.kind), "id": element.id}
    if element.derived:
        made["derived"] = True
    fields = fields_of(element)
    step = scale.step(element.text("sensitivity")) if element.kind is Kind.ASSET else None
    made["fields"] = {**fields, "sensitivity": step} if step else fields
    if element.tells_of:
        made["tells_of"] = element.tells_of
    held = _held(element, facts)
    if held:
        told: dict[str, Json] = {**held}
        made["held_by_paved_path"] = told
    links = _links(element)
    if links:
        made["links"] = links
    made["range"] = jsonify.span(element.span.down(start))
    made["id_range"] = jsonify.span(element.id_span.down(start)) if element.id_span else None
    return made


def _held(element: Element, facts: Facts | None) -> dict[str, str]:
    """What holds a threat because the model is on its organisation's paved path: mitigation types, their evidence."""
    path = facts.settings.paved_path if facts is not None and element.kind is Kind.THREAT else None
    if facts is None or path is None:
        return {}
    return {one.paved: path.provides[one.paved] for one in paved_answers(element, facts) if one.grade is Grade.HELD}


def _links(element: Element) -> dict[str, Json]:
    """Why names are taken for those of other elements, where the author did not write them as values."""
    found: dict[str, Json] = {}
    for name in element.fields:
        because: list[Json] = [{"name": one.text, "why": one.why} for one in element.texts(name) if one.why]
        if because:
            found[name] = because
    return found


def fields_of(element: Element) -> dict[str, Json]:
    """The element's fields by their names in the schema; what is empty, unknown or of another shape is absent."""
    return _fields(element.fields, schema().kinds[element.kind].fields)


def _fields(fields: Mapping[str, Field], specs: Mapping[str, FieldSpec]) -> dict[str, Json]:
    made: dict[str, Json] = {}
    for name, field in fields.items():
        spec = specs.get(name)
        value = _field(field, spec) if spec else None
        if value not in (None, [], {}):
            made[name] = value
    return made


def _field(field: Field, spec: FieldSpec) -> Json:
    if spec.many:
        return [value for one in field.values if (value := _value(one, spec)) is not None]
    if isinstance(field.content, tuple):
        return None
    return _value(field.content, spec)


def _value(value: Value, spec: FieldSpec) -> Json:
    if isinstance(value, Record):
        return _fields(value.fields, spec.fields) if spec.fields else None
    if spec.shape in (Shape.RECORD, Shape.RECORDS):
        return None
    return _text(value, spec)


def _text(value: Text, spec: FieldSpec) -> Json:
    text = value.text.strip()
    if not text:
        return None
    if spec.shape in (Shape.FLAG, Shape.PAVED_PATH) and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if spec.shape is Shape.NUMBER and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    return text


def _lines(workspace: Workspace, file: File, part: Part) -> Iterator[str]:
    """A model as people read it: its header, then each element with its line, kind, identifier, title and fields.

    In a document the elements stand below the headings of their sections, and what was not read is named at the end.
    """
    analysis = _analysis(workspace, file, part)
    elements = analysis.understood(part) if analysis else part.elements()
    yield harmless(f"{shown(file.path)}  {part.dialect}  {part.title}".rstrip())
    for element, _ in elements:
        if element.kind is Kind.MODEL:
            yield from _fields_as_lines(fields_of(element), "  ")
    known = _need(analysis, elements)
    # Of most documents it cannot be told: assets in prose have no type. That is no news in each of them.
    if known is not None and (known.level is not Level.UNCLEAR or part.dialect != "markdown"):
        yield harmless(f"  need: {known.level}. {' '.join(known.reasons)}")
    headings = show_sections.taken(part)
    scale, facts = (analysis.index.settings.scale, analysis.whole.facts) if analysis else (USUAL, None)
    for element, start in elements:
        if element.kind is not Kind.MODEL:
            line = element.span.start.line + start + 1
            while headings and headings[0].span.start.line < line:
                yield harmless(show_sections.heading(headings.pop(0)))
            name = f"({element.id})" if element.derived else element.id
            title = element.title if element.title != element.id else ""
            yield harmless("  ".join(one for one in (f"{line:>7}", f"{element.kind:<10}", name, title) if one).rstrip())
            shown_fields = {key: value for key, value in fields_of(element).items() if key not in _NAMING}
            step = scale.step(element.text("sensitivity")) if element.kind is Kind.ASSET else None
            if step and step != folded(element.text("sensitivity")):
                shown_fields["sensitivity"] = f"{shown_fields['sensitivity']} ({step})"
            yield from _fields_as_lines(shown_fields, " " * 21, element)
            for name, evidence in _held(element, facts).items():
                yield harmless(f"{' ' * 21}held by {facts.path_name if facts else ''}: {name} ({evidence})")
    yield from (harmless(show_sections.heading(one)) for one in headings)
    yield from map(harmless, show_sections.not_read(file.reading.document, part, elements))
    yield ""


def _fields_as_lines(fields: Mapping[str, Json], indent: str, element: Element | None = None) -> Iterator[str]:
    for key, value in fields.items():
        names = element.texts(key) if element and isinstance(value, list) else ()
        text = _with_reasons(names) if any(one.why for one in names) else _plain(value)
        yield harmless(f"{indent}{key}: {' '.join(text.split())}")


def _with_reasons(names: Iterable[Text]) -> str:
    """Names with the reason why each is taken for one, said once for those that have it in common."""
    groups = [(why, [one.text for one in group]) for why, group in groupby(names, lambda one: one.why)]
    return ", ".join(f"{', '.join(texts)} ({why})" if why else ", ".join(texts) for why, texts in groups)


def _plain(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(f"({_plain(one)})" if isinstance(one, dict) else _plain(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
