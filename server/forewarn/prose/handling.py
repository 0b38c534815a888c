"""What a sentence says that the system handles: card numbers, passwords, health data. A plain rule, no classifier.

The phrases are the `mentions` of the catalogue's types of data and credentials that are personal, payment or
authentication: a verb and what it is done to, in either order ("stores card numbers", "passwords are hashed").
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn import catalog
from forewarn.catalog.source import read
from forewarn.prose.constructions import folded
from forewarn.prose.folding import LONGEST, fold, forms_of_verb, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GROUPS = frozenset({"data", "credential"})
"""The groups of types that an asset which is handled may be of; accounts and providers are not handled."""
_ANY = "handle"
"""The verb that stands for all verbs of handling."""
_BEFORE, _BEHIND, _DENIED = 5, 6, 4
"""So many words before what is handled its verb may stand, so many behind it, and a `not` before the verb."""
_MARKS = frozenset(";:.?!()|")
_AUXILIARIES = frozenset({"is", "are", "be", "being", "been", "was", "were", "get", "gets"})
_ARTICLES = frozenset({"the", "a", "an", "this", "each", "every"})


class Handled(NamedTuple):
    """What is handled: the id of its type, and the words that say so."""

    type: str
    words: str


@lru_cache(maxsize=2048)
def handled_in(text: str) -> tuple[Handled, ...]:
    """What a sentence says that the system handles, each type once.

    >>> handled_in("The desk stores the reader's email address."), handled_in("It never stores email addresses.")
    ((Handled(type='personal-data', words='stores the reader email address'),), ())
    """
    if len(text) > LONGEST or text.rstrip().endswith("?"):
        return ()
    grammar, sentence = _grammar(), folded(text)
    stems = [word.stem for word in sentence.words]
    if grammar.things.keys().isdisjoint(stems):
        return ()
    words = tokens(sentence.text)
    if not grammar.others.isdisjoint(words):
        return ()
    found: dict[str, Handled] = {}
    for one in _found(words, stems):
        found.setdefault(one.type, one)
    return tuple(found.values())


def _found(words: Sequence[str], stems: Sequence[str]) -> Iterator[Handled]:
    grammar = _grammar()
    start = 0
    while start < len(words):
        thing = next((one for one in grammar.things.get(stems[start], ()) if one.stands(stems, start)), None)
        if thing is None:
            start += 1
            continue
        end = start + len(thing.stems)
        if end >= len(stems) or stems[end] not in grammar.heads:
            said = _done_before(words, start, end, thing) or _done_behind(words, start, end, thing)
            if said:
                yield Handled(thing.type, said)
        start = end


def _done_before(words: Sequence[str], start: int, end: int, thing: _Thing) -> str:
    """The words from a verb to what it is done to: "stores the hashed password"."""
    grammar = _grammar()
    for at in range(start - 1, max(-1, start - 1 - _BEFORE), -1):
        word = words[at]
        if word in grammar.apart or word in _MARKS:
            return ""
        if word in thing.verbs and words[at + 1] != "," and not (at and words[at - 1] in _ARTICLES):
            denied = grammar.denies.intersection(words[max(0, at - _DENIED) : start])
            return "" if denied else " ".join(words[at:end])
    return ""


def _done_behind(words: Sequence[str], start: int, end: int, thing: _Thing) -> str:
    """The words from what is handled to what is done to it: "passwords are hashed"."""
    grammar = _grammar()
    for at in range(end, min(len(words), end + _BEHIND)):
        word = words[at]
        if word in _MARKS or word in ("that", "which"):
            return ""
        if word in thing.verbs and word in grammar.done and not _AUXILIARIES.isdisjoint(words[end:at]):
            denied = grammar.denies.intersection(words[max(0, start - 2) : at])
            return "" if denied else " ".join(words[start : at + 1])
    return ""


class _Thing(NamedTuple):
    """What may be handled, by the stems of its words, and the forms of the verbs that say so."""

    stems: tuple[str, ...]
    type: str
    verbs: frozenset[str]

    def stands(self, stems: Sequence[str], start: int) -> bool:
        """Whether these words stand at `start`."""
        return tuple(stems[start : start + len(self.stems)]) == self.stems


class _Grammar:
    """The phrases of the catalogue and the words around them."""

    def __init__(self) -> None:
        record = read("prose-constructions").record("handling")
        verbs, small = record.text("verbs").split(), frozenset(record.text("small").split())
        self.denies = frozenset(record.text("not").split())
        self.apart = frozenset(record.text("apart").split())
        self.heads = frozenset(stem(word) for word in record.text("heads").split())
        self.others = frozenset(record.text("others").split())
        every = frozenset(form for verb in verbs for form in forms_of_verb(verb))
        meant: dict[tuple[str, ...], tuple[str, set[str]]] = {}
        for entry in catalog.types().values():
            for phrase in entry.mentions if entry.classes and entry.group in _GROUPS else ():
                verb, *rest = tokens(fold(phrase))
                things = [word for word in rest if word not in small] or rest
                _, forms = meant.setdefault(tuple(stem(word) for word in things), (entry.id, set()))
                forms.update(every if verb == _ANY else forms_of_verb(verb))
        self.done = frozenset(record.text("done").split()) | {
            form for _, forms in meant.values() for form in forms if form.endswith("ed")
        }
        self.things: dict[str, list[_Thing]] = {}
        for stems, (name, forms) in sorted(meant.items(), key=lambda one: -len(one[0])):
            self.things.setdefault(stems[0], []).append(_Thing(stems, name, frozenset(forms)))


@cache
def _grammar() -> _Grammar:
    return _Grammar()
