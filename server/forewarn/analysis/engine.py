"""The engine: runs the rules whose inputs changed, and keeps what the others said.

For every item it keeps the findings and the *reads*: the facts about the rest of the model on which they rest. After
an edit the items that were read again, and those that read a fact that changed, are looked at; no others. That this
gives what a fresh run gives is architecture.md's invariant 4, shown by a property test.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, ParamSpec

from forewarn.analysis.overall import overall
from forewarn.model.configuration import NOTHING_SET
from forewarn.model.facts import Facts
from forewarn.model.index import Index
from forewarn.model.joining import Joiner
from forewarn.model.whole import Whole
from forewarn.rules.book import NO_OWN_RULES
from forewarn.rules.registry import for_items, for_kind, for_prose
from forewarn.rules.rule import Layer
from forewarn.text.sharing import shared_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from forewarn.model.configuration import Configuration
    from forewarn.model.elements import Element
    from forewarn.model.facts import Files
    from forewarn.model.index import Key
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Item, Part
    from forewarn.rules.book import Book
    from forewarn.rules.rule import Finding, Overall, Rule, Severity

_log = logging.getLogger(__name__)
P = ParamSpec("P")


class Raised(NamedTuple):
    """A finding and the rule that reports it."""

    rule: Rule
    finding: Finding

    @property
    def layer(self) -> Layer:
        """What sort of judgement it is: the finding's own word, else the rule's."""
        return self.finding.layer or self.rule.layer

    @property
    def severity(self) -> Severity:
        """How loudly it speaks where nothing softens it: the finding's own word, else the rule's."""
        return self.finding.severity or self.rule.default_severity


@dataclass(frozen=True, eq=False)
class Analysis:
    """One model, judged. `found` holds the findings of every item that has any, by the item's serial.

    `paths` names the file of each part, `joined` holds the items of each part with what other files say of them.
    """

    parts: tuple[Part, ...]
    paths: tuple[str, ...]
    joined: tuple[tuple[Item, ...], ...]
    index: Index
    found: Mapping[int, tuple[Raised, ...]]
    today: date
    files: Files
    book: Book = NO_OWN_RULES

    def places(self, serials: AbstractSet[int]) -> dict[int, tuple[str, int]]:
        """The file and the first line of each item with one of these serials, found in one pass."""
        if not serials:
            return {}
        return {
            item.serial: (path, start)
            for part, path in zip(self.parts, self.paths, strict=True)
            for item, start in zip(part.items, part.starts, strict=True)
            if item.serial in serials
        }

    def understood(self, part: Part) -> tuple[tuple[Element, int], ...]:
        """Every element of a part, as it is understood with what other files say, with the first line of its item."""
        return tuple(
            (e, start) for item, start in zip(self.items(part), part.starts, strict=True) for e in item.elements
        )

    def items(self, part: Part) -> tuple[Item, ...]:
        """The items of a part, as they are understood with what other files say."""
        place = next((place for place, own in enumerate(self.parts) if own is part), None)
        return part.items if place is None else self.joined[place]

    def item(self, part: Part, item: Item) -> Item:
        """An item of a part, as it is understood with what other files say."""
        return self.items(part)[part.items.index(item)]

    @property
    def documents(self) -> tuple[str, ...]:
        """The patterns under `documents:` in the model's header."""
        header = self.index.header.get("documents", ())
        return tuple(text.text.strip() for element in header for text in element.texts("documents"))

    @cached_property
    def shown(self) -> Mapping[int, tuple[Raised, ...]]:
        """`found`, with what only all findings of a rule together tell (`Rule.overall`)."""
        return overall(self.found, self.parts, _asked_overall)

    @cached_property
    def whole(self) -> Whole:
        """The model as fixes and features see it."""
        return Whole(self.parts, self.index, self.today, self.files)


