"""What is wrong with a condition, each mistake at its place, with what could stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.conditions.language import Broken, parse
from forewarn.model.conditions.terms import Among, Both, Compared, Counted, Crosses, Either, Flag, Not, Said, Sign
from forewarn.model.conditions.vocabulary import Sort, words_of
from forewarn.model.elements import parse_date
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.conditions.terms import Path, Term, Value
    from forewarn.model.conditions.vocabulary import Word

STEPS = 4
"""A path has at most so many steps."""
_GLOB = 100
"""A pattern has at most so many characters."""
_LISTED = 8
"""So many words that could stand somewhere are named."""
_YES_NO = ("true", "false")
_BEFORE_DOTS = frozenset({"model", *(kind.value for kind in Kind)})
"""What begins paths and hardly ever texts."""


class Wrong(NamedTuple):
    """A mistake between two characters of a condition. `known` are the words that could stand in place of `word`."""

    start: int
    end: int
    message: str
    word: str = ""
    known: tuple[str, ...] = ()


Kinds = tuple[Kind, ...]


def wrong_in(text: str, kind: Kind) -> tuple[Wrong, ...]:
    """Everything that is wrong with the text of a condition on elements of this kind."""
    read = parse(text)
    if isinstance(read, Broken):
        return (_broken(read, text),)
    return tuple(_of(read.term, (kind,), inside=False))


def wrong_in_path(path: Path, kind: Kind) -> Wrong | None:
    """What is wrong with a path to a fact of such an element, as a message names it."""
    found = walked(path, (kind,))
    if isinstance(found, Wrong):
        return found
    if found[0].sort is Sort.RECORD:
        known = tuple(f"{path.text}.{name}" for name in found[0].fields)
        return _wrong(path, f"`{path.text}` has several parts. Which of them is meant?", known)
    return None


def _broken(read: Broken, text: str) -> Wrong:
    if read.refused:
        return Wrong(read.start, read.end, read.refused)
    here = text[read.start : read.end]
    what = "The condition stops too early." if read.ended else f"`{_short(here)}` says nothing here."
    offers = [*(["a fact or a value"] if read.name else []), *(f"`{word}`" for word in read.words)]
    could = f"What could stand here: {_or(offers)}." if offers else "The condition is complete before it."
    return Wrong(read.start, read.end, f"{what} {could}")


def _of(term: Term, kinds: Kinds, *, inside: bool) -> Iterator[Wrong]:
    match term:
        case Both() | Either():
            for part in term.parts:
                yield from _of(part, kinds, inside=inside)
        case Not():
            yield from _of(term.inner, kinds, inside=inside)
        case Crosses():
            if Kind.FLOW not in kinds:
                yield Wrong(term.start, term.end, f"Only a flow crosses a boundary; this is about {_called(kinds)}.")
        case Among():
            yield from _among(term, kinds, inside=inside)
        case _:
            found = walked(term.path, kinds)
            if isinstance(found, Wrong):
                yield found
            else:
                yield from _test(term, found[0])


def _among(term: Among, kinds: Kinds, *, inside: bool) -> Iterator[Wrong]:
    found = walked(term.path, kinds)
    if isinstance(found, Wrong):
        yield found
    elif inside:
        start, end = term.path.start, term.path.end
        yield Wrong(start, end, "`some` and `every` do not stand inside each other. Ask it in a rule of its own?")
    elif found[0].sort is not Sort.ELEMENTS:
        yield _wrong(term.path, f"`{term.path.text}` leads to no elements that `some` or `every` could ask.")
    else:
        yield from _of(term.inner, found[0].kinds, inside=True)


def _test(term: Compared | Flag | Said | Counted, word: Word) -> Iterator[Wrong]:
    path = term.path
    match term:
        case Said():
            if word.sort is Sort.ELEMENTS and not word.stated:
                yield _wrong(
                    path, f"Nobody states `{path.text}`: it is what names this. Write `count({path.text}) > 0`."
                )
            elif not word.stated and not term.follows:
                yield _wrong(path, f"Nobody states `{path.text}`: it is worked out. Compare it with a value.")
        case Counted():
            if word.sort is not Sort.ELEMENTS:
                yield _wrong(path, f"`{path.text}` leads to no elements that could be counted.")
            if not term.number.text.isdecimal() or len(term.number.text) > _DIGITS:
                yield Wrong(term.number.start, term.number.end, "Here stands a whole number.")
        case Flag():
            if word.sort is not Sort.FLAG:
                yield _wrong(path, f"`{path.text}` is no yes or no. {_how(path.text, word)}")
        case Compared():
            yield from _compared(term, word)


_DIGITS = 9
"""A number has at most so many digits."""


def _compared(term: Compared, word: Word) -> Iterator[Wrong]:
    path = term.path
    if word.sort is Sort.RECORD:
        known = tuple(f"{path.text}.{name}" for name in word.fields)
        yield _wrong(path, f"`{path.text}` has several parts. Which of them is compared?", known)
        return
    if word.sort is Sort.ELEMENTS:
        if term.sign.orders:
            yield _wrong(path, f"`{path.text}` leads to elements; they have names, and no order.")
        return
    if term.sign.orders and word.sort not in (Sort.SCALE, Sort.NUMBER, Sort.DATE):
        yield _wrong(path, f"`{path.text}` has no order: one is not more than another. {_how(path.text, word)}")
        return
    for value in term.values:
        yield from _value(value, term.sign, word)


def _value(value: Value, sign: Sign, word: Word) -> Iterator[Wrong]:
    if sign.looks_into:
        if not value.text.strip() or len(value.text) > _GLOB:
            yield Wrong(value.start, value.end, f"Here stands a text of at most {_GLOB} characters.")
        return
    match word.sort:
        case Sort.FLAG:
            if value.text not in _YES_NO:
                yield _unknown(value, f"`{word.name}` is true or false.", _YES_NO)
        case Sort.NUMBER:
            if not value.text.isdecimal() or len(value.text) > _DIGITS:
                yield Wrong(value.start, value.end, f"`{word.name}` is a whole number.")
        case Sort.DATE:
            if value.days is None and parse_date(value.text) is None:
                yield Wrong(
                    value.start, value.end, f"`{word.name}` is a day: `2027-01-31`, `today` or `today + 90 days`."
                )
        case Sort.SCALE | Sort.CHOICE:
            if value.days is not None or value.text not in word.values:
                yield _unknown(value, f"`{_short(value.text)}` is nothing that `{word.name}` can be.", word.values)
        case _ if not value.quoted and value.text.partition(".")[0] in _BEFORE_DOTS and "." in value.text:
            message = (
                f"`{_short(value.text)}` is a fact; a fact is compared with values. Put it in quotes if it is a text."
            )
            yield Wrong(value.start, value.end, message)
        case _:
            if value.days is not None:
                yield Wrong(value.start, value.end, f"`{word.name}` is a text, and no day.")


def walked(path: Path, kinds: Kinds) -> tuple[Word, Kinds] | Wrong:
    """What a path from elements of `kinds` leads to, with the kinds of the elements that hold it; or what is wrong."""
    steps = path.steps
    if len(steps) > STEPS:
        return _wrong(path, f"This goes {len(steps)} steps far; a path has at most {STEPS}.")
    known = words_of(kinds)
    first = 1 if len(steps) > 1 and begins_with_its_kind(steps, kinds) else 0
    word: Word | None = None
    for number in range(first, len(steps)):
        step = steps[number]
        if word is not None:
            kinds = word.kinds or kinds
            known = words_of(word.kinds) if word.sort is Sort.ELEMENTS else word.fields
        word = known.get(step)
        if word is None:
            start, end = path.place(number)
            of = f"`{steps[number - 1]}`" if number > first else _called(kinds)
            if not known:
                return Wrong(start, end, f"{of[:1].upper()}{of[1:]} has no parts.")
            return Wrong(start, end, f"`{_short(step)}` is nothing that {of} has.", step, tuple(known))
    if word is None:
        return _wrong(path, "Here stands a fact of the element.", tuple(known))
    return word, kinds


def begins_with_its_kind(steps: tuple[str, ...], kinds: Kinds) -> bool:
    """Whether a path names the kind that it begins at, as in `asset.sensitivity`, where that is no fact of its own."""
    return len(kinds) == 1 and steps[0] == kinds[0].value and steps[0] not in words_of(kinds)


def _how(name: str, word: Word) -> str:
    """How else to ask."""
    match word.sort:
        case Sort.SCALE | Sort.CHOICE if word.values:
            return f"Write `{name} == {word.values[-1]}`."
        case Sort.ELEMENTS:
            return f"Write `count({name}) > 0`."
        case Sort.FLAG:
            return f"Write `{name}` or `not {name}`."
        case Sort.NUMBER:
            return f"Write `{name} > 0`."
        case Sort.DATE:
            return f"Write `{name} < today`."
        case _:
            return f"Write `{name} is stated`, or compare it: `{name} == …`."


def _wrong(path: Path, message: str, known: tuple[str, ...] = ()) -> Wrong:
    return Wrong(path.start, path.end, message, path.text if known else "", known)


def _unknown(value: Value, message: str, known: tuple[str, ...]) -> Wrong:
    return Wrong(value.start, value.end, message, value.text, known)


def _called(kinds: Kinds) -> str:
    names = [f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind}" for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _or(offers: list[str]) -> str:
    if len(offers) > _LISTED:
        return f"{', '.join(offers[:_LISTED])} …"
    return offers[0] if len(offers) == 1 else f"{', '.join(offers[:-1])} or {offers[-1]}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 40
