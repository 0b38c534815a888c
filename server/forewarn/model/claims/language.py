"""The language of claims (`check:` of an assumption), parsed by `grammars/claim.lark`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.kinds import Kind
from forewarn.syntax.grammars import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark import Lark


class Form(StrEnum):
    """The sorts of claims, by their rules in the grammar."""

    NO_DIRECT = "no_direct"
    NO_PATH = "no_path"
    ONLY_VIA = "only_via"
    ENCRYPTED = "encrypted"
    ENCRYPTED_ASSET = "encrypted_asset"
    AUTHENTICATED = "authenticated"
    STAYS_IN = "stays_in"
    ONLY_FOR = "only_for"


ENDS = (Kind.COMPONENT, Kind.ACTOR, Kind.ZONE)
"""What stands at either end of an arrow: something, somebody, or a zone with all in it."""
_KINDS = {
    Form.ENCRYPTED_ASSET: ((Kind.ASSET,),),
    Form.STAYS_IN: ((Kind.ASSET,), (Kind.ZONE,)),
}
_WORDS = {
    "NO_DIRECT": "no-direct", "NO_PATH": "no-path", "ENCRYPTED": "encrypted", "AUTHENTICATED": "authenticated",
    "ONLY": "only", "VIA": "via", "FOR": "for", "AND": "and", "STAYS": "stays", "IN": "in", "ARROW": "->",
}  # fmt: skip
"""What the words of the language are called by the parser."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a claim: what it says, where it stands in the text, and which kinds of element may be meant."""

    text: str
    start: int
    end: int
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, understood: its form, and the names in it, in order."""

    form: Form
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A text that is no claim: where it stops being one, and what could stand there.

    `words` are words of the language, `name` says that a name could; `ended` that the text stops too early.
    """

    start: int
    end: int
    words: tuple[str, ...]
    name: bool
    ended: bool = False


class _Token(NamedTuple):
    """A word of a claim: its name in the grammar, its text, and where it begins."""

    name: str
    text: str
    start: int


class _Parsed(NamedTuple):
    """How far a text is a claim: its tokens, what may follow, and where it stops being one (None where it does not)."""

    tokens: tuple[_Token, ...]
    accepts: frozenset[str]
    stops: int | None


@cache
def _parser() -> Lark:
    from lark import Lark  # noqa: PLC0415 - costs 35 ms, which only a model with a claim pays

    return Lark(grammar("claim"), parser="lalr", maybe_placeholders=False)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> _Parsed:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken  # noqa: PLC0415 - see above

    # lark's interactive parser is not typed throughout.
    state = _parser().parse_interactive(text)  # pyright: ignore[reportUnknownMemberType]
    tokens: list[_Token] = []
    stops: int | None = None
    try:
        for token in state.iter_parse():
            tokens.append(_Token(token.type, str(token), token.start_pos or 0))  # noqa: PERF401 - it may stop half-way
    except UnexpectedToken as error:
        place = error.pos_in_stream
        stops = place if isinstance(place, int) else len(text)
        # The token that does not fit was handed out before it was tried.
        tokens = [token for token in tokens if token.start < stops]
    except UnexpectedCharacters as error:
        stops = error.pos_in_stream
    accepts: set[str] = state.accepts()  # pyright: ignore[reportUnknownVariableType] - see above
    return _Parsed(tuple(tokens), frozenset(accepts), stops)


@lru_cache(maxsize=2048)
def parse(text: str) -> Claim | Broken:
    """Understand the text of a `check:`."""
    parsed = _parsed(text)
    words = tuple(word for token, word in _WORDS.items() if token in parsed.accepts)
    name = "NAME" in parsed.accepts
    if parsed.stops is not None:
        end = next((n for n in range(parsed.stops, len(text)) if text[n].isspace()), len(text))
        return Broken(parsed.stops, max(end, parsed.stops + 1), words, name)
    if "$END" not in parsed.accepts:
        return Broken(len(text), len(text), words, name, ended=True)
    form = _form([token.name for token in parsed.tokens])
    names = [token for token in parsed.tokens if token.name == "NAME"]
    return Claim(
        form,
        tuple(
            Name(one.text, one.start, one.start + len(one.text), _kinds(form, number))
            for number, one in enumerate(names)
        ),
    )


def expected(before: str) -> tuple[tuple[str, ...], tuple[Kind, ...]]:
    """The words of the language that may follow `before`, and the kinds of which a name may."""
    parsed = _parsed(before)
    if parsed.stops is not None:
        return (), ()
    words = tuple(word for token, word in _WORDS.items() if token in parsed.accepts)
    kinds = tuple(_kinds_after([token.name for token in parsed.tokens])) if "NAME" in parsed.accepts else ()
    return words, kinds


def _form(tokens: list[str]) -> Form:
    """The form of a whole claim, told by its words."""
    if "VIA" in tokens:
        return Form.ONLY_VIA
    if "STAYS" in tokens:
        return Form.STAYS_IN
    if "FOR" in tokens:
        return Form.ONLY_FOR
    if tokens[0] == "ENCRYPTED" and "ARROW" not in tokens:
        return Form.ENCRYPTED_ASSET
    return Form(tokens[0].lower())


def _kinds_after(given: list[str]) -> Iterator[Kind]:
    """Which kinds a name may be of behind these tokens."""
    if given[-2:] == ["STAYS", "IN"]:
        yield Kind.ZONE
        return
    yield from ENDS
    if not given or given == ["ENCRYPTED"]:
        yield Kind.ASSET


def _kinds(form: Form, number: int) -> tuple[Kind, ...]:
    known = _KINDS.get(form, ())
    return known[number] if number < len(known) else ENDS
