"""Findings as diagnostics: converted once, kept as JSON text, sent past all typed machinery.

Converting 500 diagnostics anew takes longer than judging a keystroke does, so each is written as JSON
once and reused for as long as its finding stays what and where it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.analysis.findings import Placed
from forewarn.analysis.fingerprints import fingerprint
from forewarn.lsp.uris import uri_of
from forewarn.rules.pages import page
from forewarn.rules.rule import Severity
from forewarn.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forewarn.lsp.capabilities import Client
    from forewarn.lsp.places import Places

MOST = 1_000
"""Diagnostics shown of one file: what a person can look through, and editors can draw."""
SOURCE = "forewarn"
_EMPTY = Document.of("")
_LOUDNESS = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFORMATION: 3, Severity.HINT: 4}
"""DiagnosticSeverity (LSP 3.17)."""


_Written = dict[tuple[str, Placed], str]
"""Diagnostics as JSON, by rule and finding."""


@dataclass(slots=True)
class Diagnostics:
    """Writes findings for one client. `document_of` gives the text of a file; `uri` the client's name for it."""

    client: Client
    places: Places
    document_of: Callable[[str], Document | None]
    uri: Callable[[str], str] = uri_of
    _kept: dict[str, _Written] = field(default_factory=dict[str, _Written])

    def publish(self, path: str, version: int | None, found: Sequence[Placed]) -> str:
        """The `textDocument/publishDiagnostics` notification for the file, as JSON."""
        return self.message(path, version, self.array(path, found))

    def message(self, path: str, version: int | None, array: str) -> str:
        """The notification around diagnostics that are written already."""
        numbered = f'"version":{version},' if self.client.diagnostic_versions and version is not None else ""
        return (
            '{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":'
            f'{{"uri":{json.dumps(self.uri(path))},{numbered}"diagnostics":{array}}}}}'
        )

    def array(self, path: str, found: Sequence[Placed]) -> str:
        """The findings of a file as a JSON array, the most serious `MOST` of them if there are more."""
        shown = found
        if len(found) > MOST:
            ranked = sorted(found, key=lambda one: _LOUDNESS[one.severity])[:MOST]
            shown = sorted(ranked, key=lambda one: one.order)
        before = self._kept.get(path, {})
        now: dict[tuple[str, Placed], str] = {}
        written: list[str] = []
        for placed in shown:
            key = (placed.code, placed)
            text = before.get(key)
            if text is None:
                text, keep = self._write(placed)
                if keep:
                    now[key] = text
            else:
                now[key] = text
            written.append(text)
        if len(found) > MOST:
            written.append(_and_more(len(found) - MOST))
        self._kept[path] = now
        return f"[{','.join(written)}]"

    def forget(self, path: str) -> None:
        """The file was closed."""
        self._kept.pop(path, None)

    def one(self, placed: Placed) -> str:
        """One finding as JSON."""
        return self._write(placed)[0]

    def _write(self, placed: Placed) -> tuple[str, bool]:
        """The diagnostic, and whether it holds for as long as the finding does.

        It does not where another line's width in code units is part of it.
        """
        document = self.document_of(placed.path) or _EMPTY
        rule, finding = placed.raised
        keep = True
        parts = [
            f'{{"range":{self.places.span_text(document, placed.span)}',
            f'"severity":{_LOUDNESS[placed.severity]}',
            f'"code":"{rule.code}"',
        ]
        if self.client.diagnostic_links and (address := page(rule)):
            parts.append(f'"codeDescription":{{"href":{json.dumps(address)}}}')
        parts.append(f'"source":"{SOURCE}","message":{json.dumps(placed.message)}')
        if self.client.diagnostic_unused and finding.unused:
            parts.append('"tags":[1]')
        if self.client.diagnostic_related and placed.related:
            related: list[str] = []
            for one in placed.related:
                there = self.document_of(one.path)
                if there is None:
                    continue
                keep = keep and all(there.line(place.line).isascii() for place in one.span)
                location = (
                    f'{{"uri":{json.dumps(self.uri(one.path))},"range":{self.places.span_text(there, one.span)}}}'
                )
                related.append(f'{{"location":{location},"message":{json.dumps(one.message)}}}')
            parts.append(f'"relatedInformation":[{",".join(related)}]')
        if self.client.diagnostic_data:
            parts.append(f'"data":{{"fingerprint":{json.dumps(fingerprint(placed.raised, placed.start, document))}}}')
        return ",".join(parts) + "}", keep


def _and_more(count: int) -> str:
    message = f"There are {count:,} more findings in this file than are shown. `forewarn check` lists all of them."
    nowhere = '{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}'
    return f'{{"range":{nowhere},"severity":3,"source":"{SOURCE}","message":{json.dumps(message)}}}'
