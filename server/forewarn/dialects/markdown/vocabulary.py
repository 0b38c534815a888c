"""What the words of headings, labels, columns and statuses mean, by the catalogue's list of synonyms."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.catalog.source import Record


class Topic(StrEnum):
    """What a section holds."""

    THREATS = "threats"
    ACCEPTED = "accepted"
    DISCLAIMED = "disclaimed"
    ANSWERED = "answered"
    EXCLUDED = "excluded"
    MITIGATIONS = "mitigations"
    ASSETS = "assets"
    COMPONENTS = "components"
    ZONES = "zones"
    FLOWS = "flows"
    ACTORS = "actors"
    ASSUMPTIONS = "assumptions"
    QUESTIONS = "questions"
    SCOPE = "scope"
    NOTHING = "nothing"


KINDS = {
    Topic.THREATS: Kind.THREAT,
    Topic.ACCEPTED: Kind.THREAT,
    Topic.DISCLAIMED: Kind.THREAT,
    Topic.ANSWERED: Kind.THREAT,
    Topic.EXCLUDED: Kind.ASSUMPTION,
    Topic.MITIGATIONS: Kind.MITIGATION,
    Topic.ASSETS: Kind.ASSET,
    Topic.COMPONENTS: Kind.COMPONENT,
    Topic.ZONES: Kind.ZONE,
    Topic.FLOWS: Kind.FLOW,
    Topic.ACTORS: Kind.ACTOR,
    Topic.ASSUMPTIONS: Kind.ASSUMPTION,
    Topic.QUESTIONS: Kind.QUESTION,
}
"""The kind of element that an item of a section is, if nothing else is said."""

FILE = "heading-synonyms"
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER = re.compile(
    r"^\s*(?:(?:section|part|chapter|step|appendix|phase)\s+)?(?:§\s*)?(?:\d+(?:\.\d+)*|[a-z](?=[.)]\s)|[ivx]+(?=[.)]\s))[.):]?\s+"
    r"|^\s*(?:\d+|[一二三四五六七八九十]+)、\s*",
    re.IGNORECASE,
)
_NOISE = re.compile(r"[^\w&+/']+|_")
_CORE = re.compile(
    r"\s+(?:to|of|for|from|by|in|on|with|that|which|we|not|at|under|over|against|via|during|after|before|between|without|within)\s"
)
ASIDE = re.compile(r"\s+[-–—]+\s+|\s*—\s*|:\s+")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """`text` in lower case, words parted by single blanks, without mark-up, numbering and parentheses."""
    seen = plain(text)
    without = _PARENTHESES.sub(" ", seen)
    seen = without if without.strip(" :.-") else seen
    seen = _NUMBER.sub("", seen.replace("’", "'"))
    return " ".join(_NOISE.sub(" ", seen.casefold()).replace("&", " and ").replace("/", " ").replace("'", " ").split())


class Meaning(NamedTuple):
    """What a phrase list says of some words: the name it gives, and how sure that is (more words, nearer to all)."""

    name: str
    strength: int


class _Phrases:
    """Names with the phrases that stand for them; those of other languages stand for them as a whole only."""

    def __init__(self, records: Iterable[tuple[str, Record]], elsewhere: Record) -> None:
        self._exact: dict[str, str] = {}
        self._ending: dict[str, str] = {}
        self._beginning: list[tuple[str, str]] = []
        self._anywhere: dict[str, str] = {}
        for name, record in records:
            for phrase in record.texts("exact"):
                self._exact.setdefault(folded(phrase) or phrase, name)
            for phrase in record.texts("ending"):
                self._ending.setdefault(phrase, name)
            for phrase in record.texts("beginning"):
                self._beginning.append((phrase, name))
            for phrase in record.texts("anywhere"):
                self._anywhere.setdefault(phrase, name)
        for name in elsewhere.names():
            for phrase in elsewhere.texts(name):
                self._exact.setdefault(folded(phrase), name)
        longest = sorted(self._anywhere, key=len, reverse=True)
        self._finds = re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")") if longest else None

    def exact(self, words: str) -> Meaning | None:
        name = self._exact.get(words)
        return Meaning(name, 9) if name else None

    def anywhere(self, words: str) -> Meaning | None:
        best: Meaning | None = None
        if self._finds:
            position, end = 0, -2
            while found := self._finds.search(words, position):
                meaning = Meaning(self._anywhere[found[0]], found[0].count(" ") + 1)
                # What a heading is about stands last: "Data flow trust boundaries".
                behind = found.start() == end + 1
                if best is None or meaning.strength >= best.strength + (not behind):
                    end = found.end()
                    best = meaning
                position = found.start() + 1
        return best

    def ending(self, words: str) -> Meaning | None:
        parts = words.split()
        for length in range(min(4, len(parts)), 0, -1):
            name = self._ending.get(" ".join(parts[-length:]))
            if name:
                return Meaning(name, length)
        return None

    def beginning(self, words: str) -> Meaning | None:
        for phrase, name in self._beginning:
            if words.startswith(phrase):
                return Meaning(name, 1)
        return None


@cache
def _sections() -> _Phrases:
    return _Phrases(read(FILE).record("sections").records(), read(FILE).record("sections-elsewhere"))


@cache
def _roles() -> _Phrases:
    return _Phrases(read(FILE).record("roles").records(), read(FILE).record("roles-elsewhere"))


class Reading(NamedTuple):
    """What a heading was taken for, and how much of it says so: the share of its words, 1 for all of them.

    `area`: its words name a field of security as well ("Authentication"), in which there may be threats.
    """

    topic: Topic
    share: float
    area: bool = False


_DIGITS = " 0123456789"
_LATER = frozenset({Topic.MITIGATIONS, Topic.FLOWS})
"""What is named second where two things are named: "Assumptions and invariants"."""
_EVENLY = 0.6


@lru_cache(maxsize=4096)
def topic(heading: str) -> Reading | None:
    """What the section under `heading` holds, or None where its words do not tell."""
    phrases = _sections()
    words = folded(heading)
    if not words:
        return None
    found = phrases.exact(words) or phrases.exact(words.removeprefix("the "))
    if found:
        return Reading(Topic(found.name), 1.0, words in read(FILE).texts("areas"))
    shown = _PARENTHESES.sub(" ", plain(heading))
    main = folded(ASIDE.split(_NUMBER.sub("", shown), maxsplit=1)[0])
    found = phrases.exact(main)
    if found:
        return Reading(Topic(found.name), 1.0)
    core = _CORE.split(f"{main} ", maxsplit=1)[0].strip()
    found = phrases.anywhere(words) or phrases.ending(main) or phrases.ending(core)
    one, both, _ = main.partition(" and ")
    named = phrases.exact(one) if both and found and found.name in _LATER else None
    if named:
        return Reading(Topic(named.name), _EVENLY)
    return Reading(Topic(found.name), found.strength / (words.count(" ") + 1)) if found else None


def before_preposition(heading: str) -> str:
    """The words of a heading before "of", "to" …: what it is about, without what that is of."""
    return _CORE.split(f"{folded(heading)} ", maxsplit=1)[0].strip()


_TWO = re.compile(r"\s*([^/&]+?)\s*(?:/|&|\b(?:and|or)\b)\s*\S")
"""Two names in one: "Controls and notes"."""


@lru_cache(maxsize=4096)
def role(name: str) -> str:
    """What a label or the head of a column names (`mitigation`, `severity` …), or an empty text."""
    phrases = _roles()
    words = folded(name)
    if not words:
        return ""
    found = phrases.exact(words) or phrases.exact(words.rstrip(_DIGITS))
    if not found and (two := _TWO.match(plain(name))) and (first := phrases.exact(folded(two[1]))):
        # "Mitigation / Rationale" holds mitigations above all.
        found = first if first.name == "mitigation" else None
    if not found and words.count(" ") <= 5:  # noqa: PLR2004 - a label is short; a sentence is none
        found = phrases.ending(words) or phrases.beginning(words)
    return found.name if found else ""


@lru_cache(maxsize=4096)
def is_role(name: str) -> bool:
    """Whether `name` is nothing but the name of a role ("Mitigation", not "For each attacker")."""
    return _roles().exact(folded(name)) is not None


@cache
def _categories() -> frozenset[str]:
    return frozenset(read(FILE).texts("categories-as-headings"))


@lru_cache(maxsize=1024)
def category_heading(heading: str) -> str:
    """The STRIDE or LINDDUN category that `heading` consists of, in its own words, or an empty text."""
    shown = _PARENTHESES.sub(" ", plain(heading))
    first, *rest = ASIDE.split(_NUMBER.sub("", shown), maxsplit=1)
    words = folded(rest[0] if rest and len(first.strip()) == 1 else first)
    for ending in ("", " threats", " attacks", " risks"):
        if words.endswith(ending) and words.removesuffix(ending) in _categories():
            return words.removesuffix(ending)
    letter, _, rest = words.partition(" ")
    if len(letter) == 1 and rest in _categories():
        return rest
    return ""


def single(heading: str) -> Kind | None:
    """The kind of thing whose own heading this is by its last words ("Network adversary"), or None."""
    words = folded(_PARENTHESES.sub(" ", heading))
    parts = words.split()
    for length in (2, 1):
        kind = _single_words().get(" ".join(parts[-length:])) if len(parts) >= length else None
        if kind:
            return Kind(kind)
    return None


@cache
def _single_words() -> dict[str, str]:
    record = read(FILE).record("singles")
    return {word: kind for kind in record.names() for word in record.texts(kind)}


@cache
def _status_words() -> dict[str, str]:
    return {word: name for name, record in read(FILE).record("statuses").records() for word in record.texts("words")}


@cache
def _status_beginnings() -> tuple[tuple[str, str], ...]:
    pairs = [
        (word, name) for name, record in read(FILE).record("statuses").records() for word in record.texts("beginning")
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


_SYMBOLS = re.compile(r"^(?:[^\w\[]|\u2139)+")
"""What is no word. Unicode takes the letter-like sign for information (U+2139) for a letter."""
_EDGES = " \t\n*_`.:;!()[]|"


@lru_cache(maxsize=4096)
def status(text: str) -> str:
    """What `text` says of a threat's answer: open, mitigated, planned, accepted, transferred, excluded; or empty."""
    words = plain(text).casefold().strip(_EDGES)
    if not words:
        return ""
    found = _status_words().get(words)
    if found:
        return found
    for beginning, name in _status_beginnings():
        if words.startswith(beginning) and not words[len(beginning) : len(beginning) + 1].isalpha():
            return name
    bare = _SYMBOLS.sub("", words)
    return status(bare) if bare != words else ""


