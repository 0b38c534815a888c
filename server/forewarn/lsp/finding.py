"""`workspace/symbol`: elements of all files by a part of their names, open or not."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from forewarn.features.finding import best, entries, rank
from forewarn.features.view import view
from forewarn.lsp.errors import Code, RefusalError
from forewarn.lsp.json_types import Written
from forewarn.lsp.symbols import symbol_kind
from forewarn.lsp.unopened import Found, found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.analysis.engine import Analysis
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.lsp.unopened import Unopened
    from forewarn.model.reading import Reading

_MOST = 200
"""So many are shown: nobody reads further, and a longer query finds the rest."""
_LONGEST = 200


class _Known(NamedTuple):
    """The elements of a file, as it was when they were looked for."""

    reading: Reading
    analyses: tuple[Analysis, ...]
    found: tuple[Found, ...]


@dataclass(slots=True)
class Finder:
    """Answers for names, with what is known of each file that is part of what is open."""

    unopened: Unopened
    _known: dict[str, _Known] = field(default_factory=dict[str, "_Known"])

    def answer(self, session: Session, params: Json) -> Written:
        """The best elements for a query."""
        query = params.get("query")
        if not isinstance(query, str):
            raise RefusalError(Code.INVALID_PARAMS, "query is a text")
        session.read()
        if not session.client.registers_watchers:
            self.unopened.look_at_disk()
        self.unopened.hurry()
        ranked: list[tuple[int, str]] = []
        places: list[tuple[str, Found]] = []
        for path, found in (*self._open(session), *((path, kept.found) for path, kept in self.unopened.files())):
            for one in found:
                known = rank(one.label, one.name, query[:_LONGEST])
                if known is not None:
                    ranked.append((known, one.label))
                    places.append((path, one))
        chosen = [places[place] for place in best(ranked, _MOST)]
        return Written(f"[{','.join(_written(session, path, one) for path, one in chosen)}]")

    def _open(self, session: Session) -> Iterator[tuple[str, tuple[Found, ...]]]:
        """The elements of files that are open, and of those that belong to them."""
        before, self._known = self._known, {}
        for path, reading in session.workspace.readings().items():
            analyses = session.workspace.analyses(path)
            if not analyses or not session.is_ours(path):
                continue
            known = before.get(path)
            if known is None or known.reading is not reading or known.analyses != analyses:
                seen = view(session.workspace, path)
                listed = entries(seen) if seen else ()
                known = _Known(reading, analyses, found_in(session, reading.document, listed))
            self._known[path] = known
            yield path, known.found


def _written(session: Session, path: str, one: Found) -> str:
    """A `SymbolInformation`, as JSON."""
    container = f',"containerName":{json.dumps(one.model)}' if one.model else ""
    return (
        f'{{"name":{json.dumps(one.label)},"kind":{symbol_kind(one.kind, session.client.found_kinds)},'
        f'"location":{{"uri":{json.dumps(session.uri(path))},"range":{one.range}}}{container}}}'
    )
