"""`textDocument/diagnostic` and `workspace/diagnostic`: diagnostics for editors that ask for them.

An editor that asks is sent none unasked. What it has already is known by a result id, which is that of the diagnostics
themselves: equal diagnostics are *unchanged*, whatever happened in between.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from forewarn.lsp.json_types import Written, dig
from forewarn.lsp.params import document_uri
from forewarn.lsp.uris import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session
    from forewarn.lsp.unopened import Unopened

_NONE = "[]"


@dataclass(slots=True)
class Pulling:
    """Answers with diagnostics, and what was last given of each open file."""

    unopened: Unopened
    _given: dict[str, str] = field(default_factory=dict[str, str])

    def document(self, session: Session, params: Json) -> Written:
        """The diagnostics of one file: open, or on the disk."""
        path = path_of(document_uri(params))
        session.read()
        if session.open_text(path) is None:
            array = self._on_disk(session, path)
        else:
            array = session.shown_now(path)
            self._given[path] = array
        return Written(f"{{{_report(array, params.get('previousResultId'))}}}")

    def workspace(self, session: Session, params: Json) -> Written:
        """The diagnostics of all files that are ours, and an empty list for those that were and are no more."""
        session.read()
        if not session.client.registers_watchers:
            self.unopened.look_at_disk()
        self.unopened.hurry()
        before = _result_ids(params)
        reports: list[str] = []
        seen: set[str] = set()
        for path, array in self._all(session):
            seen.add(path)
            uri, text = session.uri(path), session.open_text(path)
            version = text.version if text else None
            about = f'"uri":{json.dumps(uri)},"version":{json.dumps(version)}'
            reports.append(f"{{{about},{_report(array, before.get(path))}}}")
        gone = [path for path in before if path not in seen]
        reports += [f'{{"uri":{json.dumps(session.uri(path))},"version":null,{_report(_NONE, None)}}}' for path in gone]
        return Written(f'{{"items":[{",".join(reports)}]}}')

    def moved(self, session: Session, path: str) -> bool:
        """Whether the diagnostics that the editor was given of an open file are others now."""
        given = self._given.get(path)
        if given is None or session.open_text(path) is None:
            self._given.pop(path, None)
            return False
        session.read()
        return session.shown_now(path) != given

    def _all(self, session: Session) -> Iterator[tuple[str, str]]:
        """The diagnostics of every file: as the session knows it, else as it was read from the disk."""
        for path in session.workspace.readings():
            if session.open_text(path) is not None:
                yield path, session.shown_now(path)
            elif session.workspace.analyses(path) and session.is_ours(path):
                yield path, session.diagnostics.array(path, session.workspace.findings(path))
        for path, kept in self.unopened.files():
            yield path, kept.array

    def _on_disk(self, session: Session, path: str) -> str:
        """The diagnostics of a file that nobody has open; none where it is not ours or not read yet."""
        if session.workspace.analyses(path):
            if not session.is_ours(path):
                return _NONE
            return session.diagnostics.array(path, session.workspace.findings(path))
        self.unopened.hurry()
        return next((kept.array for one, kept in self.unopened.files() if one == path), _NONE)


def _report(array: str, previous: object) -> str:
    """The inside of a report: in full, or that nothing changed since the `previous` result."""
    result = blake2b(array.encode(), digest_size=12).hexdigest()
    if previous == result:
        return f'"kind":"unchanged","resultId":"{result}"'
    return f'"kind":"full","resultId":"{result}","items":{array}'


def _result_ids(params: Json) -> Mapping[str, str]:
    """What the client has of each file, by path."""
    listed = params.get("previousResultIds")
    known: Iterable[object] = listed if isinstance(listed, Sequence) and not isinstance(listed, str) else ()
    found: dict[str, str] = {}
    for one in known:
        uri, value = dig(one, "uri"), dig(one, "value")
        if isinstance(uri, str) and isinstance(value, str):
            found[path_of(uri)] = value
    return found
