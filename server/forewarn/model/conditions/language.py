"""The language of conditions (`when:` and `require:` of an own rule), parsed by `grammars/condition.lark`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.conditions.terms import (
    Among,
    Both,
    Compared,
    Counted,
    Crosses,
    Either,
    Flag,
    Not,
    Path,
    Said,
    Sign,
    Term,
    Test,
    Value,
)
from forewarn.syntax.grammars import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark import Lark, Token, Tree

    Branch = Tree[Token]

LONGEST = 2_000
"""So many characters a condition may have."""
DEEPEST = 20
"""So many parentheses and `not` may stand inside each other."""
_WORDS = {
    "NOT": "not", "AND": "and", "OR": "or", "IS": "is", "STATED": "stated", "KNOWN": "known", "IN": "in",
    "CONTAINS": "contains", "STARTS": "starts", "ENDS": "ends", "WITH": "with", "MATCHES": "matches", "COUNT": "count",
    "SOME": "some", "EVERY": "every", "CROSSES": "crosses", "A": "a", "BOUNDARY": "boundary", "TODAY": "today",
    "DAYS": "days", "LEFT": "(", "RIGHT": ")", "OPEN": "[", "CLOSE": "]", "COMMA": ",", "EQUAL": "==", "UNEQUAL": "!=",
    "LEAST": ">=", "MOST": "<=", "MORE": ">", "LESS": "<", "PLUS": "+", "MINUS": "-",
}  # fmt: skip
"""What the words of the language are called by the parser."""
_INTO = {"contains": Sign.CONTAINS, "starts": Sign.STARTS, "ends": Sign.ENDS, "matches": Sign.MATCHES}


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, understood. `text` is as written."""

    text: str
    term: Term


@dataclass(frozen=True, slots=True)
class Broken:
    """A text that is no condition: where it stops being one, and what could stand there.

    `words` are words of the language, `name` says that a fact or a value could; `ended` that the text stops too early.
    `refused` says, in a sentence, why it was not even read: it is too long, or too deep.
    """

    start: int
    end: int
    words: tuple[str, ...] = ()
    name: bool = False
    ended: bool = False
    refused: str = ""


class Word(NamedTuple):
    """A word of a condition: its name in the grammar, and its text."""

    name: str
    text: str


class _Parsed(NamedTuple):
    """How far a text is a condition: what may follow, where it stops being one, and its tree where it is whole."""

    accepts: frozenset[str]
    stops: int | None
    tree: Branch | None
    depth: int
    tokens: tuple[Word, ...] = ()


@cache
def _parser() -> Lark:
    from lark import Lark  # noqa: PLC0415 - costs 35 ms, which only those with rules of their own pay

    return Lark(grammar("condition"), parser="lalr", maybe_placeholders=False, propagate_positions=True)


def _parsed(text: str) -> _Parsed:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken  # noqa: PLC0415 - see above

    # lark's interactive parser is not typed throughout.
    state = _parser().parse_interactive(text)  # pyright: ignore[reportUnknownMemberType]
    stops: int | None = None
    depth = deepest = negations = 0
    tokens: list[Word] = []
    try:
        for token in state.iter_parse():
            tokens.append(Word(token.type, str(token)))
            depth += (token.type == "LEFT") - (token.type == "RIGHT")
            negations = negations + 1 if token.type == "NOT" else negations if token.type == "LEFT" else 0
            deepest = max(deepest, depth + negations)
            if deepest > DEEPEST:
                return _Parsed(frozenset(), token.start_pos, None, deepest)
    except UnexpectedToken as error:
        place = error.pos_in_stream
        stops = place if isinstance(place, int) else len(text)
    except UnexpectedCharacters as error:
        stops = error.pos_in_stream
    accepts: set[str] = state.accepts()  # pyright: ignore[reportUnknownVariableType] - see above
    whole = stops is None and "$END" in accepts
    tree: Branch | None = state.feed_eof() if whole else None  # pyright: ignore[reportUnknownMemberType]
    return _Parsed(frozenset(accepts), stops, tree, deepest, tuple(tokens))


@lru_cache(maxsize=1024)
def parse(text: str) -> Condition | Broken:
    """Understand the text of a condition. Never raises."""
    if len(text) > LONGEST:
        return Broken(0, len(text), refused=f"This has {len(text):,} characters; a condition has at most {LONGEST:,}.")
    parsed = _parsed(text)
    if parsed.depth > DEEPEST:
        refused = f"More than {DEEPEST} parentheses and `not` stand inside each other here."
        return Broken(parsed.stops or 0, len(text), refused=refused)
    if parsed.tree is not None:
        return Condition(text, _term(parsed.tree.children[0]))
    words = tuple(word for token, word in _WORDS.items() if token in parsed.accepts)
    name = "WORD" in parsed.accepts
    if parsed.stops is None:
        return Broken(len(text), len(text), words, name, ended=True)
    end = next((n for n in range(parsed.stops, len(text)) if text[n].isspace()), len(text))
    return Broken(parsed.stops, max(end, parsed.stops + 1), words, name)


