"""A text in place of another: in the quotes that are there, or in those that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.write import scalars
from forewarn.dialects.native.write.outline import Outline, UnwritableError
from forewarn.dialects.native.write.pieces import Piece, insertion
from forewarn.model.elements import Record
from forewarn.model.schema import schema
from forewarn.syntax.values import Alias, Empty, Entry, Mapping, Scalar, Sequence, Style
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    import collections.abc

    from forewarn.dialects.native.write.manner import Manner
    from forewarn.model.changes import ReplaceText
    from forewarn.model.elements import Field, Value
    from forewarn.model.schema import FieldSpec
    from forewarn.syntax.values import Node

    Specs = collections.abc.Mapping[str, FieldSpec]


def replace_text(manner: Manner, change: ReplaceText) -> list[Piece]:
    """The pieces that write `change.text` at its place."""
    outline = manner.outline
    found = outline.item(change.item)
    if found is None:
        raise UnwritableError
    item, start = found
    place = change.span.down(start)
    document = outline.document
    if document.clamp(place.start) != place.start or document.clamp(place.end) != place.end:
        raise UnwritableError
    if change.raw:
        return [Piece(place, change.text)]
    hit = _find(item.root, change.span, in_flow=False, is_key=False)
    if hit is None:
        return _several(outline, item.root, change, place)
    node, in_flow, is_key = hit
    if isinstance(node, Empty):
        return _fill(outline, place, change.text, flow=in_flow) if change.text else []
    whole = node.span.down(start)
    if is_key and not change.text:
        raise UnwritableError
    if isinstance(node, Alias):
        if whole != place:
            raise UnwritableError
        return [Piece(place, scalars.scalar(change.text, flow=in_flow))]
    text = change.text
    style = node.style
    if place != whole:
        return _inside(outline, place, whole, change.text, node, flow=in_flow)
    if style is Style.DOUBLE or outline.json:
        spec = _spec_at(outline, change)
        bare = style is Style.PLAIN or (not is_key and scalars.is_bare(text, spec))
        written = scalars.json_scalar(text, spec) if outline.json and bare else scalars.quoted(text)
        return [Piece(place, written)]
    if style is Style.SINGLE:
        return [Piece(place, scalars.quoted(text, scalars.SINGLE))]
    if not text:
        return [Piece(place, "" if not in_flow else '""')]
    spec = None if is_key else _spec_at(outline, change)
    quote, _ = manner.quote(None, "")
    return [Piece(place, scalars.scalar(text, spec, flow=in_flow, quote=quote))]


def _several(outline: Outline, root: Node | None, change: ReplaceText, place: Span) -> list[Piece]:
    """One text in place of a whole list or record, or of several texts in the same brackets that a comma cut apart."""
    for entry, in_flow in _entries(root, in_flow=False):
        node = entry.value
        if not isinstance(node, Mapping | Sequence):
            continue
        spec = _spec_at(outline, change)
        if node.span == change.span:
            written = _written(outline, change.text, spec, flow=in_flow)
            if node.flow:
                return [Piece(place, written)]
            # The dashes or keys stand on lines of their own; the text comes up to its key.
            end = entry.key.span.end.down(place.start.line - node.span.start.line)
            colon = Position(end.line, end.column + 1)
            return [Piece(Span(colon, place.end), " " + written)] if ":" in outline.document.line(end.line) else []
        if isinstance(node, Sequence) and any(part.span == change.span for part in node.items):
            return [Piece(place, _written(outline, change.text, spec, flow=in_flow or node.flow))]
        if node.flow and _cut_apart(node, change.span):
            return [Piece(place, _written(outline, change.text, spec, flow=True))]
    raise UnwritableError


def _written(outline: Outline, text: str, spec: FieldSpec | None, *, flow: bool) -> str:
    return scalars.json_scalar(text, spec) if outline.json else scalars.scalar(text, spec, flow=flow)


def _cut_apart(node: Mapping | Sequence, span: Span) -> bool:
    """Whether `span` begins and ends with texts that stand in `node` itself."""
    if isinstance(node, Sequence):
        parts = list(node.items)
    else:
        parts = [part for entry in node.entries if not _is_merge(entry) for part in (entry.key, entry.value)]
    leaves = [part for part in parts if isinstance(part, Scalar)]
    return any(leaf.span.start == span.start for leaf in leaves) and any(leaf.span.end == span.end for leaf in leaves)


def _entries(node: Node | None, *, in_flow: bool) -> collections.abc.Iterator[tuple[Entry, bool]]:
    """Every entry in `node` that is no merge, and whether it stands in brackets or braces; the outer ones first."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            if not _is_merge(entry):
                yield entry, in_flow or node.flow
                yield from _entries(entry.value, in_flow=in_flow or node.flow)
    elif isinstance(node, Sequence):
        for value in node.items:
            yield from _entries(value, in_flow=in_flow or node.flow)


