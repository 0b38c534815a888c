"""A rule file, read entry by entry: an edit costs the rule that it touches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.dialects.own_rules.validate import RuleReader
from forewarn.model.own_rules import CODE, MARKER, SECTION, Defined
from forewarn.model.reading import Item, Part, Reading, RuleName, RuleRole, new_serial
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.values import Empty, Mapping, Scalar
from forewarn.syntax.yaml import reader
from forewarn.text.position import Position, Span
from forewarn.text.sharing import carried_over

if TYPE_CHECKING:
    from forewarn.syntax.values import Entry, Node
    from forewarn.syntax.yaml.reader import YamlItem, YamlReading
    from forewarn.text.document import Document

DIALECT = "rules"
MOST = 500
"""So many rules a file may hold."""
LARGEST = 1_500_000
"""So many characters a file may have."""
_SHAPE = "A rule file is a mapping: `own-rules: …` with a title, then `rules:`."


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of one YAML item: our item, and the rules that stand in it."""

    item: Item
    defined: tuple[Defined, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the next reading takes over: the YAML items that count, and what was made of them."""

    yaml: YamlReading
    items: tuple[YamlItem, ...]
    made: tuple[_Made, ...]

    @property
    def defined(self) -> tuple[Defined, ...]:
        return tuple(one for made in self.made for one in made.defined)


def read(document: Document, before: Reading | None = None) -> Reading:
    """Read a rule file. Never raises."""
    kept = before.kept if before and isinstance(before.kept, _Kept) else None
    size = sum(map(len, document.lines))
    if size > LARGEST:
        message = f"This file has {size:,} characters; a rule file has at most {LARGEST:,}. Nothing in it counts."
        line = document.line(0)
        span = Span(Position(0, 0), Position(0, min(len(line), _SHOWN)))
        item = Item(new_serial(), len(document.lines), problems=(Problem(ProblemKind.SETTING, span, message),))
        return Reading(document, DIALECT, (Part(DIALECT, "", (item,), (0,)),))
    yaml = reader.read(document, kept.yaml if kept else None)
    count = _counting(yaml)
    counting = yaml.items[:count]
    made = carried_over(kept.items, kept.made, counting, _made) if kept else tuple(map(_made, counting))
    items = [one.item for one in made]
    items += [_beyond(item, first=not number) for number, item in enumerate(yaml.items[count:])]
    return Reading(document, DIALECT, (Part(DIALECT, "", tuple(items), yaml.starts),), kept=_Kept(yaml, counting, made))


_SHOWN = 80
"""So much of a long line is pointed at."""


def defined_in(reading: Reading) -> tuple[Defined, ...]:
    """The rules of a file that this dialect read, in order, the broken ones too."""
    return reading.kept.defined if isinstance(reading.kept, _Kept) else ()


# -- not too many
def _counting(yaml: YamlReading) -> int:
    """How many of the items hold the rules that count."""
    rules = 0
    for number, item in enumerate(yaml.items):
        if item.section == SECTION and not item.is_header and isinstance(item.root, Mapping):
            rules += len(item.root.entries)
            if rules > MOST:
                return number
    return len(yaml.items)


def _beyond(item: YamlItem, *, first: bool) -> Item:
    """An item that does not count; the first of them says so."""
    if not first or not isinstance(item.root, Mapping):
        return Item(new_serial(), item.line_count)
    problem = _too_many(item.root.entries[0])
    return Item(new_serial(), item.line_count, problems=(problem,))


def _too_many(entry: Entry) -> Problem:
    return Problem(
        ProblemKind.SETTING, entry.key.span, f"A file holds at most {MOST} rules. Those from here on do not count."
    )


# -- one item
def _made(item: YamlItem) -> _Made:
    made = _Making(new_serial(), list(item.problems))
    made.take(item)
    return _Made(
        Item(made.serial, item.line_count, problems=tuple(made.problems), rules=tuple(made.names)), tuple(made.defined)
    )


@dataclass(slots=True)
class _Making:
    """What is found in one item."""

    serial: int
    problems: list[Problem]
    names: list[RuleName] = field(default_factory=list[RuleName])
    defined: list[Defined] = field(default_factory=list[Defined])

    def take(self, item: YamlItem) -> None:
        """Read everything in an item."""
        root = item.root
        if item.document and root is not None:
            self._wrong(root.span, "A rule file is one YAML document; what stands behind `---` does not count.")
        elif item.section == SECTION and not item.is_header:
            self._rules(root)
        elif isinstance(root, Mapping) and not item.section:
            for entry in root.entries:
                self._top(entry, is_header=item.is_header)
        elif item.is_header and isinstance(root, Mapping):
            for entry in root.entries:
                self._top(entry, is_header=True)
        elif not item.section and root is not None and not isinstance(root, Empty):
            self._wrong(root.span, _SHAPE)

    def _top(self, entry: Entry, *, is_header: bool) -> None:
        name = entry.key.text if isinstance(entry.key, Scalar) else ""
        if name == SECTION:
            if not is_header and not isinstance(entry.value, Empty):
                self._rules(entry.value)
        elif name == MARKER:
            if is_header or not isinstance(entry.value, Scalar | Empty):
                self._wrong(entry.key.span, f"`{MARKER}` is the title of these rules, a text.")
        else:
            message = f"A rule file has no `{name}`." if name else _SHAPE
            self._wrong(entry.key.span, message, name, (MARKER, SECTION))

    def _rules(self, node: Node | None) -> None:
        if node is None or isinstance(node, Empty):
            return
        if not isinstance(node, Mapping):
            self._wrong(node.span, "`rules` is a mapping: each code, `ACME-001:`, with its rule below.")
            return
        for number, entry in enumerate(node.entries):
            if number >= MOST:
                self.problems.append(_too_many(entry))
                return
            self._rule(entry)

    def _rule(self, entry: Entry) -> None:
        key = entry.key
        if not isinstance(key, Scalar):
            self._wrong(key.span, "Here stands the code of a rule: `ACME-001`.")
            return
        reading = RuleReader()
        rule = reading.read(key.text, key.span, entry.value)
        self.problems += reading.problems
        self.defined.append(Defined(key.text, self.serial, rule))
        if CODE.fullmatch(key.text):
            self.names.append(RuleName(key.text, key.span, RuleRole.DEFINES))
        if reading.name is not None:
            self.names.append(RuleName(reading.name.text, reading.name.span, RuleRole.DEFINES))

    def _wrong(self, span: Span, message: str, word: str = "", known: tuple[str, ...] = ()) -> None:
        first = Span(span.start, Position(span.start.line, span.start.column + 1))
        place = span if span.start.line == span.end.line else first
        self.problems.append(Problem(ProblemKind.SETTING, place, message, word=word, known=known))