ALL = "*"
"""Stands for the identifiers of all threats of a document."""


@cache
def _all_threats() -> frozenset[str]:
    return frozenset(read(FILE).texts("all-threats"))


def is_all_threats(text: str) -> bool:
    """Whether a mitigation's column or label says that it is for every threat: "All threats"."""
    return plain(text).casefold().strip(" .()") in _all_threats()


@cache
def _as_above() -> frozenset[str]:
    return frozenset(read(FILE).texts("as-above"))


def is_as_above(text: str) -> bool:
    """Whether a cell says no more than the one above it: "Same as above"."""
    return plain(text).casefold().strip(" .()") in _as_above()


@cache
def _stages() -> dict[str, str]:
    record = read(FILE).record("stages")
    return {word: stage for stage in record.names() for word in record.texts(stage)}


def stage(text: str) -> str:
    """The stage that a document's status names, or an empty text."""
    words = plain(text).casefold().strip(_EDGES)
    if words in _stages():
        return _stages()[words]
    first = re.split(r"[\s,;(]", words, maxsplit=1)[0]
    return _stages().get(first, "")


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    record = read(FILE).record("identifiers")
    return {kind: record.texts(kind) for kind in record.names()}


def kind_of_identifier(identifier: str) -> Kind | None:
    """The kind whose identifiers begin with these letters, if only one kind's do."""
    letters = re.match(r"[A-Za-z]*", identifier)
    word = letters[0].upper() if letters else ""
    kinds = [kind for kind, words in _prefixes().items() if word in words]
    return Kind(kinds[0]) if len(kinds) == 1 else None