def begun(before: str) -> tuple[tuple[Word, ...], tuple[str, ...], bool]:
    """The words of a condition that is half typed; those of the language that may follow, and whether a name may."""
    parsed = _parsed(before) if len(before) <= LONGEST else None
    if parsed is None or parsed.stops is not None:
        return (), (), False
    follow = tuple(word for token, word in _WORDS.items() if token in parsed.accepts)
    return parsed.tokens, follow, "WORD" in parsed.accepts


def terms(condition: Condition | None) -> Iterator[Test]:
    """Every part of a condition that compares something, those inside `some` and `every` too."""
    waiting = [condition.term] if condition is not None else []
    while waiting:
        term = waiting.pop()
        if isinstance(term, Both | Either):
            waiting += reversed(term.parts)
            continue
        if isinstance(term, Not | Among):
            waiting.append(term.inner)
        if not isinstance(term, Not):
            yield term


# -- from the parser's tree to ours
def _term(node: Branch | Token) -> Term:
    children = _branch(node).children
    kind = str(_branch(node).data)
    match kind:
        case "either" | "both":
            parts = tuple(_term(child) for child in children if not _is_token(child))
            return Either(parts) if kind == "either" else Both(parts)
        case "negated":
            return Not(_term(children[1]))
        case "grouped":
            return _term(children[1])
        case "crosses":
            return Crosses(_start(children[0]), _end(children[-1]))
        case "some" | "every":
            return Among(_path(children[1]), kind == "every", _term(children[3]))
        case "counted":
            return Counted(_path(children[2]), _sign(children[4]), _value(children[5]))
        case _:
            return _test(kind, children)


def _test(kind: str, children: list[Branch | Token]) -> Term:
    path = _path(children[0])
    match kind:
        case "flag":
            return Flag(path)
        case "stated" | "known":
            return Said(path, kind == "known")
        case "unstated" | "unknown":
            return Not(Said(path, kind == "unknown"))
        case "among" | "not_among":
            listed = _branch(children[-1]).children
            values = tuple(_value(child) for child in listed if not _is_token(child))
            found = Compared(path, Sign.EQUAL, values)
            return found if kind == "among" else Not(found)
        case "compared":
            sign = _sign(children[1])
            found = Compared(path, Sign.EQUAL if sign is Sign.UNEQUAL else sign, (_value(children[2]),))
            return Not(found) if sign is Sign.UNEQUAL else found
        case _:
            return Compared(path, _INTO[kind], (_value(children[-1]),))


def _value(node: Branch | Token) -> Value:
    """A word, a text between quotes, or a day reckoned from today."""
    if _is_token(node):
        return Value(str(node), _start(node), _end(node))
    branch = _branch(node)
    first, last = branch.children[0], branch.children[-1]
    match str(branch.data):
        case "value":
            return _value(first)
        case "text":
            text = str(first)
            quoted = text.startswith('"')
            return Value(text[1:-1] if quoted else text, _start(first), _end(first), quoted=quoted)
        case kind:
            number = str(branch.children[2]) if kind != "today" else "0"
            days = int(number) if number.isdecimal() and len(number) <= _DIGITS else None
            if days is None:
                return Value(number, _start(branch.children[2]), _end(branch.children[2]))
            return Value("today", _start(first), _end(last), -days if kind == "earlier" else days)


_DIGITS = 5
"""A number of days has at most so many digits."""


def _path(node: Branch | Token) -> Path:
    return Path(str(node), _start(node), _end(node))


def _sign(node: Branch | Token) -> Sign:
    return Sign(str(_branch(node).children[0]))


def _is_token(node: Branch | Token) -> bool:
    return isinstance(node, str)


def _branch(node: Branch | Token) -> Branch:
    if isinstance(node, str):
        raise TypeError(f"the grammar gives the token {node!r} where a rule is read")
    return node


def _start(node: Branch | Token) -> int:
    return (node.start_pos if isinstance(node, str) else node.meta.start_pos) or 0


def _end(node: Branch | Token) -> int:
    return (node.end_pos if isinstance(node, str) else node.meta.end_pos) or 0
