"""What a reader could not read, said where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.text.position import Span


class ProblemKind(StrEnum):
    """Why a place could not be read."""

    SYNTAX = "syntax"
    """The text breaks the rules of its language."""
    DUPLICATE_KEY = "duplicate-key"
    """A mapping has this key twice; the first one counts."""
    SHAPE = "shape"
    """The text is well-formed, but a list stands where a mapping is read, or the like."""
    NOT_READ = "not-read"
    """The format is known by sight, but not read yet."""
    ENCODING = "encoding"
    """Bytes that are no text."""
    LIMIT = "limit"
    """The text is larger or deeper than forewarn reads."""
    SETTING = "setting"
    """A configuration says what it cannot say."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that could not be read.

    `span` is relative to the item it stands in. `message` is a full sentence for the author. `mend`, where there is
    one, is the smallest change that would make the place readable: replace `mend[0]` (a span like `span`) by `mend[1]`.
    `known` are the words that may stand there instead of `word`, where the place holds a word out of a list.
    """

    kind: ProblemKind
    span: Span
    message: str
    mend: tuple[Span, str] | None = None
    mend_title: str = ""
    word: str = ""
    known: tuple[str, ...] = ()