@dataclass(slots=True)
class Engine:
    """Judges one model again and again while it is edited. `update` gives immutable results; the memory stays here.

    `settings` are what an organisation decided; where they change, the model gets a new engine.
    """

    today: date
    files: Files
    settings: Configuration = NOTHING_SET
    _joiner: Joiner = field(init=False)
    _items: tuple[Item, ...] = ()
    _index: Index = field(init=False)
    _found: dict[int, tuple[Raised, ...]] = field(default_factory=dict[int, tuple[Raised, ...]])
    _reads: dict[int, frozenset[Key]] = field(default_factory=dict[int, "frozenset[Key]"])
    _readers: dict[Key, set[int]] = field(default_factory=dict["Key", set[int]])
    _book: Book = NO_OWN_RULES

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self._joiner = Joiner(self.settings.scale)
        self._index = Index(settings=self.settings)

    def update(
        self,
        parts: tuple[Part, ...],
        paths: tuple[str, ...],
        changed: Iterable[Key] = (),
        book: Book = NO_OWN_RULES,
    ) -> Analysis:
        """Judge the model that consists of `parts`, which stand in the files `paths`, one for each part.

        `changed` names facts outside the model that changed since last time: ("file", path), ("today", ""). `book`
        holds the rules: what those that came, went or changed look at is judged again.
        """
        joined = tuple(map(tuple, self._joiner.join(parts)))
        items = tuple(chain.from_iterable(joined))
        head, tail = shared_ends(self._items, items)
        removed = self._items[head : len(self._items) - tail]
        added = items[head : len(items) - tail]
        kept = {id(item) for item in removed} & {id(item) for item in added}
        removed = tuple(item for item in removed if id(item) not in kept)
        added = tuple(item for item in added if id(item) not in kept)
        self._items = items
        self._index, keys = self._index.updated(removed, added, items)
        self._found = dict(self._found)
        for item in removed:
            self._forget(item.serial)
        dirty = {item.serial for item in added}
        for key in (*keys, *changed):
            dirty |= self._readers.get(key, set())
        if book is not self._book:
            dirty |= self._concerned_by(book, items)
            self._book = book
        if dirty:
            for item in added if len(dirty) == len(added) else items:
                if item.serial in dirty:
                    self._judge(item)
        return Analysis(parts, paths, joined, self._index, self._found, self.today, self.files, book)

    def file_reads(self) -> tuple[Key, ...]:
        """The questions about files that some finding rests on."""
        return tuple(key for key in self._readers if key[0] == "file")

    def _concerned_by(self, book: Book, items: Iterable[Item]) -> set[int]:
        """The items that are to be judged again with these rules instead of the last ones."""
        changed = set(self._book.own) ^ set(book.own)
        kinds: set[Kind] = {kind for rule in changed for kind in rule.kinds}
        return {item.serial for item in items if _names_rules(item) or any(one.kind in kinds for one in item.elements)}

    def _judge(self, item: Item) -> None:
        """Run all rules on `item` and remember what they said and read."""
        self._forget(item.serial)
        spoken_to = bool(item.problems) or _names_rules(item)
        if not item.elements and not spoken_to and not item.sentences:
            return
        facts = Facts(self._index, self.today, self.files)
        raised: list[Raised] = []
        for rule in for_items() if spoken_to else ():
            if rule.read:
                raised += _guarded(rule, rule.read, item)
            if rule.named:
                raised += _guarded(rule, rule.named, item, self._book)
        for element in item.elements:
            for rule in for_kind(element.kind):
                # What a document tells of a record is asked of the record; only what contradicts is said at both.
                if rule.check and (not element.tells_of or rule.layer is Layer.INTEGRITY):
                    raised += _guarded(rule, rule.check, element, facts)
            for rule in self._book.by_kind.get(element.kind, ()):
                if rule.check and (not element.tells_of or rule.layer is Layer.INTEGRITY):
                    raised += _guarded(rule, rule.check, element, facts)
        for rule in for_prose() if item.sentences else ():
            if rule.prose:
                raised += _guarded(rule, rule.prose, item, facts)
        if raised:
            raised.sort(key=lambda one: (one.finding.span, one.rule.code))
            self._found[item.serial] = tuple(raised)
        self._reads[item.serial] = frozenset(facts.reads)
        for key in facts.reads:
            self._readers.setdefault(key, set()).add(item.serial)

    def _forget(self, serial: int) -> None:
        self._found.pop(serial, None)
        for key in self._reads.pop(serial, ()):
            readers = self._readers[key]
            readers.discard(serial)
            if not readers:
                del self._readers[key]


def _names_rules(item: Item) -> bool:
    """Whether an item names rules: a configuration, a rule file, or a comment that speaks to forewarn."""
    return bool(item.rules or item.files) or any(remark.words for remark in item.remarks)


def _guarded(rule: Rule, ask: Callable[P, Iterable[Finding]], *args: P.args, **kwargs: P.kwargs) -> list[Raised]:
    """What `ask`, a function of `rule`, gives. A rule that breaks costs its own findings and is logged once."""
    try:
        return [Raised(rule, finding) for finding in ask(*args, **kwargs)]
    except Exception:  # noqa: BLE001 - whatever goes wrong in one rule, the others still speak
        if rule.code not in _broken:
            _broken.add(rule.code)
            _log.exception("rule %s broke; its findings are missing", rule.code)
        return []


def _asked_overall(rule: Rule, ask: Overall, findings: Sequence[Finding]) -> list[Raised]:
    """What `ask`, the function of `rule` that sees all its findings, leaves of them."""
    return _guarded(rule, ask, findings)


_broken: set[str] = set()
