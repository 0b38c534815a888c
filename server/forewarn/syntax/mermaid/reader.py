"""A Mermaid diagram, read statement by statement, so that a half-typed one costs itself only. Never raises.

Syntax: https://mermaid.js.org/syntax/flowchart.html, …/sequenceDiagram.html, …/c4.html.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.syntax.mermaid.diagram import Diagram, Edge, Group, Node, Piece
from forewarn.syntax.mermaid.statements import FLOW, Phrase, Word, statement

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = re.compile(
    r"\s*(?:(?P<flow>graph|flowchart(?:-elk)?|dataflow|data-flow)|(?P<sequence>sequenceDiagram)|(?P<c4>C4[A-Z]\w+))\b"
    r"(?:[ \t]+(?:TB|TD|BT|RL|LR)\b)?[ \t]*;?"
)
_ASIDE = re.compile(r"\s*(?:%%|$)")
_BREAK = re.compile(r"<br\s*/?>|\\n|\n")
_ICON = re.compile(r"\bfa[bklrs]?:fa-[\w-]+\s*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|`[^`]*`')
_META_LABEL = re.compile(r"label\s*:\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^,}\"]+))")
_META_SHAPE = re.compile(r"shape\s*:\s*([\w-]+)")
_INLINE = re.compile(r"(?:<|[ox](?=--|==|-\.))?(?:--|==|-\.)\s*(.*?)\s*(?:--+[>ox-]|==+[>ox=]|\.+-[>ox]?)$", re.DOTALL)
_COLOUR = re.compile(r"\s*(?:rgba?\([^)]*\)|#[0-9a-fA-F]{3,8}\b|transparent\b|[A-Za-z]+(?=\s+\S))\s*")
_YES_OR_NO = re.compile(r"(?:yes|no)", re.IGNORECASE)
_BLOCK = re.compile(r"(?:loop|alt|opt|par|critical|break|rect)\b", re.IGNORECASE)
"""What an `end` of a sequence diagram closes besides boxes."""
_STYLED = re.compile(r"(?:class|click|style)\s+(?P<names>[\w.-]+(?:\s*,\s*[\w.-]+)*)")
_ABOUT = re.compile(
    r"(?:activate|deactivate|destroy|links?|note\s+(?:over|(?:right|left)\s+of))\s+(?P<names>[^:]+)", re.IGNORECASE
)
"""What a sequence diagram says about participants beside their messages."""
_LISTED = re.compile(r"[^\s,](?:[^,]*[^\s,])?")
_MOST = 5_000
"""So many statements, and so many edges, at most are read of one diagram."""
_SHAPES = (
    ("(((", ")))"),
    ("((", "))"),
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("{{", "}}"),
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    (">", "]"),
)
_SLANTED = "/\\"
_PERSONS = frozenset({"person", "person_ext"})
_BOUNDARY = re.compile(r"(?:\w+_)?boundary|(?:deployment_)?node(?:_[lr])?", re.IGNORECASE)
_RELATION = re.compile(r"(?P<both>bi)?rel(?:_\w+)?|relindex", re.IGNORECASE)
_UPDATE = re.compile(r"update\w*|add\w*tag|lay_\w+|show_\w+|hide_\w+|layout_\w+|set_\w+", re.IGNORECASE)


def read(text: str) -> Diagram | None:
    """The diagram in `text`; None where it is of a sort that is not read."""
    begin, sort = _head(text)
    if not sort:
        return None
    building = _Building(sort)
    for number, (start, line) in enumerate(_statements(text, begin, sort)):
        if number >= _MOST:
            break
        phrase = statement(sort, line)
        if phrase is not None:
            building.take(phrase, start, start + len(line.rstrip()))
    return building.diagram()


def _head(text: str) -> tuple[int, str]:
    """Where the statements begin, and the sort of the diagram; an empty sort where it is none that is read."""
    offset, front = 0, False
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped == "---" and (front or not text[:offset].strip()):
            front = not front
        elif not front and not _ASIDE.match(line):
            found = _KINDS.match(line)
            if found is None or found.lastgroup is None:
                return 0, ""
            return offset + found.end(), found.lastgroup
        offset += len(line) + 1
    return 0, ""


def _statements(text: str, begin: int, sort: str) -> Iterator[tuple[int, str]]:
    """The statements with their offsets: lines, and in flow charts what semicolons part."""
    offset = begin
    for line in text[begin:].split("\n") if begin <= len(text) else ():
        if not _ASIDE.match(line):
            pieces = _parted(line) if sort == FLOW and ";" in line else ((0, line),)
            yield from ((offset + start, piece) for start, piece in pieces if piece.strip())
        offset += len(line) + 1


def _parted(line: str) -> Iterator[tuple[int, str]]:
    start, hidden = 0, _QUOTED.sub(lambda found: "·" * len(found[0]), line)
    for found in re.finditer(r";", hidden):
        yield start, line[start : found.start()]
        start = found.end()
    yield start, line[start:]


def _piece(text: str, start: int) -> Piece:
    """Words as readers see them, with the place of what is between quotes and blanks."""
    lead = len(text) - len(text.lstrip(' "`'))
    inner = text.strip(' "`')
    return Piece(_ICON.sub("", _BREAK.sub(" ", inner)).strip(), start + lead, start + lead + len(inner))


class _Building:
    """The diagram so far."""

    def __init__(self, sort: str) -> None:
        self._sort = sort
        self._nodes: dict[str, Node] = {}
        self._edges: list[Edge] = []
        self._groups: list[Group] = []
        self._open: list[int] = []
        self._blocks = 0
        self._decides = False
        self._names: list[Piece] = []

    def diagram(self) -> Diagram:
        """What has been read."""
        asked = any(edge.label and _YES_OR_NO.fullmatch(edge.label.text) for edge in self._edges)
        decides = self._decides or (asked and self._sort == FLOW)
        return Diagram(
            self._sort,
            tuple(self._nodes.values()),
            tuple(self._edges),
            tuple(self._groups),
            decides,
            tuple(self._names),
        )

    def take(self, phrase: Phrase, at: int, end: int) -> None:
        """Take a statement that stands at the offset `at` and ends at `end`."""
        if phrase.word("END_WORD", "SEQUENCE_END", "CLOSE"):
            self._close(end)
        for one in phrase.parts:
            if isinstance(one, Phrase):
                self._phrase(one, at, end)

    def _phrase(self, one: Phrase, at: int, end: int) -> None:
        match one.name:
            case "chain":
                self._chain(one, at)
            case "subgraph":
                self._subgraph(one, at, end)
            case "participant":
                self._participant(one, at)
            case "message":
                self._message(one, at)
            case "box":
                self._box(one, at, end)
            case "other":
                word = one.word()
                self._blocks += bool(word and _BLOCK.match(word.text))
                self._names += _names_in(_ABOUT, word, at) if word else ()
            case "ignored":
                word = one.word()
                self._names += _names_in(_STYLED, word, at) if word else ()
            case "macro":
                self._macro(one, at, end)
            case _:
                pass

    # groups
    def _group(self, name: Piece | None, title: Piece, start: int, end: int) -> None:
        self._groups.append(Group(name, title, start, end, self._open[-1] if self._open else -1))
        self._open.append(len(self._groups) - 1)

    def _close(self, end: int) -> None:
        if self._blocks:
            self._blocks -= 1
        elif self._open:
            number = self._open.pop()
            if number >= 0 and number not in self._open:  # a group without a name repeats the one around it
                self._groups[number] = replace(self._groups[number], end=end)

    def _here(self) -> int:
        return self._open[-1] if self._open else -1

    # flow charts
    def _subgraph(self, one: Phrase, at: int, end: int) -> None:
        name, title = one.word("NAME"), one.word("SQUARE_TITLE", "QUOTED", "PLAIN_TITLE")
        shown = title or name
        if shown is None:
            self._open.append(self._here())  # a group without a name: what is in it stands where the group does
            return
        bracketed = shown.name == "SQUARE_TITLE"
        text = shown.text[1:-1] if bracketed else shown.text
        piece = _piece(text, at + shown.start + bracketed)
        called = Piece(name.text, at + name.start, at + name.end) if name and title else None
        if shown.name == "PLAIN_TITLE":
            piece = piece._replace(text=piece.text.replace("_", " "))
        self._names += [called] if called else []
        self._group(called, piece, at + (name or shown).start - len("subgraph "), end)

    def _chain(self, one: Phrase, at: int) -> None:
        before: list[tuple[Piece, int, int]] = []
        link: Phrase | None = None
        for part in one.parts:
            if not isinstance(part, Phrase):
                continue
            if part.name == "link":
                link = part
                continue
            here = [self._node(node, at) for node in part.phrases("node")]
            if link is not None:
                self._edge_all(before, here, link, at)
            before = here

    def _node(self, node: Phrase, at: int) -> tuple[Piece, int, int]:
        name, shape, meta = node.word("NAME"), node.word("SHAPE"), node.word("META")
        words = node.words()
        start, end = at + words[0].start, at + words[-1].end
        called = Piece(name.text, at + name.start, at + name.end) if name else Piece("", start, end)
        self._names += [called] if name else []
        title, person = None, False
        if shape is not None:
            title, decides = _shaped(shape, at)
            self._decides |= decides
            person = "fa-user" in shape.text
        if meta is not None:
            title = _label_of(meta, at) or title
            sort = _META_SHAPE.search(meta.text)
            self._decides |= bool(sort and sort[1] in ("diam", "diamond", "decision", "question"))
        known = self._nodes.get(called.text)
        if known is None or (known.title is None and title is not None):
            group = known.group if known is not None and known.group >= 0 else self._here()
            self._nodes[called.text] = Node(called, title, start, end, group, person=person)
        elif known.group < 0 <= self._here():
            self._nodes[called.text] = replace(known, group=self._here())
        return called, start, end

    def _edge_all(
        self, before: list[tuple[Piece, int, int]], here: list[tuple[Piece, int, int]], link: Phrase, at: int
    ) -> None:
        arrow, piped = link.word("ARROW", "LABELLED"), link.word("PIPED")
        if arrow is None or arrow.text.startswith("~"):
            return
        label = None
        if piped is not None:
            label = _piece(piped.text[1:-1], at + piped.start + 1)
        elif arrow.name == "LABELLED" and (inline := _INLINE.match(arrow.text)):
            label = _piece(inline[1], at + arrow.start + inline.start(1))
        both = arrow.text[0] in "<ox" and arrow.text[-1] in ">ox"
        backwards = arrow.text[0] == "<" and not both
        if len(before) * len(here) + len(self._edges) > _MOST:
            return
        for one, start, _ in before:
            for other, _, end in here:
                ends = (other, one) if backwards else (one, other)
                shown = label if label and label.text else None
                self._edges.append(Edge(*ends, shown, start, end, both=both))

    # sequence diagrams
    def _participant(self, one: Phrase, at: int) -> None:
        keyword, who, said = one.word("PARTICIPANT"), one.word("WHO"), one.word("SAID")
        if keyword is None or who is None:
            return
        name = Piece(who.text.strip(), at + who.start, at + who.start + len(who.text.strip()))
        self._names.append(name)
        title = _piece(said.text, at + said.start) if said else None
        person = keyword.text.lower().endswith("actor")
        end = at + (said or who).start + len((said or who).text.rstrip())
        self._nodes[name.text] = Node(name, title, at + keyword.start, end, self._here(), person=person)

    def _message(self, one: Phrase, at: int) -> None:
        sender, signal, receiver = one.word("SENDER"), one.word("SIGNAL"), one.word("RECEIVER")
        if sender is None or signal is None or receiver is None:
            return
        said = one.word("SAID")
        label = _piece(said.text, at + said.start) if said else None
        ends: list[Piece] = []
        for word in (sender, receiver):
            text = word.text.strip()
            piece = Piece(text, at + word.start, at + word.start + len(text))
            self._nodes.setdefault(text, Node(piece, None, piece.start, piece.end))
            ends.append(piece)
        self._names += ends
        last = said or receiver
        end = at + last.start + len(last.text.rstrip())
        self._edges.append(Edge(ends[0], ends[1], label, ends[0].start, end, both=signal.text.startswith("<<")))

    def _box(self, one: Phrase, at: int, end: int) -> None:
        said = one.word("SAID")
        colour = _COLOUR.match(said.text) if said else None
        start = colour.end() if colour else 0
        if said is None or not said.text[start:].strip():
            self._open.append(self._here())
            return
        piece = _piece(said.text[start:], at + said.start + start)
        self._group(None, piece, at, end)

    # C4
    def _macro(self, one: Phrase, at: int, end: int) -> None:
        macro = one.word("MACRO")
        given = [argument.words()[0] for argument in one.phrases("argument") if argument.words()]
        told = [_piece(word.text, at + word.start) for word in given if word.name != "KEYED"]
        if macro is None or not told:
            return
        relation = _RELATION.fullmatch(macro.text)
        told = told[1:] if relation and macro.text.lower() == "relindex" else told
        self._names += told[: 2 if relation or macro.text.lower() == "updaterelstyle" else 1]
        if _UPDATE.fullmatch(macro.text):
            return
        start = at + macro.start
        if relation is not None:
            if len(told) > 1:
                label = told[2] if len(told) > 2 and told[2].text else None  # noqa: PLR2004 - from, to, label, technology
                detail = told[3] if len(told) > 3 and told[3].text else None  # noqa: PLR2004
                self._edges.append(Edge(told[0], told[1], label, start, end, bool(relation["both"]), detail))
            return
        title = told[1] if len(told) > 1 and told[1].text else None
        if _BOUNDARY.fullmatch(macro.text):
            self._group(told[0], title or told[0], start, end)
            if one.word("OPEN") is None:
                self._open.pop()
            return
        person = macro.text.lower() in _PERSONS
        self._nodes.setdefault(told[0].text, Node(told[0], title, start, end, self._here(), person=person))


def _names_in(pattern: re.Pattern[str], word: Word, at: int) -> Iterator[Piece]:
    """The names in a statement that says something about nodes, such as how they look."""
    found = pattern.match(word.text)
    if found is None:
        return
    for name in _LISTED.finditer(found["names"]):
        start = at + word.start + found.start("names") + name.start()
        yield Piece(name[0], start, start + len(name[0]))


def _shaped(shape: Word, at: int) -> tuple[Piece | None, bool]:
    """The text in a node's brackets, and whether they make it a decision."""
    text = shape.text
    opening, closing = next(one for one in _SHAPES if text.startswith(one[0]) and text.endswith(one[1]))
    inner = text[len(opening) : len(text) - len(closing)]
    start = at + shape.start + len(opening)
    if opening == "[" and len(inner) > 1 and inner[0] in _SLANTED and inner[-1] in _SLANTED:
        inner, start = inner[1:-1], start + 1
    piece = _piece(inner, start)
    return piece if piece.text else None, opening == "{"


def _label_of(meta: Word, at: int) -> Piece | None:
    found = _META_LABEL.search(meta.text)
    if found is None or found.lastgroup is None:
        return None
    return _piece(found[found.lastgroup], at + meta.start + found.start(found.lastgroup))
