"""What a refactoring is, and the sorts there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.text.edits import TextEdit

REWRITE, EXTRACT, MOVE = "refactor.rewrite", "refactor.extract", "refactor.move"
"""What sort of refactoring each is, as the protocol names them (LSP 3.18, CodeActionKind)."""


@dataclass(frozen=True, slots=True)
class Refactoring:
    """Something to be done at a place. `edits` are by file; `creates` is the path of a file that is to be made.

    `text` is what that file holds; where it is empty it is worked out when it is chosen (`refactorings.text_of`).
    """

    title: str
    kind: str
    edits: Mapping[str, Sequence[TextEdit]] = field(default_factory=dict[str, "Sequence[TextEdit]"])
    creates: str = ""
    text: str = ""