@lru_cache(maxsize=256)
def is_threat_title(title: str) -> bool:
    """Whether a document of this title is a threat model by its own words."""
    words = folded(title)
    return any(phrase in words for phrase in read(FILE).texts("title-words"))


@lru_cache(maxsize=1024)
def is_filler(label: str) -> bool:
    """Whether a label names nothing: "Optional", "Warning"."""
    return folded(label) in read(FILE).texts("filler-labels")


@lru_cache(maxsize=2048)
def is_metadata(text: str) -> bool:
    """Whether a label, or the beginning of a line, is about the document itself."""
    words = folded(text)
    return any(
        words == phrase or (phrase in ("copyright", "last updated", "last reviewed") and words.startswith(phrase))
        for phrase in read(FILE).texts("metadata")
    )


@cache
def _mitigation_words() -> dict[str, str]:
    record = read(FILE).record("mitigation-words")
    return {word: name for name in record.names() for word in record.texts(name)}


def reality(words: str) -> str:
    """How real a mitigation is by a word or two about it: active, planned, suggested …; empty if they do not tell."""
    return _mitigation_words().get(plain(words).casefold().strip(_EDGES), "")


_ORDINAL = re.compile(r"\s*#?\d{1,3}$|\s+[A-Z]$")


@cache
def _heading_labels() -> dict[str, Kind]:
    record = read(FILE).record("heading-labels")
    return {word: Kind(kind) for kind in record.names() for word in record.texts(kind)}


def heading_label(words: str) -> Kind | None:
    """The kind of thing that a heading names if these words, numbered or not, stand before a colon in it."""
    return _heading_labels().get(_ORDINAL.sub("", words.strip(" :")).casefold())
