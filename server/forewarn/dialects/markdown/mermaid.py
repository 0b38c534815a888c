"""Flow charts in Mermaid, read line by line: nodes are components, subgraphs zones, edges flows.

Syntax: https://mermaid.js.org/syntax/flowchart.html (nodes, links, subgraphs). Lines that are something else are left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.carriage import put_carriage
from forewarn.dialects.markdown.drafts import Draft, down
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.markdown.blocks import Code
    from forewarn.syntax.markdown.passage import Passage

_KIND = re.compile(r"\s*(?:graph|flowchart(?:-elk)?|dataflow|data-flow)\b")
_NAME = r"[A-Za-z0-9_](?:[\w.-]*[\w])?"
_SHAPE = (
    r"(?:\(\[(?P<a>.+?)\]\)|\[\[(?P<b>.+?)\]\]|\[\((?P<c>.+?)\)\]|\(\(\(?(?P<d>.+?)\)?\)\)|\{\{(?P<e>.+?)\}\}|\{(?P<rhomb>.+?)\}"
    r"|\[[/\\](?P<f>.+?)[/\\]\]|\[\"(?P<q>.+?)\"\]|\[(?P<g>[^\[\]]+?)\]|\((?P<h>[^()]+?)\)|>(?P<i>[^\]]+?)\])"
)
_NODE = re.compile(rf"\s*(?P<name>{_NAME}){_SHAPE}?(?::::[\w-]+)?")
_LINK = re.compile(
    r"\s*(?P<arrow><?(?:--+|==+|-\.+)(?:(?<=--|==|-\.)\s*(?P<inline>[^|>\-=.][^|>]*?)\s*(?:--+|==+|\.+-))?[->ox]*>?|~~~)\s*"
    r"(?:\|\s*\"?(?P<label>[^|]*?)\"?\s*\|)?"
)
_SUBGRAPH = re.compile(
    rf"\s*subgraph\s+(?:(?P<name>{_NAME})\s*\[\s*\"?(?P<title>[^\]\"]+)\"?\s*\]|\"(?P<quoted>[^\"]+)\"|(?P<plain>.+?))\s*$"
)
_OTHER = re.compile(r"\s*(?:%%|classDef|class\s|click\s|style\s|linkStyle|direction\s|accTitle|accDescr|---|title\s)")
_SOMEBODY = re.compile(
    r"(?:\w+ )?(?:attacker|adversary|user|operator|admin|administrator|developer|actor|person|customer)s?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|\\n")


class _Diagram:
    """The nodes, zones and flows found so far."""

    def __init__(self, body: Passage, lines: int) -> None:
        self.body, self.lines = body, lines
        self.nodes: dict[str, Draft] = {}
        self.made: list[Draft] = []
        self.open: list[Draft] = []
        self.decides = False

    def span(self, start: int, end: int) -> Span:
        return down(self.body.span(start, end), self.lines)

    def node(self, found: re.Match[str], offset: int) -> str:
        """Take note of a node where it is first named with a text, or first of all."""
        name = found["name"]
        group = next((g for g in ("a", "b", "c", "d", "e", "f", "q", "g", "h", "i", "rhomb") if found[g]), None)
        self.decides = self.decides or group == "rhomb"
        if group is None:
            return name
        title = plain(_BREAK.sub(" ", found[group])).strip('" ')
        known = self.nodes.get(name)
        if known is not None or not title:
            return name
        kind = Kind.ACTOR if _SOMEBODY.fullmatch(title) else Kind.COMPONENT
        draft = Draft(kind, self.span(offset + found.start("name"), offset + found.end()))
        draft.id, draft.id_span = name, self.span(offset + found.start("name"), offset + found.end("name"))
        draft.put("title", title, self.span(offset + found.start(group), offset + found.end(group)))
        if self.open:
            zone = self.open[-1]
            draft.put("zone", zone.id or zone.title, zone.fields["title"].span)
        self.nodes[name] = draft
        self.made.append(draft)
        return name


def read_diagram(code: Code, lines: int) -> Iterator[Draft]:
    """The elements of a flow chart; none for other diagrams and for decision trees."""
    body = code.body
    if not _KIND.match(body.text):
        return
    diagram = _Diagram(body, lines)
    offset = body.text.find("\n") + 1
    for line in body.text[offset:].split("\n") if offset else ():
        _line(diagram, line, offset)
        offset += len(line) + 1
    if diagram.decides:
        return
    yield from diagram.made


def _line(diagram: _Diagram, line: str, offset: int) -> None:
    if not line.strip() or _OTHER.match(line):
        return
    if line.strip() == "end":
        if diagram.open:
            zone = diagram.open.pop()
            zone.span = Span(zone.span.start, diagram.span(offset, offset + len(line.rstrip())).end)
        return
    found = _SUBGRAPH.match(line)
    if found:
        group = next(g for g in ("title", "quoted", "plain") if found[g])
        zone = Draft(
            Kind.ZONE, diagram.span(offset + found.start() + len(line) - len(line.lstrip()), offset + found.end())
        )
        zone.put(
            "title",
            plain(found[group].replace("_", " ")),
            diagram.span(offset + found.start(group), offset + found.end(group)),
        )
        if found["name"]:
            zone.id, zone.id_span = (
                found["name"],
                diagram.span(offset + found.start("name"), offset + found.end("name")),
            )
        if diagram.open:
            diagram.open[-1].fields.get("title")
            zone.put("in", diagram.open[-1].id or diagram.open[-1].title, zone.fields["title"].span)
        diagram.open.append(zone)
        diagram.made.append(zone)
        return
    _edges(diagram, line, offset)


def _edges(diagram: _Diagram, line: str, offset: int) -> None:
    position = 0
    node = _NODE.match(line, position)
    while node:
        name = diagram.node(node, offset)
        position = node.end()
        link = _LINK.match(line, position)
        if not link or not link["arrow"]:
            return
        following = _NODE.match(line, link.end())
        if not following:
            return
        other = following["name"]
        flow = Draft(Kind.FLOW, diagram.span(offset + node.start("name"), offset + following.end()))
        group = "label" if link["label"] else "inline"
        text = plain(_BREAK.sub(" ", link[group] or "")).strip()
        if text:
            label = diagram.span(offset + link.start(group), offset + link.end(group))
            flow.put("title", text, label)
            put_carriage(flow, text.strip('"'), label)
        else:
            flow.put("title", f"{name} to {other}", diagram.span(offset + node.start("name"), offset + following.end()))
        flow.put("from", name, diagram.span(offset + node.start("name"), offset + node.end("name")))
        flow.put("to", other, diagram.span(offset + following.start("name"), offset + following.end("name")))
        diagram.made.append(flow)
        node = following
