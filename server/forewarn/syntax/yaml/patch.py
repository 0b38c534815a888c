"""A slice in the course of being mended: its shadow, and the problems that were found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.yaml.lines import BLANKS, Next, indentation, next_content
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.syntax.yaml.shadow import Shadow


@dataclass(slots=True)
class Patch:
    """`shadow` is changed line by line. Lines and columns given to methods are the shadow's as it is then."""

    shadow: Shadow
    problems: list[Problem] = field(default_factory=list[Problem])

    @property
    def lines(self) -> list[str]:
        """The lines as they are now."""
        return self.shadow.lines

    def following(self, number: int) -> Next:
        """The next line with content below line `number`."""
        return next_content(self.shadow.lines, number + 1, len(self.shadow.lines))

    def between(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        """The span in the item from one line and column to another."""
        return Span(Position(start[0], self.shadow.column(*start)), Position(end[0], self.shadow.column(*end)))

    def report(
        self, line: int, start: int, end: int, message: str, mend: tuple[int, int, str] | None = None, title: str = ""
    ) -> None:
        """Report columns `start` to `end` of a line; `mend` is columns of that line and their new text."""
        change = (self.between((line, mend[0]), (line, mend[1])), mend[2]) if mend is not None else None
        span = self.between((line, start), (line, end))
        self.problems.append(Problem(ProblemKind.SYNTAX, span, message, change, title))

    def drop(self, number: int, message: str) -> int:
        """Take a line out of the text and say why. Its number."""
        line = self.lines[number]
        start = len(line) - len(line.lstrip(BLANKS))
        self.report(number, start, len(line.rstrip(BLANKS)), message)
        self.shadow.blank(number)
        return number

    def slip(self, number: int, width: int) -> None:
        """Read a line as if it were indented by `width`, and say so."""
        line = self.lines[number]
        message = f"This line is indented by {indentation(line)}, where {width} would fit the lines around it."
        start = len(line) - len(line.lstrip(" \t"))
        mend = (0, start, " " * width)
        self.report(number, start, len(line.rstrip(BLANKS)), message, mend, f"Indent by {width}")
        self.shadow.indent(number, width)

    def untab(self, number: int, width: int) -> None:
        """Read the blanks that a line begins with, among them a tab, as `width` spaces, and say so."""
        line = self.lines[number]
        lead = len(line) - len(line.lstrip(" \t"))
        message = "YAML is indented with spaces; this line begins with a tab."
        self.report(number, 0, lead, message, (0, lead, " " * width), "Indent with spaces")
        self.shadow.indent(number, width)
