"""What may follow in a condition that is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.model.conditions.language import begun
from forewarn.model.conditions.terms import Path
from forewarn.model.conditions.vocabulary import Sort, words_of
from forewarn.model.conditions.wrong import Wrong, walked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forewarn.model.conditions.language import Word as Token
    from forewarn.model.conditions.vocabulary import Word
    from forewarn.model.kinds import Kind

_SIGNS = frozenset({"EQUAL", "UNEQUAL", "LEAST", "MOST", "MORE", "LESS", "OPEN", "COMMA"})
_PLAIN = frozenset({"(", ")", "[", "]", ",", "+", "-"})
"""Signs that nobody wants to choose from a list."""
_TEXTS = frozenset({"CONTAINS", "WITH", "MATCHES"})
_YES_NO = ("true", "false")


class Expected(NamedTuple):
    """Something that may follow: the word, what it says, and whether it names a fact."""

    word: str
    about: str
    is_fact: bool = False


def expected(before: str, kind: Kind) -> Iterator[Expected]:
    """What may follow `before`, the beginning of a condition on elements of this kind up to the word that is typed.

    That word may be a path that has begun: `before` then ends with its last dot.
    """
    begin = max(before.rfind(" "), before.rfind("("), before.rfind("[")) + 1
    path = before[begin:].rpartition(".")[0] if before.endswith(".") else ""
    tokens, follow, name = begun(before[:begin] if path else before)
    if name:
        yield from _names(tokens, path, kind)
    if not path:
        yield from (Expected(word, "") for word in follow if word not in _PLAIN)


def facts_after(path: str, kind: Kind) -> Iterator[Expected]:
    """The facts that may follow a path that ends with a dot, or that may stand alone (where `path` is empty)."""
    yield from _facts(_after(path, (kind,)))


def fact(before: str, path: str, kind: Kind) -> Word | None:
    """The fact that a path behind `before`, the beginning of a condition, leads to; None where it is no path."""
    tokens, _, name = begun(before)
    if not name or (tokens and (tokens[-1].name in _SIGNS or tokens[-1].name in _TEXTS)):
        return None
    found = walked(Path(path, 0, len(path)), _kinds(tokens, kind))
    return None if isinstance(found, Wrong) else found[0]


def _names(tokens: Sequence[Token], path: str, kind: Kind) -> Iterator[Expected]:
    """Facts, or the values of the one that is compared."""
    kinds = _kinds(tokens, kind)
    last = tokens[-1].name if tokens else ""
    if last in _TEXTS or (last == "MORE" and len(tokens) > 1 and tokens[-2].name == "RIGHT"):
        return
    if last not in _SIGNS:
        yield from _facts(_after(path, kinds))
        return
    compared = next((token.text for token in reversed(tokens) if token.name == "WORD" and _is_path(tokens, token)), "")
    found = walked(Path(compared, 0, len(compared)), kinds)
    if not isinstance(found, Wrong):
        values = _YES_NO if found[0].sort is Sort.FLAG else found[0].values
        yield from (Expected(value, found[0].about) for value in values)


def _is_path(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a word names the fact that is compared: behind it stands a sign, `in` or `not in`."""
    place = max(number for number, one in enumerate(tokens) if one is token)
    after = tokens[place + 1].name if place + 1 < len(tokens) else ""
    return (after in _SIGNS and after not in ("COMMA", "OPEN")) or after in ("IN", "NOT")


def _kinds(tokens: Sequence[Token], kind: Kind) -> tuple[Kind, ...]:
    """Of which elements it is said: inside the parentheses of `some` and `every` of those that are asked."""
    open_: list[tuple[Kind, ...]] = [(kind,)]
    for number, token in enumerate(tokens):
        if token.name == "LEFT":
            asked = number > 1 and tokens[number - 2].name in ("SOME", "EVERY")
            word = tokens[number - 1].text
            found = walked(Path(word, 0, len(word)), open_[-1]) if asked else None
            open_.append(open_[-1] if found is None or isinstance(found, Wrong) else found[0].kinds or open_[-1])
        elif token.name == "RIGHT" and len(open_) > 1:
            open_.pop()
    return open_[-1]


def _after(path: str, kinds: tuple[Kind, ...]) -> Mapping[str, Word]:
    if not path:
        return words_of(kinds)
    found = walked(Path(path, 0, len(path)), kinds)
    if isinstance(found, Wrong):
        return words_of(kinds) if len(kinds) == 1 and path == kinds[0].value else {}
    return words_of(found[0].kinds) if found[0].sort is Sort.ELEMENTS else found[0].fields


def _facts(found: Mapping[str, Word]) -> Iterator[Expected]:
    return (Expected(name, word.about, is_fact=True) for name, word in found.items())
