"""What is dismissed in which text: by the file beside its configuration, else at the root of its workspace."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.analysis.dismissing import dismissed_by, judged, matched
from forewarn.analysis.sieve import Beside
from forewarn.dialects.dismissals import dismissals_in
from forewarn.model.dismissals import NAME, is_dismissals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.analysis.findings import Choice
    from forewarn.analysis.speaking import Standing
    from forewarn.model.dismissals import Dismissal
    from forewarn.model.reading import Reading
    from forewarn.workspace.workspace import Workspace


@dataclass(slots=True)
class Dismissals:
    """The dismissals of a workspace. All files below the folders `whole` that are checked have been read."""

    workspace: Workspace
    whole: tuple[str, ...] = ()
    _by_folder: dict[str, str] = field(default_factory=dict[str, str])
    _there: dict[str, bool] = field(default_factory=dict[str, bool])

    def forget(self) -> None:
        """Look again from now on: files came or went."""
        self._there.clear()
        self._by_folder.clear()

    def path_for(self, path: str) -> str:
        """The file of dismissals that counts for the file `path`, whether it is there or not; empty for no file."""
        if not Path(path).is_absolute():
            return ""
        folder = Path(path).parent.as_posix()
        if folder not in self._by_folder:
            self._by_folder[folder] = (Path(self.workspace.folder_of_settings(path)) / NAME).as_posix()
        return self._by_folder[folder]

    def is_there(self, where: str) -> bool:
        """Whether there is such a file of dismissals: an editor has it open, or it lies on the disk in its folder."""
        source = self.workspace.source
        if where not in self._there:
            self._there[where] = source.exists(where) and source.inside(where, Path(where).parent.as_posix())
        return self._there[where] or self.workspace.file(where) is not None

    def counts(self, path: str) -> bool:
        """Whether the file `path` is one in which dismissals are looked for."""
        return is_dismissals(path) and self.path_for(path) == path

    def lines(self, where: str) -> tuple[Dismissal, ...]:
        """What a file of dismissals holds; nothing if it is not there."""
        reading = self.workspace.reading(where) if where and self.is_there(where) else None
        return dismissals_in(reading) if reading else ()

    def beside(self, path: str, choice: Choice, known: Mapping[str, int]) -> Beside:
        """What keeps findings in a file from being shown. `known` counts by fingerprint what is known of them."""
        file = self.workspace.file(path)
        if file is None:
            return Beside()
        reading = file.reading
        where = self.path_for(path)
        if where == path:
            return Beside(reading.document, known=Counter(known), unused=self._unused(path, reading, choice))
        return Beside(
            reading.document,
            dismissed_by(self.lines(where), choice.protected, self.workspace.book(path)),
            Counter(known),
        )

    def _unused(self, path: str, reading: Reading, choice: Choice) -> tuple[Standing, ...]:
        """What there is to say about the lines of a file of dismissals."""
        lines = dismissals_in(reading)
        used: set[tuple[str, str]] | None = None
        book = self.workspace.book(path)
        if any(Path(path).is_relative_to(folder) for folder in self.whole):
            dismissed = dismissed_by(lines, choice.protected, book)
            used = {
                one
                for other, there in self.workspace.readings().items()
                if self.path_for(other) == path
                for analysis in self.workspace.analyses(other)
                for one in matched(analysis, other, there.document, dismissed)
            }
        return tuple(judged(reading.parts[0].items[0], lines, choice.protected, used, book))
