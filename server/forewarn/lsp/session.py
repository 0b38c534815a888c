"""The state of one conversation: what is open, what is known of it, what the editor was told.

Texts change at once; they are read and judged when somebody asks or when nothing else waits, the newest version only.
Every version that settles is published once, also when nothing changed, so that an editor knows how far we are.
"""

from __future__ import annotations

import gc
import logging
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from forewarn.analysis.settling import PAUSE
from forewarn.dialects.recognise import Dialect
from forewarn.features.view import View, view
from forewarn.lsp.diagnostics import Diagnostics
from forewarn.lsp.guard import logged
from forewarn.lsp.places import Places
from forewarn.lsp.texts import OpenText, Touched, sound
from forewarn.lsp.thought import TICK, Thought, absences, item_around
from forewarn.lsp.uris import path_of, uri_of
from forewarn.model.dismissals import is_dismissals
from forewarn.text.document import Document
from forewarn.workspace.stamps import Stamps, with_those_below
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from forewarn.analysis.findings import Placed
    from forewarn.lsp.capabilities import Client
    from forewarn.lsp.json_types import JsonValue
    from forewarn.model.configuration import Configuration

_log = logging.getLogger(__name__)


class Clock(Protocol):
    """The part of an event loop that is needed here."""

    def time(self) -> float:
        """Seconds since some moment."""
        ...

    def call_later(self, delay: float, callback: Callable[[], None], /) -> object:
        """Call after so many seconds."""
        ...


