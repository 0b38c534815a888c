"""The state of a session: texts, how they were read, and what was found in them. `groups` knows what belongs together.

State changes are synchronous; what is handed out is immutable. A text is either *held* (an editor has it open, or it
was given) or comes from the disk because a model names it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.analysis.choosing import chosen
from forewarn.analysis.findings import EVERYTHING, Choice, Judgement, Placed, entries, judgement
from forewarn.dialects.configuration.names import is_configuration
from forewarn.dialects.recognise import Dialect, Recognition, as_configured, as_rules, recognise
from forewarn.model.configuration import NOTHING_SET
from forewarn.workspace.configurations import Configurations
from forewarn.workspace.dismissals import Dismissals
from forewarn.workspace.files import DISK, Root, root_of
from forewarn.workspace.groups import Groups
from forewarn.workspace.marks import mark_bad_byte
from forewarn.workspace.own_rules import OwnRules
from forewarn.workspace.reading import read_guarded
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forewarn.analysis.baseline import Entry
    from forewarn.analysis.engine import Analysis
    from forewarn.analysis.sieve import LeftOut
    from forewarn.model.configuration import Configuration
    from forewarn.model.reading import Reading
    from forewarn.rules.book import Book
    from forewarn.text.document import Document
    from forewarn.workspace.source import Source


@dataclass(frozen=True, slots=True)
class File:
    """One text as it is now. `held` tells that an editor owns it; `version` is the editor's.

    `seen` is what it was taken for by itself, `recognition` what the configuration makes of that.
    """

    path: str
    reading: Reading
    recognition: Recognition
    held: bool = False
    version: int | None = None
    language: str = ""
    seen: Recognition | None = None


@dataclass(slots=True)
class Workspace:
    """Everything that is known at this moment. Paths are absolute with slashes; URIs that name no file work as well.

    `folder` bounds what is read from the disk; without one each file's own workspace does. `profile` stands in place of
    the configuration's. Texts that no editor holds come from `source`. `known` counts by file and fingerprint the
    findings that are known and not shown.
    """

    today: date = field(default_factory=date.today)
    folder: str | None = None
    profile: str = ""
    source: Source = DISK
    known: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, "Mapping[str, int]"])
    configurations: Configurations = field(init=False)
    dismissals: Dismissals = field(init=False)
    own_rules: OwnRules = field(init=False)
    groups: Groups = field(init=False)
    _files: dict[str, File] = field(default_factory=dict[str, File])
    _roots: dict[str, Root] = field(default_factory=dict[str, Root])

    def __post_init__(self) -> None:
        self.configurations = Configurations(
            self._holds_settings, lambda path: self.folder or root_of(path), self.source
        )
        self.dismissals = Dismissals(self)
        self.own_rules = OwnRules(
            lambda home: self.configurations.last_good(home).own_rules, self.look, self._holds_rules
        )
        self.groups = Groups(self)

    def before(self, source: Source) -> Workspace:
        """A workspace with other texts, on the same day and with the settings that this one has found."""
        then = Workspace(self.today, self.folder, self.profile, source)
        then.configurations = self.configurations.as_they_are()
        then.own_rules = self.own_rules.as_they_are()
        return then

    def aside(self, paths: Iterable[str]) -> Workspace:
        """A workspace of its own with these texts as they are now, in which something can be tried out."""
        apart = Workspace(self.today, self.folder, self.profile, self.source, self.known)
        apart.configurations = self.configurations.as_they_are()
        apart.own_rules = self.own_rules.as_they_are()
        for file in [file for path in sorted(paths) if (file := self._files.get(path))]:
            apart.hold(file.path, file.reading.document, file.version, file.language)
        return apart

    # -- what comes in
    def hold(self, path: str, document: Document, version: int | None = None, language: str = "") -> None:
        """Take over a text, new or changed: an editor opened or edited it."""
        self._set(path, document, held=True, version=version, language=language)
        self.groups.judge_all_with(path)
        self._judge_by_other_rules()

    def release(self, path: str) -> None:
        """An editor closed the text: what is on the disk counts again, if anything needs it."""
        file = self._files.pop(path, None)
        if file is not None and file.recognition.dialect is Dialect.RULES:
            self.own_rules.drop(path)
        for one in self.groups.release(path):
            self._files.pop(one, None)
        self._judge_by_other_rules()

    def load(self, path: str) -> None:
        """Read a file from the disk, unless an editor holds it. Raises UnreadableError."""
        if path not in self._files:
            self._read_from_disk(path)
        self.groups.judge_all_with(path)

    def refresh(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Files changed on the disk, came or went. Gives the files whose findings may have changed."""
        for root in self._roots.values():
            root.forget()
        self.configurations.forget()
        self.dismissals.forget()
        self.own_rules.forget()
        for path in paths:
            there = self._files.get(path)
            if there is None or not there.held:
                self._files.pop(path, None)
        return self.groups.refresh()

    def begin_day(self, today: date) -> None:
        """It is another day: what rests on the day is judged anew."""
        self.today = today
        self.groups.begin_day(today)

    # -- what goes out
    def file(self, path: str) -> File | None:
        """The text as it is now, if it is known."""
        return self._files.get(path)

    def files(self) -> tuple[File, ...]:
        """Every text that is known."""
        return tuple(self._files.values())

    def analyses(self, path: str) -> tuple[Analysis, ...]:
        """The models that the file is part of: one for each model in it, or the one that names it."""
        return self.groups.analyses_with(path)

    def models(self) -> tuple[Analysis, ...]:
        """All models that are known."""
        return self.groups.analyses()

    def findings(self, path: str, choice: Choice = EVERYTHING) -> tuple[Placed, ...]:
        """All findings in the file, in order."""
        return self.judgement(path, choice).findings

    def judgement(self, path: str, choice: Choice = EVERYTHING) -> Judgement:
        """All findings in the file, in order, and how many are left out there."""
        choice = self.choice(path, choice)
        beside = self.dismissals.beside(path, choice, self.known.get(path, {}))
        judged = [judgement(analysis, path, choice, beside) for analysis in self.analyses(path)]
        if len(judged) == 1:
            return judged[0]
        found = sorted((one for each in judged for one in each.findings), key=lambda one: one.order)
        left_out: Counter[LeftOut] = Counter()
        for each in judged:
            left_out.update(each.left_out)
        return Judgement(tuple(found), left_out)

    def entries(self, path: str, choice: Choice = EVERYTHING) -> list[Entry]:
        """What can be known again of the findings in the file, each by itself."""
        choice = self.choice(path, choice)
        beside = self.dismissals.beside(path, choice, self.known.get(path, {}))
        return [entry for one in self.analyses(path) for entry in entries(one, path, choice, beside)]

    def readings(self) -> dict[str, Reading]:
        """How every known text was read, by path."""
        return {path: file.reading for path, file in self._files.items()}

    # -- what is configured
    def configuration_of(self, path: str) -> str | None:
        """The file with the configuration that counts for the file `path`, brought up to date."""
        home = self.configurations.path_for(path)
        if home is not None:
            self.reading(home)
        return home

    def book(self, path: str) -> Book:
        """The rules that count for the file `path`: forewarn's, and those its configuration brings."""
        file = self._files.get(path)
        is_configuration = file is not None and file.recognition.dialect is Dialect.CONFIGURATION
        return self.own_rules.book(path if is_configuration else self.configuration_of(path), path)

    def settings_for(self, path: str) -> Configuration:
        """What the configuration that counts for the file `path` says, as it was last right."""
        return self.configurations.last_good(self.configuration_of(path))

    def recognise(self, path: str, document: Document, language: str = "") -> Recognition:
        """What a text is, and whether it is checked unasked, as its configuration has it."""
        return self._configured(path, recognise(path, document, language))

    def _configured(self, path: str, seen: Recognition) -> Recognition:
        if seen.dialect in (Dialect.CONFIGURATION, Dialect.DISMISSALS):
            return seen
        home = self.configuration_of(path)
        if home is not None and any(path in found for found in self.own_rules.files_of(home).values()):
            return as_rules(seen)
        return as_configured(seen, claims=self.configurations.claims(path, home))

    def choice(self, path: str, asked: Choice = EVERYTHING) -> Choice:
        """Which rules speak in a file. A configuration does not decide what is said about itself, nor a rule file."""
        file = self._files.get(path)
        if file is None or file.recognition.dialect.is_settings:
            return asked
        home = self.configuration_of(path)
        if home is None and not self.profile and self.configurations.elsewhere is NOTHING_SET:
            return asked
        here = [rule for _, rule in self.configurations.ignored(path, home)]
        return chosen(asked, self.configurations.last_good(home), self.book(path), here, self.profile)

    def folder_of_settings(self, path: str) -> str:
        """The folder of the configuration that counts for a file, else the root of its workspace."""
        home = self.configuration_of(path)
        return Path(home).parent.as_posix() if home else self._folder_of(path)

    def _folder_of(self, path: str) -> str:
        return self.folder or root_of(path)

    def _holds_settings(self, path: str) -> bool:
        """Whether a `pyproject.toml` has a table for us."""
        self.reading(path)
        return path in self._files and self._files[path].recognition.claimed

    def is_settings(self, path: str) -> bool:
        """Whether a file says how others are checked."""
        file = self._files.get(path)
        return is_configuration(path) or (file is not None and file.recognition.dialect.is_settings)

    def _holds_rules(self, path: str) -> bool:
        """Whether a file that a configuration names can be read; what was taken for something else is read anew."""
        if self.reading(path) is None:
            return False
        file = self._files[path]
        if file.recognition.dialect is not Dialect.RULES:
            self._set(path, file.reading.document, held=file.held, version=file.version, language=file.language)
        return self._files[path].recognition.dialect is Dialect.RULES

    # -- reading
    def _set(self, path: str, document: Document, *, held: bool, version: int | None, language: str) -> None:
        before = self._files.get(path)
        seen = self._recognise(path, document, language, before)
        recognition = self._configured(path, seen)
        reading = read_guarded(path, recognition.dialect, document, before.reading if before else None)
        self._files[path] = File(path, reading, recognition, held, version, language, seen)
        if recognition.dialect is Dialect.CONFIGURATION:
            from forewarn.dialects.configuration.read import configuration_of  # noqa: PLC0415 - most have none

            self.configurations.keep(path, configuration_of(reading))
            self.own_rules.forget()
        elif recognition.dialect is Dialect.RULES:
            from forewarn.dialects.own_rules.read import defined_in  # noqa: PLC0415 - few have rules of their own

            self.own_rules.keep(path, defined_in(reading))

    def _recognise(self, path: str, document: Document, language: str, before: File | None) -> Recognition:
        """What the text is; the answer of last time where the beginning of the text is the same."""
        if before and before.language == language and before.reading.document.lines[:400] == document.lines[:400]:
            return before.seen or before.recognition
        return recognise(path, document, language)

    def _read_from_disk(self, path: str) -> None:
        text = self.source.read_text(path)
        self._set(path, text.document, held=False, version=None, language="")
        if text.bad_byte is not None:
            file = self._files[path]
            reading = mark_bad_byte(file.reading, text.bad_byte)
            self._files[path] = File(path, reading, file.recognition, seen=file.seen)

    def reading(self, path: str) -> Reading | None:
        """How a file was read, from the disk if nobody did yet; None if it cannot be read."""
        if path not in self._files:
            try:
                self._read_from_disk(path)
            except UnreadableError:
                return None
        return self._files[path].reading

    def _judge_by_other_rules(self) -> None:
        """Judge again what is judged by rules of an organisation's own that changed."""
        if self.own_rules.stirred:
            self.own_rules.stirred = False
            self.groups.judge_by_other_rules()

    def root(self, path: str) -> Root:
        """The workspace that a file belongs to, as it lies on the disk."""
        folder = self._folder_of(path)
        return self._roots.setdefault(folder, Root(folder, self.source))

    def look(self, path: str, pattern: str) -> tuple[str, ...]:
        """The files that `pattern`, written in the file `path`, names."""
        return self.root(path).matches(Path(path).parent.as_posix(), pattern)

    def look_near(self, path: str, wanted: str) -> tuple[str, ...]:
        """Paths, relative to the file `path`, that look much like `wanted`."""
        return self.root(path).near(Path(path).parent.as_posix(), wanted)
