"""What stands in the files of the workspace that nobody has open: their elements and their diagnostics.

Each model is read by itself, with its documents, while nothing else waits; what was found is kept as the editor will
get it, and what was read is let go. A model that belongs to an open file is not kept here: the session knows it.
"""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forewarn.dialects.configuration.names import is_configuration
from forewarn.dialects.recognise import is_markdown
from forewarn.features.finding import entries
from forewarn.features.view import view
from forewarn.lsp.diagnostics import Diagnostics
from forewarn.lsp.guard import logged
from forewarn.lsp.uris import path_of
from forewarn.model.dismissals import NAME
from forewarn.workspace.source import UnreadableError
from forewarn.workspace.stamps import Stamps, with_those_below
from forewarn.workspace.sweep import Sweep, is_ours
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.features.finding import Entry
    from forewarn.lsp.session import Session
    from forewarn.text.document import Document

_MOMENT = 0.03
"""Seconds that who asks waits for what was not read yet."""
_IGNORING = frozenset({".gitignore", ".ignore", NAME})
"""Files that say what is passed over: other files, or findings."""


class Found(NamedTuple):
    """An element that can be looked for: its kind, its identifier, what a list shows, its model, its place as JSON."""

    kind: str
    name: str
    label: str
    model: str
    range: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one file. `together` are the files of its models, itself included; `array` its diagnostics."""

    found: tuple[Found, ...]
    array: str
    together: frozenset[str]


def found_in(session: Session, document: Document, listed: Iterable[Entry]) -> tuple[Found, ...]:
    """Elements, with their places as the editor counts them."""
    return tuple(
        Found(one.kind.value, one.id, one.label, one.model, session.places.span_text(document, one.span))
        for one in listed
    )


@dataclass(slots=True)
class Unopened:
    """The files of the workspace's folders that are ours and not part of what is open."""

    session: Session
    _sweep: Sweep = field(default_factory=Sweep)
    _kept: dict[str, Kept] = field(default_factory=dict[str, Kept])
    _stamps: Stamps = field(default_factory=Stamps)
    _settings: set[str] = field(default_factory=set[str])
    """Files with rules of an organisation's own, which say something of other files."""

    # -- what comes in
    def begin(self, uris: Iterable[str]) -> None:
        """Look through the folders with these URIs, from the start."""
        paths = (path_of(uri) for uri in uris)
        self._kept.clear()
        self._sweep.begin(dict.fromkeys(path for path in paths if Path(path).is_dir()))

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that are looked through."""
        return self._sweep.folders

    @property
    def done(self) -> bool:
        """Whether nothing is left to be read."""
        return self._sweep.done

    @property
    def looked_at(self) -> int:
        """How many files were looked at so far."""
        return self._sweep.looked_at

    def step(self) -> None:
        """Read one model, or look at a few files."""
        fresh = self._workspace()
        path = self._sweep.next(fresh, (*self._kept, *self.session.workspace.readings()))
        if path is not None:
            with logged(f"{path} could not be read"):
                self._read(fresh, path)
            del fresh
            gc.collect(1)  # a workspace and what it is made of hold each other

    def hurry(self) -> None:
        """Somebody asks for what is read here: read for a moment, as long as nobody notices."""
        until = time.monotonic() + _MOMENT
        while not self.done and time.monotonic() < until:
            self.step()

    def changed(self, paths: Sequence[str]) -> None:
        """Files or folders changed, came or went."""
        paths = with_those_below(paths, self._kept)
        if any(is_configuration(path) or Path(path).name in _IGNORING or path in self._settings for path in paths):
            self._again(self.folders)
            return
        changed, known = set(paths), set(self._kept)
        files = [path for path in paths if not Path(path).is_dir()]
        wanted = list(files)
        for path, kept in list(self._kept.items()):
            if kept.together & changed:
                del self._kept[path]
                wanted.append(path)
        if any(path not in known and self._came_or_went(path) for path in files):
            # What came or went may be a document that a model names by a pattern, or evidence; models are few.
            for path in [path for path in self._kept if not is_markdown(path)]:
                del self._kept[path]
                wanted.append(path)
        if len(files) < len(paths):
            self._again(self.folders, keep=True)
        self._sweep.look_at(wanted)

    def _came_or_went(self, path: str) -> bool:
        """Whether a file was not there before, or is not there now; its text may be of no interest."""
        return self.session.workspace.file(path) is None and self._sweep.came_by(path) is not Path(path).exists()

    def look_at_disk(self) -> None:
        """See whether something changed, for editors that do not watch files."""
        changed = self._stamps.changed({path for kept in self._kept.values() for path in kept.together})
        if changed:
            self.changed(changed)

    def _again(self, folders: Sequence[str], *, keep: bool = False) -> None:
        if not keep:
            self._kept.clear()
        self._sweep.begin(folders)

    # -- what goes out
    def files(self) -> Iterator[tuple[str, Kept]]:
        """What is known of each file that the session does not know."""
        known = self.session.workspace
        for path, kept in self._kept.items():
            if not known.analyses(path):
                yield path, kept

    # -- reading
    def _workspace(self) -> Workspace:
        """A workspace for one model, with the settings of the session."""
        fresh = Workspace()
        fresh.configurations.elsewhere = self.session.workspace.configurations.elsewhere
        return fresh

    def _read(self, fresh: Workspace, path: str) -> None:
        """Read a file with all that belongs to it, and keep what is to be known of it."""
        try:
            fresh.load(path)
        except UnreadableError:
            return

        def document_of(path: str) -> Document | None:
            file = fresh.file(path)
            return file.reading.document if file else None

        diagnostics = Diagnostics(self.session.client, self.session.places, document_of, self.session.uri)
        for one, reading in fresh.readings().items():
            analyses = fresh.analyses(one)
            named = any(analysis.paths[0] != one for analysis in analyses)
            if not analyses or not (named or one == path or is_ours(fresh, one)):
                continue
            seen = view(fresh, one)
            if seen is not None:
                together = frozenset(there for analysis in analyses for there in analysis.paths)
                listed = found_in(self.session, reading.document, entries(seen))
                self._kept[one] = Kept(listed, diagnostics.array(one, seen.findings), together | {one})
        self._settings.update(fresh.own_rules.candidates())
        self._stamps.see(fresh.readings())
