"""`textDocument/semanticTokens/full` and `…/range`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.features.tokens import Colours, Sort
from forewarn.lsp.json_types import Written
from forewarn.lsp.params import document_uri, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.features.tokens import Token
    from forewarn.features.view import View
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document

TYPES = {
    Sort.NAME: "variable",
    Sort.TYPE: "type",
    Sort.CHOICE: "enumMember",
    Sort.REFERENCE_ID: "macro",
    Sort.CLAIM: "keyword",
}
"""What the protocol calls our sorts of words (LSP 3.17, SemanticTokenTypes): names that every theme colours."""


@dataclass(slots=True)
class SemanticTokens:
    """Answers for tokens, with what is known of each open file."""

    _colours: dict[str, Colours] = field(default_factory=dict[str, Colours])
    _shown: dict[str, tuple[Document, list[Token]]] = field(default_factory=dict[str, "tuple[Document, list[Token]]"])

    def full(self, session: Session, params: Json) -> Written | None:
        """The tokens of a file; None where it is not ours."""
        seen = session.view(document_uri(params))
        if seen is None:
            return None
        found = self._of(session, seen).of(seen)
        self._shown[seen.path] = (seen.document, found)
        return _written(session, seen, found)

    def part(self, session: Session, params: Json) -> Written | None:
        """The tokens in a range of lines."""
        seen = session.view(document_uri(params))
        if seen is None:
            return None
        span = session.places.read_span(seen.document, *points(params))
        return _written(session, seen, self._of(session, seen).of(seen, span.start.line, span.end.line))

    def _of(self, session: Session, seen: View) -> Colours:
        for closed in [path for path in self._colours if session.open_text(path) is None]:
            del self._colours[closed]
            self._shown.pop(closed, None)
        return self._colours.setdefault(seen.path, Colours())

    def moved(self, session: Session, path: str) -> bool:
        """Whether the tokens that the editor has of a file are others now, though its text is the same."""
        shown, text = self._shown.get(path), session.open_text(path)
        seen = session.view(text.uri) if shown and text else None
        if shown is None or seen is None or seen.document is not shown[0]:
            return False
        found = self._of(session, seen).of(seen)
        self._shown[path] = (seen.document, found)
        return found != shown[1]


def _written(session: Session, seen: View, found: Sequence[Token]) -> Written:
    """The tokens as numbers, five for each, relative to the one before (LSP 3.17, semantic tokens)."""
    types, modifiers = session.client.token_types, session.client.token_modifiers
    numbers: list[int] = []
    line = column = 0
    for token in found:
        name = TYPES[token.sort]
        if name not in types:
            continue
        start = session.places.units(seen.document, token.span.start)
        length = session.places.units(seen.document, token.span.end) - start
        bits = _bit(modifiers, "declaration", said=token.own) | _bit(modifiers, "deprecated", said=token.old)
        here = token.span.start.line
        numbers += (here - line, start - column if here == line else start, length, types.index(name), bits)
        line, column = here, start
    return Written(f'{{"data":[{",".join(map(str, numbers))}]}}')


def _bit(modifiers: Sequence[str], name: str, *, said: bool) -> int:
    return 1 << modifiers.index(name) if said and name in modifiers else 0
