"""One statement of a Mermaid diagram, parsed by the grammar `grammars/mermaid.lark`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.grammars import grammar

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

FLOW, SEQUENCE, C4 = "flow", "sequence", "c4"
"""The sorts of diagrams, and the rules that their statements begin at."""
_CUTS = 6
"""So often at most a statement that cannot be parsed is shortened and tried again."""
_LONGEST = 4_000
"""Statements of more characters are no diagram that a person drew."""
_LAST_WORD = re.compile(r"\s*\S*$")


class Word(NamedTuple):
    """A token: its name in the grammar, its text, and where it begins in the statement."""

    name: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the statement."""
        return self.start + len(self.text)


class Phrase(NamedTuple):
    """A rule of the grammar with what it consists of."""

    name: str
    parts: tuple[Phrase | Word, ...]

    def words(self, *names: str) -> tuple[Word, ...]:
        """Its own tokens of these names, all of them if none is given."""
        return tuple(one for one in self.parts if isinstance(one, Word) and (not names or one.name in names))

    def word(self, *names: str) -> Word | None:
        """The first of its own tokens of these names."""
        return next(iter(self.words(*names)), None)

    def phrases(self, name: str) -> tuple[Phrase, ...]:
        """The rules of this name in it."""
        return tuple(one for one in self.parts if isinstance(one, Phrase) and one.name == name)


@cache
def _parser(sort: str) -> Lark:
    from lark import Lark  # noqa: PLC0415 - costs 35 ms, which only a document with a diagram pays

    return Lark(grammar("mermaid"), parser="lalr", start=sort, maybe_placeholders=False)


@lru_cache(maxsize=8192)
def statement(sort: str, text: str) -> Phrase | None:
    """Parse one statement. Of one that is half typed, as much as makes sense; None where nothing does."""
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415 - see above

    if len(text) > _LONGEST:
        return None
    tried = text
    for _ in range(_CUTS):
        if not tried.strip():
            return None
        try:
            tree: Tree[Token] = _parser(sort).parse(tried)  # pyright: ignore[reportUnknownMemberType] - lark is half typed
            return _phrase(tree)
        except UnexpectedInput as error:
            place = getattr(error, "pos_in_stream", None)
            known = tried[:place] if isinstance(place, int) and 0 <= place < len(tried) else tried
            tried = known.rstrip() if len(known.rstrip()) < len(tried.rstrip()) else _LAST_WORD.sub("", known.rstrip())
    return None


def _phrase(tree: Tree[Token]) -> Phrase:
    parts: list[Phrase | Word] = []
    for child in tree.children:
        if hasattr(child, "children"):
            parts.append(_phrase(child))  # type: ignore[arg-type]
        else:
            parts.append(Word(child.type, str(child), child.start_pos or 0))  # type: ignore[union-attr]
    return Phrase(str(tree.data), tuple(parts))
