"""What forewarn says of each file by itself, as somebody sees who opens it for the first time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from forewarn.analysis.findings import Placed
    from forewarn.rules.rule import Severity


@dataclass(frozen=True, slots=True)
class Opened:
    """One file: what it was called, how many elements it holds, and what was found in it."""

    path: Path
    elements: int
    findings: tuple[Placed, ...]
    lines: Sequence[str]

    def count(self, *severities: Severity) -> int:
        """How many findings of these severities it has; of any if none is given."""
        return sum(not severities or one.severity in severities for one in self.findings)


def opened(path: Path, today: date) -> Opened:
    """Read one file, alone, on a day."""
    workspace = Workspace(today)
    workspace.load(path.as_posix())
    file = workspace.file(path.as_posix())
    assert file is not None
    elements = sum(
        element.kind is not Kind.MODEL and not element.tells_of
        for part in file.reading.parts
        for element, _ in part.elements()
    )
    return Opened(path, elements, workspace.findings(path.as_posix()), file.reading.document.lines)


@dataclass(slots=True)
class Sort:
    """The files of one sort, and how much is said of them."""

    name: str
    files: list[Opened] = field(default_factory=list[Opened])

    @property
    def elements(self) -> int:
        """The elements of all files."""
        return sum(one.elements for one in self.files)

    @property
    def counts(self) -> list[int]:
        """Findings by file, the fewest first."""
        return sorted(one.count() for one in self.files)

    def of(self, *severities: Severity) -> int:
        """The findings of these severities in all files."""
        return sum(one.count(*severities) for one in self.files)

    def at(self, share: float) -> int:
        """So many findings has the file at this place among all, from 0 to 1: 0.5 is the median."""
        counts = self.counts
        return counts[min(len(counts) - 1, int(share * len(counts)))]

    def per(self, number: int, many: int) -> str:
        """A ratio with two digits; a dash where there is nothing to divide by."""
        return f"{number / many:.2f}" if many else "–"


def by_rule(sorts: Iterable[Sort]) -> dict[str, Counter[str]]:
    """How often each rule speaks in each sort of files."""
    found: dict[str, Counter[str]] = {}
    for sort in sorts:
        for placed in (placed for one in sort.files for placed in one.findings):
            rule = placed.raised.rule
            found.setdefault(f"{rule.code} {rule.name}", Counter())[sort.name] += 1
    return dict(sorted(found.items()))
