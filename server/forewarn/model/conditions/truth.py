"""Whether a condition holds of an element: yes, no, or it cannot be told (Kleene's strong three-valued logic, 1952).

What is absent is unknown, never false: whatever hangs on it cannot be told. A condition costs at most `VISITS` looks at
elements; beyond that it cannot be told either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model import defaults
from forewarn.model.conditions.terms import Among, Both, Compared, Counted, Crosses, Either, Flag, Not, Said, Sign
from forewarn.model.conditions.values import UNKNOWN, Known, in_record, is_stated, known, near
from forewarn.model.conditions.vocabulary import Sort, Word, words
from forewarn.model.conditions.wrong import begins_with_its_kind
from forewarn.model.elements import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.conditions.language import Condition
    from forewarn.model.conditions.terms import Path, Term, Value
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

VISITS = 10_000
"""So many elements are looked at for one condition on one element."""
_SEEN = 3
"""So many neighbours on which an answer rests are told."""
_LONGEST = 1_000
"""So much of a text is looked into."""


class Seen(NamedTuple):
    """A neighbour on which an answer rests, and the fact that counted."""

    element: Element
    fact: str
    value: str


class Lack(NamedTuple):
    """A fact that is not known, and the element that would state it."""

    element: Element
    fact: str


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer (None: it cannot be told), the neighbours that it rests on, and the facts that are not known."""

    holds: bool | None
    seen: tuple[Seen, ...] = ()
    lacks: tuple[Lack, ...] = ()


def judge(condition: Condition, element: Element, facts: Facts, today: date | None = None) -> Truth:
    """Judge a sound condition on an element of its kind; what it says of `today` on another day if one is given."""
    judging = _Judging(facts, today)
    holds = judging.term(condition.term, element)
    return Truth(holds, tuple(judging.seen[:_SEEN]), tuple(dict.fromkeys(judging.lacks))[:_SEEN])


def values_at(path: Path, element: Element, facts: Facts) -> tuple[str, ...]:
    """What stands at the end of a path: values, or what the elements there are called. For messages."""
    judging = _Judging(facts)
    found = judging.facts_at(path, element)
    return tuple(dict.fromkeys(value for one in found for value in one.known.values))


class _Fact(NamedTuple):
    """One element's fact at the end of a path; or, `on_the_way` there, that not all elements are known."""

    holder: Element
    word: Word
    known: Known
    on_the_way: bool = False


@dataclass(slots=True)
class _Judging:
    facts: Facts
    today: date | None = None
    left: int = VISITS
    seen: list[Seen] = field(default_factory=list[Seen])
    lacks: list[Lack] = field(default_factory=list[Lack])

    def term(self, term: Term, element: Element) -> bool | None:
        match term:
            case Both():
                return _all(self.term(part, element) for part in term.parts)
            case Either():
                return _any(self.term(part, element) for part in term.parts)
            case Not():
                return _opposite(self.term(term.inner, element))
            case Among():
                return self._among(term, element)
            case Counted():
                return self._counted(term, element)
            case Crosses():
                found = defaults.crossing(element, self.facts)
                if found is None:
                    self.lacks.append(Lack(element, "zones"))
                return None if found is None else bool(found)
            case Said():
                return self._said(term, element)
            case Flag():
                return self._some(term.path, element, lambda value, _: value == "true")
            case Compared():
                return self._some(term.path, element, lambda value, word: self._compares(term, value, word))

    def facts_at(self, path: Path, element: Element) -> list[_Fact]:
        """The facts at the end of a path, one for each element that could hold it."""
        found: list[_Fact] = []
        self._follow(_steps(path, element), (element,), found)
        return found

    def _follow(self, steps: tuple[str, ...], elements: Iterable[Element], found: list[_Fact]) -> None:
        for element in elements:
            self.left -= 1
            word = words(element.kind).get(steps[0] if steps else "")
            if word is None:
                continue  # another of the kinds that may stand here has it
            if self.left < 0:
                found.append(_Fact(element, word, UNKNOWN, on_the_way=True))
                return
            if word.sort is Sort.RECORD and len(steps) > 1:
                parts, last = _parts(word, steps[1:])
                found.append(_Fact(element, last, in_record(element, parts, self.facts)))
            elif word.sort is not Sort.ELEMENTS:
                found.append(_Fact(element, word, known(element, word, self.facts)))
            else:
                there, whole = near(element, word, self.facts)
                if len(steps) > 1:
                    self._follow(steps[1:], there, found)
                    if not whole:
                        found.append(_Fact(element, word, UNKNOWN, on_the_way=True))
                else:
                    found.append(_Fact(element, word, Known(tuple(one.name for one in there), whole)))

    def _elements(self, path: Path, element: Element) -> tuple[tuple[Element, ...], bool]:
        """The elements that a path leads to, and whether they are all."""
        found: tuple[Element, ...] = (element,)
        whole = True
        for step in _steps(path, element):
            following: dict[Element, None] = {}
            for one in found:
                word = words(one.kind).get(step)
                if word is None:
                    continue
                self.left -= 1
                if self.left < 0:
                    return tuple(following), False
                there, all_of_them = near(one, word, self.facts)
                whole = whole and all_of_them
                following.update(dict.fromkeys(there))
            found = tuple(following)
        return found, whole

    def _some(self, path: Path, element: Element, fits: _Fits) -> bool | None:
        """Whether a value at the end of the path fits."""
        whole = True
        for holder, word, (values, all_of_them), _ in self.facts_at(path, element):
            for value in values:
                fit = fits(value, word)
                if fit:
                    if holder is not element:
                        self.seen.append(Seen(holder, path.text, value))
                    return True
                whole = whole and fit is not None
            if not all_of_them:
                whole = False
                self.lacks.append(Lack(holder, word.name))
        return False if whole else None

    def _said(self, term: Said, element: Element) -> bool | None:
        """Whether it is stated, or known at all: of all elements at the end of the path, one suffices."""
        whole = True
        for holder, word, (values, _), on_the_way in self.facts_at(term.path, element):
            if on_the_way:
                whole = False
                continue
            of_record = words(holder.kind).get(word.name) is not word
            says = bool(values) if of_record or not word.stated else is_stated(holder, word, self.facts)
            if says or (term.follows and values):
                return True
        return False if whole else None

    def _counted(self, term: Counted, element: Element) -> bool | None:
        found, whole = self._elements(term.path, element)
        number = int(term.number.text)
        if whole:
            return _ordered(len(found), term.sign, number)
        # There may be more of them: only what holds of all greater numbers as well is certain.
        if term.sign in (Sign.LEAST, Sign.MORE) and _ordered(len(found), term.sign, number):
            return True
        return False if term.sign in (Sign.MOST, Sign.LESS) and not _ordered(len(found), term.sign, number) else None

    def _among(self, term: Among, element: Element) -> bool | None:
        found, whole = self._elements(term.path, element)
        unknown = not whole
        for one in found:
            self.left -= 1
            if self.left < 0:
                return None
            holds = self.term(term.inner, one)
            if holds is None:
                unknown = True
            elif holds is not term.every:
                self.seen.append(Seen(one, term.path.text, ""))
                return not term.every
        return None if unknown else term.every

    def _compares(self, term: Compared, value: str, word: Word) -> bool | None:
        return _any(self._compare(value, term.sign, one, word) for one in term.values)

    def _compare(self, value: str, sign: Sign, wanted: Value, word: Word) -> bool | None:
        match word.sort:
            case Sort.SCALE if sign.orders:
                return _ordered(word.values.index(value), sign, word.values.index(wanted.text))
            case Sort.NUMBER:
                return _ordered(int(value), sign, int(wanted.text)) if value.isdecimal() else None
            case Sort.DATE:
                day, other = parse_date(value), self._day(wanted)
                return None if day is None or other is None else _ordered(day, sign, other)
            case _:
                return _in_text(value[:_LONGEST].casefold(), sign, wanted.text.casefold())

    def _day(self, value: Value) -> date | None:
        if value.days is None:
            return parse_date(value.text)
        try:
            return (self.today or self.facts.today) + timedelta(days=value.days)
        except OverflowError:
            return None


