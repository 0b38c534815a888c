"""What a feature sees: one file at one moment, with the models it belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.analysis.stage import LAID_ASIDE
from forewarn.model import defaults
from forewarn.model.configuration import NOTHING_SET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forewarn.analysis.engine import Analysis
    from forewarn.analysis.findings import Placed
    from forewarn.model.configuration import Configuration
    from forewarn.model.elements import Element
    from forewarn.model.reading import Item, Part, Reading
    from forewarn.text.document import Document
    from forewarn.text.position import Position
    from forewarn.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class View:
    """One file as it is now. `analyses` are the models it is part of, `readings` all known texts by path.

    `models` are all models that are known, `look` gives the files that a path, written in a file, names: inside the
    workspace only. `dismissals` is the file in which findings here are dismissed, whether it is there or not, and empty
    for what is no file; `protected` are the rules (codes) that are neither waived nor dismissed.
    """

    path: str
    reading: Reading
    analyses: tuple[Analysis, ...]
    findings: tuple[Placed, ...]
    readings: Mapping[str, Reading]
    models: tuple[Analysis, ...]
    look: Callable[[str, str], tuple[str, ...]]
    dismissals: str
    protected: frozenset[str]

    @property
    def settings(self) -> Configuration:
        """What an organisation decided for the models in this file."""
        return self.analyses[0].index.settings if self.analyses else NOTHING_SET

    @property
    def document(self) -> Document:
        """The file's text."""
        return self.reading.document

    def item_at(self, position: Position) -> tuple[Part, Item, int] | None:
        """The item that holds the line of `position`, its part, and its first line."""
        for part in self.reading.parts:
            for item, start in zip(part.items, part.starts, strict=True):
                if start <= position.line < start + item.line_count:
                    return part, item, start
        return None

    def understood_at(self, position: Position) -> tuple[Item, int] | None:
        """The item that holds the line of `position`, with what other files say of it, and its first line."""
        found = self.item_at(position)
        if found is None:
            return None
        part, item, start = found
        analysis = self.analysis_of(part)
        return (analysis.item(part, item) if analysis else item), start

    def understood_in(self, part: Part, first: int, last: int) -> Iterator[tuple[Element, int]]:
        """The elements of the items on these lines, with what other files say of them, and the items' first lines."""
        analysis = self.analysis_of(part)
        items = analysis.items(part) if analysis else part.items
        begin = max(bisect_right(part.starts, first) - 1, 0)
        for number in range(begin, bisect_left(part.starts, last + 1)):
            for element in items[number].elements:
                yield element, part.starts[number]

    def analysis_of(self, part: Part) -> Analysis | None:
        """The model that `part` of this file belongs to."""
        return next((analysis for analysis in self.analyses if part in analysis.parts), None)

    def element_at(self, position: Position) -> tuple[Element, int] | None:
        """The smallest element around `position`, and the first line of its item."""
        found = self.item_at(position)
        if found is None:
            return None
        _, item, start = found
        here = position.down(-start)
        around = [element for element in item.elements if element.span.holds(here)]
        return (max(around, key=lambda element: element.span.start), start) if around else None


def is_silent(analysis: Analysis) -> bool:
    """Whether nobody works on a model any more, so that nothing is said of how it stands."""
    return defaults.stage(analysis.whole.facts).value in LAID_ASIDE


def view(workspace: Workspace, path: str) -> View | None:
    """The view of a known file, or None."""
    file = workspace.file(path)
    if file is None:
        return None
    return View(
        path,
        file.reading,
        workspace.analyses(path),
        workspace.findings(path),
        workspace.readings(),
        workspace.models(),
        workspace.look,
        workspace.dismissals.path_for(path),
        workspace.choice(path).protected,
    )