def _is_merge(entry: Entry) -> bool:
    return isinstance(entry.key, Scalar) and entry.key.text == "<<"


def _fill(outline: Outline, place: Span, text: str, *, flow: bool) -> list[Piece]:
    written = scalars.quoted(text) if outline.json else scalars.scalar(text, flow=flow)
    before = outline.document.line(place.start.line)[: place.start.column]
    return [insertion(place.start, written if before.endswith((" ", "\t")) else " " + written)]


def _inside(outline: Outline, place: Span, whole: Span, text: str, node: Scalar, *, flow: bool) -> list[Piece]:
    """A part of a scalar: written so that the rest of it stays what it is."""
    if node.style is Style.DOUBLE:
        return [Piece(place, scalars.inside_double(text))]
    if node.style is Style.SINGLE and scalars.is_printable(text):
        return [Piece(place, text.replace("'", "''"))]
    document = outline.document
    after = document.slice(Span(whole.start, place.start)) + text + document.slice(Span(place.end, whole.end))
    if node.style in (Style.LITERAL, Style.FOLDED):
        if scalars.is_printable(text):
            return [Piece(place, text)]
    elif "\n" not in text and all(scalars.is_plain(line.strip(), flow=flow) for line in after.splitlines()):
        return [Piece(place, text)]
    elif whole.start.line == whole.end.line:
        return [Piece(whole, scalars.quoted(after))]
    raise UnwritableError


def _find(
    node: Node | None, span: Span, *, in_flow: bool, is_key: bool
) -> tuple[Scalar | Empty | Alias, bool, bool] | None:
    """The leaf that holds `span`, whether it stands in brackets, and whether it is a key; merged ones are not."""
    if node is None or not (node.span.start <= span.start and span.end <= node.span.end):
        return None
    if isinstance(node, Scalar | Empty | Alias):
        return node, in_flow, is_key
    flow = in_flow or node.flow
    if isinstance(node, Sequence):
        for value in node.items:
            if hit := _find(value, span, in_flow=flow, is_key=False):
                return hit
        return None
    return _find_in_mapping(node, span, flow=flow)


def _find_in_mapping(node: Mapping, span: Span, *, flow: bool) -> tuple[Scalar | Empty | Alias, bool, bool] | None:
    for entry in node.entries:
        if _is_merge(entry):
            continue
        hit = _find(entry.value, span, in_flow=flow, is_key=False)
        if hit is None or (isinstance(hit[0], Empty) and span.start != span.end):
            hit = _find(entry.key, span, in_flow=flow, is_key=True) or hit
        if hit:
            return hit
    return None


def _spec_at(outline: Outline, change: ReplaceText) -> FieldSpec | None:
    """What the schema says of the field whose value stands at the change's place."""
    for item in outline.part.items:
        if item.serial == change.item:
            for element in item.elements:
                specs = schema().kinds[element.kind].fields
                spec = _spec_in(element.fields.values(), specs, change.span)
                if spec:
                    return spec
    return None


def _spec_in(fields: collections.abc.Iterable[Field], specs: Specs, span: Span) -> FieldSpec | None:
    for field in fields:
        spec = specs.get(field.name)
        values: tuple[Value, ...] = field.content if isinstance(field.content, tuple) else (field.content,)
        for value in values:
            if value.span.start <= span.start and span.end <= value.span.end:
                if isinstance(value, Record):
                    return _spec_in(value.fields.values(), spec.fields if spec else {}, span)
                return spec
    return None