def _steps(path: Path, element: Element) -> tuple[str, ...]:
    steps = path.steps
    return steps[1:] if len(steps) > 1 and begins_with_its_kind(steps, (element.kind,)) else steps


def _parts(word: Word, steps: tuple[str, ...]) -> tuple[tuple[Word, ...], Word]:
    found = [word]
    for step in steps:
        found.append(found[-1].fields[step])
    return tuple(found), found[-1]


def _in_text(text: str, sign: Sign, wanted: str) -> bool:
    match sign:
        case Sign.CONTAINS:
            return wanted in text
        case Sign.STARTS:
            return text.startswith(wanted)
        case Sign.ENDS:
            return text.endswith(wanted)
        case Sign.MATCHES:
            return glob_matches(text, wanted)
        case _:
            return text == wanted


def glob_matches(text: str, pattern: str) -> bool:
    """Whether `text` is of the shape of `pattern`: `*` is any run of characters, `?` any one.

    Takes at most as many steps as the two have characters, multiplied: only the last `*` is ever tried again.
    """
    at = place = 0
    star = again = -1
    while at < len(text):
        if place < len(pattern) and pattern[place] == "*":
            star, again = place, at
            place += 1
        elif place < len(pattern) and pattern[place] in ("?", text[at]):
            place += 1
            at += 1
        elif star >= 0:
            place, again = star + 1, again + 1
            at = again
        else:
            return False
    return not pattern[place:].strip("*")


def _ordered(one: int | date, sign: Sign, other: int | date) -> bool:
    if isinstance(one, date) and isinstance(other, date):
        one, other = one.toordinal(), other.toordinal()
    if not isinstance(one, int) or not isinstance(other, int):
        raise TypeError(f"{one} and {other} have no order")
    match sign:
        case Sign.LEAST:
            return one >= other
        case Sign.MOST:
            return one <= other
        case Sign.MORE:
            return one > other
        case Sign.LESS:
            return one < other
        case Sign.UNEQUAL:
            return one != other
        case _:
            return one == other


def _opposite(holds: bool | None) -> bool | None:  # noqa: FBT001 - it is the thing itself
    return None if holds is None else not holds


def _all(answers: Iterable[bool | None]) -> bool | None:
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is None
    return None if unknown else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    return _opposite(_all(_opposite(answer) for answer in answers))


if TYPE_CHECKING:
    from collections.abc import Callable

    _Fits = Callable[[str, Word], bool | None]
