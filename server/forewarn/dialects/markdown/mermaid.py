"""What a Mermaid diagram means: boxes are components or somebody, groups zones, arrows and messages flows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.carriage import put_carriage
from forewarn.dialects.markdown.drafts import Draft, down
from forewarn.model.drawing import MARK
from forewarn.model.kinds import Kind
from forewarn.model.reading import Mention
from forewarn.syntax.markdown.inline import plain
from forewarn.syntax.mermaid import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.markdown.blocks import Code
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.syntax.mermaid import Diagram, Edge, Group, Node, Piece
    from forewarn.text.position import Span

_SOMEBODY = re.compile(
    r"(?:\w+ )?(?:attacker|adversary|user|operator|admin|administrator|developer|actor|person|customer)s?",
    re.IGNORECASE,
)


def read_diagram(code: Code, lines: int) -> tuple[list[Draft], list[Mention]]:
    """The elements of a diagram that stands `lines` lines further down, and every place that names one of them.

    None for other sorts and decision trees.
    """
    if code.body.text.lstrip().startswith(MARK):
        return [], []  # drawn from what the text tells; it tells nothing itself
    diagram = read(code.body.text)
    if diagram is None or diagram.decides:
        return [], []
    meaning = _Meaning(diagram, code.body, lines)
    return sorted(meaning.drafts(), key=lambda one: one.span.start), list(meaning.mentions())


class _Meaning:
    """The elements of one diagram."""

    def __init__(self, diagram: Diagram, body: Passage, lines: int) -> None:
        self._diagram = diagram
        self._body = body
        self._lines = lines

    def drafts(self) -> Iterator[Draft]:
        """All of them."""
        yield from map(self._zone, self._diagram.groups)
        yield from (self._node(node) for node in self._diagram.nodes if node.title is not None or self._is_named(node))
        yield from self._flows()

    def mentions(self) -> Iterator[Mention]:
        """Every place that names a node or a group."""
        yield from (Mention(name.text, self._place(name)) for name in self._diagram.names if name.text)

    def _is_named(self, node: Node) -> bool:
        """Whether a node without a text of its own is one: participants are, boxes that only an arrow names are not."""
        return self._diagram.sort != "flow" and bool(node.name.text)

    def _span(self, start: int, end: int) -> Span:
        return down(self._body.span(start, end), self._lines)

    def _place(self, piece: Piece) -> Span:
        return self._span(piece.start, piece.end)

    def _zone(self, group: Group) -> Draft:
        zone = Draft(Kind.ZONE, self._span(group.start, group.end))
        zone.put("title", plain(group.title.text), self._place(group.title))
        if group.name is not None:
            zone.id, zone.id_span = group.name.text, self._place(group.name)
        if group.parent >= 0:
            zone.put("in", self._called(self._diagram.groups[group.parent]), self._place(group.title))
        return zone

    @staticmethod
    def _called(group: Group) -> str:
        return group.name.text if group.name is not None else plain(group.title.text)

    def _node(self, node: Node) -> Draft:
        shown = node.title or node.name
        title = plain(shown.text)
        kind = Kind.ACTOR if node.person or _SOMEBODY.fullmatch(title) else Kind.COMPONENT
        draft = Draft(kind, self._span(node.start, node.end))
        draft.id, draft.id_span = node.name.text, self._place(node.name)
        draft.put("title", title, self._place(shown))
        if node.group >= 0:
            group = self._diagram.groups[node.group]
            draft.put("zone", self._called(group), self._place(group.title))
        return draft

    def _flows(self) -> Iterator[Draft]:
        """One for each arrow; of the messages between two, in one direction, the first."""
        seen: set[tuple[str, str]] = set()
        for edge in self._diagram.edges:
            ends = (edge.one.text, edge.other.text)
            if self._diagram.sort == "sequence":
                if ends in seen or ends[0] == ends[1]:
                    continue
                seen.add(ends)
            yield self._flow(edge)

    def _flow(self, edge: Edge) -> Draft:
        span = self._span(edge.start, edge.end)
        flow = Draft(Kind.FLOW, span)
        label = plain(edge.label.text).strip() if edge.label else ""
        if edge.label and label:
            flow.put("title", label, self._place(edge.label))
            put_carriage(flow, label, self._place(edge.label))
        else:
            flow.put("title", f"{edge.one.text} to {edge.other.text}", span)
        if edge.detail is not None:
            put_carriage(flow, edge.detail.text, self._place(edge.detail))
        flow.put("from", edge.one.text, self._place(edge.one))
        flow.put("to", edge.other.text, self._place(edge.other))
        if edge.both:
            flow.put("both-ways", "true", span)
        return flow