@contextmanager
def _made_to_stay() -> Generator[None]:
    """What is made now stays as long as the document is open: no search for garbage need look at it, now or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@dataclass(slots=True)
class _Told:
    """What the editor was last told of a file."""

    array: str
    shown: tuple[Placed, ...]


@dataclass(slots=True)
class Session:
    """All that is open. `send` takes a message written as JSON."""

    client: Client
    send: Callable[[str], None]
    clock: Clock
    workspace: Workspace = field(default_factory=Workspace)
    day: Callable[[], date] = date.today
    """What day it is: a session may last for days."""
    _open: dict[str, OpenText] = field(default_factory=dict[str, OpenText])
    _unread: dict[str, list[Touched]] = field(default_factory=dict[str, list[Touched]])
    _fresh: set[str] = field(default_factory=set[str])
    _due: set[str] = field(default_factory=set[str])
    _new_versions: set[str] = field(default_factory=set[str])
    _ours: dict[str, Dialect] = field(default_factory=dict[str, Dialect])
    _told: dict[str, _Told] = field(default_factory=dict[str, _Told])
    _thought: Thought | None = None
    _waits: bool = False
    _stamps: Stamps = field(default_factory=Stamps)
    moved: Callable[[str], None] | None = None
    """Told of an open file that was not edited, after something that it may depend on was."""
    left: Callable[[Sequence[str]], None] | None = None
    """Told of files that nobody has open, after they changed, or after what they belong to was closed."""
    places: Places = field(init=False)
    diagnostics: Diagnostics = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places(self.client.encoding)
        self.diagnostics = Diagnostics(self.client, self.places, self.document, self.uri)

    # -- what the editor does
    def open(self, uri: str, language: str, version: int | None, text: str) -> None:
        """A document was opened."""
        path = path_of(uri)
        self._open[path] = OpenText(uri, path, language, version, Document.of(sound(text)))
        self._unread[path] = []
        self._fresh.add(path)
        self._told.pop(path, None)

    def change(self, uri: str, version: int | None, changes: JsonValue) -> None:
        """A document was edited. Raises MalformedError; a document that is not open is left alone."""
        path = path_of(uri)
        if path not in self._open:
            _log.error("%s was changed, and is not open", uri)
            return
        self._open[path], touched = self._open[path].changed(version, changes, self.client.encoding)
        self._unread.setdefault(path, []).extend(touched)

    def save(self, uri: str) -> None:
        """A document was saved: the thought is at its end, and other files may have been written beside it."""
        path = path_of(uri)
        if path in self._open:
            self.read()
            self._end_thought()
            self._ours.pop(path, None)
            self.changed_on_disk([path])
            self._due.add(path)

    def close(self, uri: str) -> None:
        """A document was closed: its diagnostics go, and what is on the disk counts again for the others."""
        path = path_of(uri)
        if self._open.pop(path, None) is None:
            return
        if self._thought and self._thought.path == path:
            self._thought = None
        self._unread.pop(path, None)
        self._ours.pop(path, None)
        self._due.discard(path)
        self._fresh.discard(path)
        self._new_versions.discard(path)
        neighbours = self._neighbours(path)
        together = {one for analysis in self.workspace.analyses(path) for one in analysis.paths}
        if self.workspace.file(path):
            self.workspace.release(path)
        if self._told.pop(path, None) and not self.client.pulls_diagnostics:
            self.send(self.diagnostics.message(path, None, "[]"))
        self.diagnostics.forget(path)
        self._due.update(self._open if is_dismissals(path) else neighbours)
        gc.unfreeze()
        if self.left:
            self.left((path, *together - {path}))

    def changed_on_disk(self, paths: Sequence[str]) -> None:
        """Files changed, came or went."""
        self.read()
        settings = any(self.workspace.is_settings(path) for path in paths)
        self.workspace.refresh(paths)
        if settings:
            self._ours.clear()
        for path, text in self._open.items():
            # A document that stood alone may belong to a model now.
            self.workspace.hold(path, text.document, text.version, text.language)
            self._due.add(path)
        if self.left:
            self.left(paths)

    def files_changed(self, uris: Sequence[str]) -> None:
        """The editor tells that files changed, came or went."""
        self.changed_on_disk(with_those_below((path_of(uri) for uri in uris), self.workspace.readings()))

    @property
    def has_open(self) -> bool:
        """Whether a document is open."""
        return bool(self._open)

    def look_at_disk(self) -> None:
        """See whether a file that is known changed, or a folder around one: for editors that do not watch files."""
        changed = self._stamps.changed(self._on_disk(), tuple(self._open))
        if changed:
            self.changed_on_disk(changed)
        if changed or self.day() != self.workspace.today:
            self.settle()

    def _on_disk(self) -> list[str]:
        """The files that are known and not open, and where settings for those that are open may come to be."""
        known = [path for path in self.workspace.readings() if path not in self._open]
        settings = [one for path in self._open for one in self.workspace.configurations.candidates(path)]
        settings += [one for path in self._open if (one := self.workspace.dismissals.path_for(path))]
        settings += self.workspace.own_rules.candidates()
        return list(dict.fromkeys((*known, *(one for one in settings if one not in self._open))))

    # -- what the editor is told
    def settle(self) -> None:
        """Judge what changed and publish what is due: called when nothing else waits."""
        self.read()
        while self._due:
            path = self._due.pop()
            with logged(f"the findings in {path} could not be published"):
                self._publish(path)

    def read(self) -> None:
        """Bring what is known up to the texts that are open, and to the day that it is."""
        today = self.day()
        if today != self.workspace.today:
            self.workspace.begin_day(today)
            self._due.update(self._open)
        while self._unread:
            path, touched = self._unread.popitem()
            text = self._open[path]
            fresh = path in self._fresh
            self._fresh.discard(path)
            if fresh:
                self._stamps.see((), (path,))  # before its model is judged: what is written from now on counts
            goes_on = self._thought and self._thought.goes_on(path, touched, self.clock.time())
            with _made_to_stay() if fresh else nullcontext():
                with logged(f"{path} could not be judged"):
                    self.workspace.hold(path, text.document, text.version, text.language)
                if fresh:
                    self._stamps.see(self._on_disk())
            if touched:
                self._think(path, touched[-1].line, goes_on=bool(goes_on))
            self._due.add(path)
            self._new_versions.add(path)
            for other in self._neighbours(path):
                self._due.add(other)
            if self.workspace.is_settings(path):
                self._settings_changed()
            elif is_dismissals(path):
                self._due.update(self._open)

    def _settings_changed(self) -> None:
        """A configuration was read: any open file may be judged otherwise, or be ours no more."""
        self._ours.clear()
        for path, text in self._open.items():
            if path not in self._unread:
                self.workspace.hold(path, text.document, text.version, text.language)
            self._due.add(path)

    def configure(self, configuration: Configuration) -> None:
        """The editor says what holds where no configuration lies."""
        if configuration != self.workspace.configurations.elsewhere:
            self.read()
            self.workspace.configurations.elsewhere = configuration
            self._settings_changed()

    def view(self, uri: str) -> View | None:
        """The document as it is now, if it is open and ours. Who asks gets to see what is held back, too."""
        path = path_of(uri)
        self.read()
        if path not in self._open or not self.is_ours(path):
            return None
        return view(self.workspace, path)

    def open_text(self, path: str) -> OpenText | None:
        """The text that the editor has open under this path."""
        return self._open.get(path)

    def document(self, path: str) -> Document | None:
        """The text of a known file."""
        file = self.workspace.file(path)
        return file.reading.document if file else None

    def uri(self, path: str) -> str:
        """The editor's name for a file."""
        text = self._open.get(path)
        return text.uri if text else uri_of(path)

    # -- publishing
    def _publish(self, path: str) -> None:
        """Tell the editor: always for a new version, else only where something changed."""
        text, new_version = self._open.get(path), path in self._new_versions
        self._new_versions.discard(path)
        if text is None:
            return
        if self.moved and not new_version:
            self.moved(path)
        if self.client.pulls_diagnostics:
            return  # it asks by itself after an edit, and else where it is told to
        if not self.is_ours(path):
            if self._told.pop(path, None):
                self.send(self.diagnostics.message(path, text.version, "[]"))
            return
        before = self._told.get(path)
        array = self.shown_now(path)
        if new_version or before is None or before.array != array:
            self.send(self.diagnostics.message(path, text.version, array))

    def shown_now(self, path: str) -> str:
        """The diagnostics of an open file as the editor is to show them at this moment, written as JSON."""
        if not self.is_ours(path):
            return "[]"
        shown, held = self._shown(path, self.workspace.findings(path))
        array = self.diagnostics.array(path, shown)
        self._told[path] = _Told(array, shown)
        if held and self._thought and not self._waits:
            self._waits = True
            self.clock.call_later(self._thought.until - self.clock.time(), self._look_up)
        return array

    def is_ours(self, path: str) -> bool:
        """Whether the file is checked. What was ours stays so until it is saved, however it is taken apart."""
        file = self.workspace.file(path)
        if file is None:
            return False
        dialect = file.recognition.dialect
        if file.recognition.settled:
            return file.recognition.claimed
        if self._ours.get(path) is dialect:
            return True
        if dialect is Dialect.MARKDOWN:
            named = any(analysis.paths[0] != path for analysis in self.workspace.analyses(path))
            from forewarn.dialects.markdown import claims  # noqa: PLC0415 - loaded only where there is Markdown

            ours = named or bool(claims(path, file.reading.document))
        else:
            ours = file.recognition.claimed
        if ours:
            self._ours[path] = dialect
        return ours

    def _neighbours(self, path: str) -> set[str]:
        """The other open files of the models that the file is part of."""
        together = {one for analysis in self.workspace.analyses(path) for one in analysis.paths}
        return {one for one in together if one != path and one in self._open}

    # -- thoughts
    def _shown(self, path: str, found: tuple[Placed, ...]) -> tuple[tuple[Placed, ...], bool]:
        """What of `found` is shown now, and whether something is held back."""
        thought = self._thought
        held = thought.holds_back(found) if thought and thought.path == path else ()
        return (tuple(one for place, one in enumerate(found) if place not in held), True) if held else (found, False)

    def _think(self, path: str, line: int, *, goes_on: bool) -> None:
        """An edit that ended on `line` was read."""
        file, thought = self.workspace.file(path), self._thought
        if not goes_on:
            self._end_thought()
        around = item_around(file.reading, line) if file else None
        if around is None:
            return
        item, first = around
        told = self._told.get(path)
        before = thought.before if thought and goes_on else absences(told.shown if told else ())
        until = self.clock.time() + PAUSE
        self._thought = Thought(path, item.serial, first, first + item.line_count - 1, before, until)

    def _end_thought(self) -> None:
        if self._thought:
            self._due.add(self._thought.path)
        self._thought = None

    def _look_up(self) -> None:
        """A pause that something was held back for may be over."""
        self._waits = False
        if self._thought is None:
            return
        left = self._thought.until - self.clock.time()
        if left > TICK:
            self._waits = True
            self.clock.call_later(left, self._look_up)
            return
        self._end_thought()
        self.settle()
