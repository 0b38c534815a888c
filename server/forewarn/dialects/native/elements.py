"""The elements of one YAML item, with the place of every key and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.native.sections import Moved
from forewarn.model.elements import Element, Field, Record, Text, Value
from forewarn.model.kinds import Kind
from forewarn.model.schema import KindSpec, Shape, schema
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.values import Alias, Empty, Entry, Mapping, Node, Scalar, Sequence
from forewarn.text.position import Span

if TYPE_CHECKING:
    import collections.abc

    from forewarn.syntax.yaml.reader import YamlItem

_DEPTH = 20
"""How many aliases are followed one inside another, and how deep values nest, before a value counts as unreadable."""
_NODES = 20_000
"""How many values one item may hold once its aliases are followed: what stops an alias bomb."""


class ItemReader:
    """Reads one item. `problems` fills while `elements` is called."""

    def __init__(
        self, serial: int, source: YamlItem | Moved, anchors: collections.abc.Mapping[tuple[int, str], Node]
    ) -> None:
        self._serial = serial
        self._item = source.item if isinstance(source, Moved) else source
        self._section = source.section
        self._slipped = isinstance(source, Moved) and not source.section
        self._anchors = anchors
        self._left = _NODES
        self.problems: tuple[Problem, ...] = ()
        self.followed = False
        """Whether an alias was followed, so that the elements depend on the text of another item."""

    def elements(self) -> tuple[Element, ...]:
        """All elements of the item. A top-level key gives a MODEL element that holds this one field."""
        root, section = self._item.root, self._section
        spec = schema().sections.get(section)
        header = schema().kinds[Kind.MODEL].fields
        if self._item.is_header and (spec is not None or section in header):
            return ()
        if section and not self._item.is_header:
            if spec is not None:
                return tuple(self._entries(root, spec))
            # What stands under a key that nobody knows is not read; the key itself is FW002's.
            return self._part_of_header(section, root) if root is not None and section in header else ()
        if isinstance(root, Mapping):
            return tuple(element for entry in root.entries for element in self._top_level(entry))
        if root is not None and not isinstance(root, Empty):
            self._shape(root.span, "A threat model is a mapping: `threat-model: …`, then sections such as `assets:`.")
        return ()

    def _part_of_header(self, name: str, node: Node) -> tuple[Element, ...]:
        """A part of the value of a top-level key that is no section: one of the `sources`, for instance."""
        start = Span(node.span.start, node.span.start)
        field = Field(name, start, node.span, self._content(node, 0))
        return (Element(Kind.MODEL, "", node.span, self._serial, {name: field}, recorded=True),)

    def _top_level(self, entry: Entry) -> collections.abc.Iterator[Element]:
        key = entry.key
        if not isinstance(key, Scalar):
            return
        spec = schema().sections.get(key.text)
        if spec is None:
            field = self._field(entry)
            if field:
                yield Element(Kind.MODEL, "", entry.span, self._serial, {field.name: field}, recorded=True)
            return
        if self._slipped:
            self._shape(key.span, f"`{key.text}` begins a section: it stands at the left margin.")
        value = self._resolved(entry.value)
        if isinstance(value, Mapping | Sequence):
            yield from self._entries(value, spec)
        elif not isinstance(value, Empty):
            self._shape(entry.value.span, f"`{key.text}` holds {spec.plural}, one to an entry.")

    def _entries(self, root: Node | None, spec: KindSpec) -> collections.abc.Iterator[Element]:
        if isinstance(root, Mapping):
            for entry in root.entries:
                if isinstance(entry.key, Scalar):
                    if spec.listed:
                        self._shape(entry.key.span, f"`{spec.section}` is a list: begin each {spec.kind} with `- `.")
                    element_id = "" if spec.listed else entry.key.text
                    yield self._element(spec, element_id, entry.key.span, entry.value, entry.span)
        elif isinstance(root, Sequence):
            for node in root.items:
                if not spec.listed:
                    self._shape(node.span, f"Each {spec.kind} stands under its identifier: `NAME:`, not in a list.")
                if isinstance(node, Empty):
                    continue
                yield self._element(spec, "", None, node, node.span)

    def _element(self, spec: KindSpec, name: str, name_span: Span | None, value: Node, span: Span) -> Element:
        node = self._resolved(value)
        fields: dict[str, Field] = {}
        if isinstance(node, Mapping):
            fields = self._fields(node)
            if node is not value:
                fields = {field.name: _moved(field, value.span) for field in fields.values()}
        elif not isinstance(node, Empty):
            first = next(iter(spec.required), "title")
            self._shape(value.span, f"Say what this is: `{first}: …` and the like, each on a line of its own.")
            if isinstance(node, Scalar) and spec.required and spec.fields[first].shape is Shape.TEXT:
                # A text where keys are read says what the element is, all the same.
                fields = {first: Field(first, value.span, value.span, Text(node.text, value.span))}
        id_span = name_span if name else None
        return Element(spec.kind, name, span, self._serial, fields, id_span=id_span, recorded=True)

    def _fields(self, node: Mapping, depth: int = 0) -> dict[str, Field]:
        """Fields by name. The first of two with one name counts; merged ones come after (YAML merge key type)."""
        fields: dict[str, Field] = {}
        merges: list[Entry] = []
        for entry in node.entries:
            if isinstance(entry.key, Scalar) and entry.key.text == "<<":
                merges.append(entry)
                continue
            field = self._field(entry, depth)
            if field:
                fields.setdefault(field.name, field)
        for entry in merges:
            for name, field in self._merged(entry.value, depth).items():
                fields.setdefault(name, field)
        return fields

    def _merged(self, node: Node, depth: int) -> dict[str, Field]:
        """The fields that a merge key brings, all of them standing where the merge is written."""
        found = self._resolved(node)
        fields: dict[str, Field] = {}
        self._left -= 1
        if depth > _DEPTH or self._left < 0:
            return fields
        if isinstance(found, Mapping):
            for name, field in self._fields(found, depth + 1).items():
                fields[name] = _moved(field, node.span)
        elif isinstance(found, Sequence):
            for item in found.items:
                for name, field in self._merged(item, depth + 1).items():
                    fields.setdefault(name, _moved(field, node.span))
        return fields

    def _field(self, entry: Entry, depth: int = 0) -> Field | None:
        if not isinstance(entry.key, Scalar):
            return None
        content = self._content(entry.value, depth)
        return Field(entry.key.text, entry.key.span, entry.value.span, content)

    def _content(self, node: Node, depth: int) -> Value | tuple[Value, ...]:
        found = self._resolved(node)
        self._left -= 1
        if depth > _DEPTH or self._left < 0:
            return Text("", node.span)
        if isinstance(found, Sequence):
            values: list[Value] = []
            for item in found.items:
                content = self._content(item, depth + 1)
                values.extend(content if isinstance(content, tuple) else (content,))
            content = tuple(values)
        elif isinstance(found, Mapping):
            content = Record(self._fields(found, depth + 1), found.span)
        else:
            content = Text(found.text if isinstance(found, Scalar) else "", found.span)
        if found is node:
            return content
        if isinstance(content, tuple):
            return tuple(_placed(value, node.span) for value in content)
        return _placed(content, node.span)

    def _resolved(self, node: Node) -> Node:
        """What an alias stands for; the node itself where it is none, Empty where it names nothing."""
        for _ in range(_DEPTH):
            if not isinstance(node, Alias):
                return node
            span = node.span
            self.followed = True
            found = self._anchors.get((self._item.document, node.name))
            if found is None:
                self._nothing_behind(span, node.name)
                return Empty(span)
            node = found
        return Empty(node.span)

    def _nothing_behind(self, span: Span, name: str) -> None:
        problem = Problem(ProblemKind.SYNTAX, span, f"`*{name}` stands for nothing: no `&{name}` is in this text.")
        if problem not in self.problems:
            self.problems += (problem,)

    def _shape(self, span: Span, message: str) -> None:
        self.problems += (Problem(ProblemKind.SHAPE, span, message),)


def _moved(field: Field, span: Span) -> Field:
    content = field.content
    placed = tuple(_placed(v, span) for v in content) if isinstance(content, tuple) else _placed(content, span)
    return Field(field.name, span, span, placed)


def _placed(value: Value, span: Span) -> Value:
    """`value` as if it stood at `span`: where its alias stands, which the author can see and change."""
    if isinstance(value, Text):
        return Text(value.text, span)
    return Record({name: _moved(field, span) for name, field in value.fields.items()}, span)
