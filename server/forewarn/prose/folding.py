"""A sentence as the classifier sees it: folded, and cut into words that know their stem and class."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST = 1200
"""Code points of a sentence that is looked at. What is longer is a list, a table or no sentence."""

_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\](?:\([^()\s]{0,500}(?:\([^()\s]{0,200}\))?[^()\s]{0,200}\)|\[[^\[\]]{0,100}\])"
)
_CODE = re.compile(r"`+([^`]{1,300})`+")
_WORD_IN_CODE = re.compile(r"[a-zA-Z]+")
_URL = re.compile(r"https?://\S+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_MARKS = str.maketrans({"*": None, "_": None, "’": "'", "\n": " "})
_TOKEN = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*|\d[\d.,]*|[;:?!,()|]")
_SUFFIXES = (
    "ization", "isation", "ations", "ation", "ments", "ment", "ingly", "edly", "ities", "ity", "ings", "ing", "ies",
    "ied", "ions", "ion", "ers", "er", "ed", "es", "ly", "s", "e",
)  # fmt: skip
_SHORT = 4
_STEM = 3
_CACHED = 20_000


class Word(NamedTuple):
    """A word by its stem, with its class (empty for none) and the constructions it may be part of, as bits.

    `mixed` is its class in capitals, else its stem.
    """

    stem: str
    group: str
    cues: int
    mixed: str


def fold(text: str) -> str:
    """`text` in small letters without mark-up: code as `codetok` unless it is a word, links by their words."""
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(_code, text)
    if "://" in text:
        text = _URL.sub(" urltok ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = text.translate(_MARKS).casefold()
    if "'" in text:
        text = text.replace("can't", "cannot").replace("n't", " not").replace("'s", "").replace("'", "")
    return text


def _code(found: re.Match[str]) -> str:
    inner = found[1]
    return inner if _WORD_IN_CODE.fullmatch(inner) else " codetok "


def tokens(folded: str) -> list[str]:
    """The words, numbers and marks of a folded sentence."""
    return _TOKEN.findall(folded)


def stem(word: str) -> str:
    """The word without its usual endings: the same for `exposes` and `exposed`."""
    if len(word) <= _SHORT:
        return word[:-1] if len(word) == _SHORT and word[-1] == "s" and word[-2] not in "su" else word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            return word[: -len(suffix)]
    return word


class Words:
    """Words looked up, each once. `cues` names the constructions that a word may be part of."""

    def __init__(self, cues: Cues) -> None:
        """Take the cues."""
        self._cues = cues
        self._known: dict[str, Word] = {}

    def of(self, names: list[str]) -> list[Word]:
        """The words with these names, in order."""
        known = self._known
        try:
            return [known[name] for name in names]
        except KeyError:
            if len(known) > _CACHED:
                known.clear()
            for name in names:
                if name not in known:
                    known[name] = self._word(name)
            return [known[name] for name in names]

    def _word(self, name: str) -> Word:
        if name[0].isdigit():
            return Word("0", "", self._cues.of(name), "0")
        if not name[0].isalpha():
            return Word(name, "", 0, name)
        group = _classes().get(name, "")
        if not group and "-" in name:
            group = _classes().get(name.partition("-")[0], "")
        return Word(stem(name), group, self._cues.of(name), group.upper() or stem(name))


class Cues:
    """Beginnings of words, and whole words, each with the constructions that it hints at as bits."""

    def __init__(self) -> None:
        """Begin with none."""
        self._whole: dict[str, int] = {}
        self._begins: dict[str, int] = {}
        self._lengths: tuple[int, ...] = ()

    def add(self, cue: str, bit: int) -> None:
        """Let `cue` (`=word` for the whole word) hint at the construction with this bit."""
        table, text = (self._whole, cue[1:]) if cue.startswith("=") else (self._begins, cue)
        table[text] = table.get(text, 0) | bit
        self._lengths = tuple(sorted({len(one) for one in self._begins}))

    def of(self, word: str) -> int:
        """The bits of all cues that the word, or a part of it behind a hyphen, begins with or is."""
        bits = 0
        for part in (word, *word.split("-")[1:]) if "-" in word else (word,):
            bits |= self._whole.get(part, 0)
            for length in self._lengths:
                if length > len(part):
                    break
                bits |= self._begins.get(part[:length], 0)
        return bits


@cache
def _classes() -> Mapping[str, str]:
    """The class of every word that has one."""
    found: dict[str, str] = {}
    for name, record in read("prose-word-classes").record("classes").records():
        form = record.text("form")
        for word in record.text("words").split():
            for shape in _FORMS[form](word):
                found.setdefault(shape, name)
    return found


def forms_of_verb(word: str) -> list[str]:
    """The forms of a verb: `store`, `stores`, `stored`, `storing`, and those that the data file lists."""
    shapes = [word]
    if word.endswith("y") and word[-2] not in "aeou":
        shapes += [word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    elif word.endswith("e"):
        shapes += [word + "s", word + "d", word[:-1] + "ing"]
    elif word.endswith(("s", "x", "ch", "sh")):
        shapes += [word + "es", word + "ed", word + "ing"]
    else:
        shapes += [word + "s", word + "ed", word + "ing"]
        if len(word) <= _SHORT or word == "forbid":
            shapes += [word + word[-1] + "ed", word + word[-1] + "ing"]
    return shapes + list(read("prose-word-classes").record("irregular").texts(word))


def _noun(word: str) -> list[str]:
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o"):
        return [word, word[:-1] + "ies"]
    return [word, word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")]


def _word(word: str) -> list[str]:
    return [word]


_FORMS: dict[str, Callable[[str], list[str]]] = {"verb": forms_of_verb, "noun": _noun, "word": _word}
