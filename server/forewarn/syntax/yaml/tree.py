"""From tree-sitter's nodes to our values, with exact spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import tree_sitter_yaml
from tree_sitter import Language, Parser

from forewarn.syntax.values import Alias, Comment, Empty, Entry, Mapping, Scalar, Sequence, Style
from forewarn.syntax.yaml import scalars
from forewarn.syntax.yaml.lines import BLANKS
from forewarn.syntax.yaml.shadow import Places
from forewarn.text.position import Span

if TYPE_CHECKING:
    import tree_sitter

    from forewarn.syntax.values import Node
    from forewarn.syntax.yaml.shadow import Shadow

_LANGUAGE = Language(tree_sitter_yaml.language())
_PARSER = Parser(_LANGUAGE)


def _kind(name: str) -> int:
    """The number of a named kind of node; one that no node has if the grammar lacks it."""
    number = _LANGUAGE.id_for_node_kind(name, True)  # noqa: FBT003 - the parameter has no name
    return -1 if number is None else number


_DOCUMENT = _kind("document")
_FLOW_NODE, _BLOCK_NODE = _kind("flow_node"), _kind("block_node")
_BLOCK_MAPPING, _BLOCK_PAIR = _kind("block_mapping"), _kind("block_mapping_pair")
_BLOCK_SEQUENCE, _BLOCK_ITEM = _kind("block_sequence"), _kind("block_sequence_item")
_FLOW_MAPPING, _FLOW_PAIR, _FLOW_SEQUENCE = _kind("flow_mapping"), _kind("flow_pair"), _kind("flow_sequence")
_BLOCK_SCALAR = _kind("block_scalar")
_ANCHOR, _TAG, _COMMENT = _kind("anchor"), _kind("tag"), _kind("comment")

_NOT_PLAIN = frozenset("\"'[{*&!")


class _Properties(NamedTuple):
    """What may stand in front of a node."""

    anchor: str = ""
    tag: str = ""


_NONE = _Properties()


class Parsed:
    """A slice, parsed: whether tree-sitter was content with it, and its tree as our values."""

    __slots__ = ("places", "root", "shadow")

    def __init__(self, shadow: Shadow) -> None:
        self.shadow = shadow
        self.places = Places(shadow)
        self.root: tree_sitter.Node = _PARSER.parse(self.places.encoded).root_node

    @property
    def broken(self) -> bool:
        """Whether the tree holds an error."""
        return self.root.has_error

    def first_error_line(self) -> int | None:
        """The line of the first node that tree-sitter did not understand, or missed."""
        cursor = self.root
        if not cursor.has_error:
            return None
        while True:
            if cursor.is_error or cursor.is_missing:
                return cursor.start_point[0]
            inner = next((child for child in cursor.children if child.has_error or child.is_missing), None)
            if inner is None:
                return cursor.start_point[0]
            cursor = inner

    def values(self) -> Values:
        """The tree as values. Meaningful where the slice is not broken."""
        return Values(self)


class Values:
    """The values of a parsed slice: `root`, its `comments` and its `anchors` (the last one of a name)."""

    __slots__ = ("_places", "_stand_ins", "_text", "_wide", "anchors", "comments", "extra", "repeats", "root")

    def __init__(self, parsed: Parsed) -> None:
        self._places = parsed.places
        self._text = parsed.places.text
        self._wide = parsed.places.wide
        self._stand_ins = parsed.shadow.stand_ins
        self.comments: list[Comment] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None
        self.extra = False
        """Whether there is more than one root."""
        self.repeats = False
        """Whether a mapping has a key twice."""
        self._stream(parsed.root)

    def _stream(self, stream: tree_sitter.Node) -> None:
        """Takes the first document's content as the root; a slice holds no more than one."""
        for child in stream.named_children:
            if child.kind_id == _COMMENT:
                self._comment(child)
            elif child.kind_id == _DOCUMENT:
                for content in child.named_children:
                    if content.kind_id == _COMMENT:
                        self._comment(content)
                    elif content.kind_id in (_FLOW_NODE, _BLOCK_NODE):
                        if self.root is None:
                            self.root = self._node(content, -1)
                        else:
                            self.extra = True

    def _comment(self, node: tree_sitter.Node) -> None:
        start = self._places.offset(node.start_byte)
        end = self._places.offset(node.end_byte)
        written = self._text[start:end].rstrip(BLANKS)
        span = Span(self._places.position(start), self._places.position(start + len(written)))
        self.comments.append(Comment(span, written.lstrip("#").strip(BLANKS)))

    def _node(self, node: tree_sitter.Node, indent: int) -> Node:
        """The value of a flow_node or block_node; `indent` is the indentation of the block around it."""
        start, end = node.start_byte, node.end_byte
        if self._wide:
            start, end = self._places.offset(start), self._places.offset(end)
        first = self._text[start : start + 1]
        if first not in _NOT_PLAIN and node.kind_id == _FLOW_NODE:
            written = self._text[start:end]
            if "\n" in written:
                written = scalars.plain(written)
            if self._stand_ins:
                written = written.translate(self._stand_ins)
            return Scalar(self._places.span(start, end), written)
        return self._whole_node(node, start, first, indent)

    def _whole_node(self, node: tree_sitter.Node, start: int, first: str, indent: int) -> Node:
        places = self._places
        if node.kind_id == _FLOW_NODE:
            if first == '"':
                return self._scalar(start, places.offset(node.end_byte), Style.DOUBLE, _NONE)
            if first == "'":
                return self._scalar(start, places.offset(node.end_byte), Style.SINGLE, _NONE)
            if first == "*":
                end = places.offset(node.end_byte)
                return Alias(places.span(start, end), self._text[start + 1 : end])
        anchor = tag = ""
        content: tree_sitter.Node | None = None
        for child in node.named_children:
            kind = child.kind_id
            if kind == _ANCHOR:
                anchor = self._text[places.offset(child.start_byte) + 1 : places.offset(child.end_byte)]
            elif kind == _TAG:
                tag = self._text[places.offset(child.start_byte) : places.offset(child.end_byte)]
            elif kind == _COMMENT:
                self._comment(child)
            else:
                content = child
        value = self._content(content, _Properties(anchor, tag), indent, places.offset(node.end_byte))
        if anchor:
            self.anchors[anchor] = value
        return value

    def _content(self, node: tree_sitter.Node | None, properties: _Properties, indent: int, end: int) -> Node:
        places = self._places
        if node is None:
            return self._empty(end, properties)
        kind = node.kind_id
        if kind == _BLOCK_MAPPING:
            return self._block_mapping(node, properties)
        if kind == _FLOW_SEQUENCE:
            return self._flow_sequence(node, properties, indent)
        if kind == _FLOW_MAPPING:
            return self._flow_mapping(node, properties, indent)
        if kind == _BLOCK_SEQUENCE:
            return self._block_sequence(node, properties)
        if kind == _BLOCK_SCALAR:
            return self._block_scalar(node, properties, indent)
        start = places.offset(node.start_byte)
        style = {'"': Style.DOUBLE, "'": Style.SINGLE}.get(self._text[start : start + 1], Style.PLAIN)
        return self._scalar(start, places.offset(node.end_byte), style, properties)

    def _empty(self, offset: int, properties: _Properties = _NONE) -> Empty:
        place = self._places.position(offset)
        return Empty(Span(place, place), *properties)

    def _restored(self, text: str) -> str:
        return text.translate(self._stand_ins) if self._stand_ins else text

    def _scalar(self, start: int, end: int, style: Style, properties: _Properties) -> Scalar:
        written = self._text[start:end]
        if style is Style.PLAIN:
            text = scalars.plain(written) if "\n" in written else written
        elif style is Style.DOUBLE:
            text = scalars.double_quoted(written)
        else:
            text = scalars.single_quoted(written)
        span = self._places.span(start, end)
        return Scalar(span, self._restored(text), style, *properties)

    def _block_scalar(self, node: tree_sitter.Node, properties: _Properties, indent: int) -> Scalar:
        places = self._places
        for child in node.named_children:
            if child.kind_id == _COMMENT:
                self._comment(child)
        start = places.offset(node.start_byte)
        header_end = self._text.find("\n", start)
        header_end = len(self._text) if header_end < 0 else header_end
        header = self._text[start:header_end].partition(" #")[0].rstrip(BLANKS)
        end = max(header_end, places.offset(node.end_byte))
        # The parser may leave out blank lines at the end, which `|+` keeps.
        while end < len(self._text) and self._text[end] in " \n":
            end += 1
        stop = self._text.rfind("\n", header_end, end) if end < len(self._text) else end
        body = self._text[header_end + 1 : max(stop, header_end)]
        lines = body.split("\n") if stop > header_end else []
        ends_with_break = end < len(self._text) or self._text.endswith("\n")
        if end >= len(self._text) and lines and not lines[-1] and self._text.endswith("\n"):
            lines.pop()
        text, used = scalars.block(lines, header, indent, ends_with_break=ends_with_break)
        if used:
            line = places.line(start) + used
            last = places.line_start(line) + len(lines[used - 1].rstrip(BLANKS))
        else:
            last = start + len(header)
        style = Style.LITERAL if header[0] == "|" else Style.FOLDED
        span = Span(places.position(start), places.position(last))
        return Scalar(span, self._restored(text), style, *properties)

    def _block_mapping(self, node: tree_sitter.Node, properties: _Properties) -> Mapping:
        start = self._places.offset(node.start_byte)
        indent = self._places.column(start)
        entries: list[Entry] = []
        for child in node.named_children:
            kind = child.kind_id
            if kind == _BLOCK_PAIR:
                entries.append(self._pair(child, indent))
            elif kind == _COMMENT:
                self._comment(child)
        self._look_for_repeats(entries)
        return Mapping(
            Span(self._places.position(start), entries[-1].span.end),
            tuple(entries),
            flow=False,
            anchor=properties.anchor,
            tag=properties.tag,
        )

    def _look_for_repeats(self, entries: list[Entry]) -> None:
        if len({entry.key.text if isinstance(entry.key, Scalar) else id(entry) for entry in entries}) < len(entries):
            self.repeats = True

    def _pair(self, node: tree_sitter.Node, indent: int) -> Entry:
        match node.named_children:
            case [first, second] if _COMMENT not in (first.kind_id, second.kind_id):
                key = self._node(first, indent)
                value = self._node(second, indent)
                return Entry(key, value, Span._make((key.span.start, value.span.end)))
            case _:
                return self._uncommon_pair(node, indent)

    def _uncommon_pair(self, node: tree_sitter.Node, indent: int) -> Entry:
        """A pair that lacks its key or value, or has comments inside."""
        key_node, value_node = node.child_by_field_name("key"), node.child_by_field_name("value")
        start = self._places.offset(node.start_byte)
        colon = start
        for child in node.children:
            if child.kind_id == _COMMENT:
                self._comment(child)
            elif child.type in (":", "?"):
                colon = self._places.offset(child.end_byte)
        key = self._node(key_node, indent) if key_node is not None else self._empty(start)
        if value_node is not None:
            value = self._node(value_node, indent)
        else:
            value = self._empty(max(colon, self._places.offset(key_node.end_byte) if key_node is not None else 0))
        return Entry(key, value, Span(key.span.start, value.span.end))

    def _block_sequence(self, node: tree_sitter.Node, properties: _Properties) -> Sequence:
        places = self._places
        start = places.offset(node.start_byte)
        indent = places.column(start)
        items: list[Node] = []
        for child in node.named_children:
            if child.kind_id == _COMMENT:
                self._comment(child)
                continue
            value: Node | None = None
            for part in child.named_children:
                if part.kind_id == _COMMENT:
                    self._comment(part)
                else:
                    value = self._node(part, indent)
            items.append(value if value is not None else self._empty(places.offset(child.start_byte) + 1))
        return Sequence(
            Span(places.position(start), items[-1].span.end),
            tuple(items),
            flow=False,
            anchor=properties.anchor,
            tag=properties.tag,
        )

    def _flow_span(self, node: tree_sitter.Node) -> Span:
        places = self._places
        return places.span(places.offset(node.start_byte), places.offset(node.end_byte))

    def _flow_sequence(self, node: tree_sitter.Node, properties: _Properties, indent: int) -> Sequence:
        items: list[Node] = []
        for child in node.named_children:
            kind = child.kind_id
            if kind == _COMMENT:
                self._comment(child)
            elif kind == _FLOW_PAIR:
                entry = self._pair(child, indent)
                start = self._places.position(self._places.offset(child.start_byte))
                items.append(Mapping(Span(start, entry.span.end), (entry,), flow=True))
            else:
                items.append(self._node(child, indent))
        return Sequence(self._flow_span(node), tuple(items), flow=True, anchor=properties.anchor, tag=properties.tag)

    def _flow_mapping(self, node: tree_sitter.Node, properties: _Properties, indent: int) -> Mapping:
        entries: list[Entry] = []
        for child in node.named_children:
            kind = child.kind_id
            if kind == _COMMENT:
                self._comment(child)
            elif kind == _FLOW_PAIR:
                entries.append(self._pair(child, indent))
            else:
                key = self._node(child, indent)
                end = key.span.end
                entries.append(Entry(key, Empty(Span(end, end)), key.span))
        self._look_for_repeats(entries)
        return Mapping(self._flow_span(node), tuple(entries), flow=True, anchor=properties.anchor, tag=properties.tag)
