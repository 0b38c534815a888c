"""What a person sees in a terminal: Neovim's screen, kept up to date from its redraw events.

The events are those of `:help ui-linegrid`, of which a plain terminal needs four.
"""

from __future__ import annotations

from typing import cast

Batch = list[object]
"""An event's name, and the arguments of each of its calls."""


class Screen:
    """The characters on the screen."""

    def __init__(self, width: int, height: int) -> None:
        self._cells = [[" "] * width for _ in range(height)]

    @property
    def text(self) -> str:
        """All rows, each without the blanks at its end."""
        return "\n".join("".join(row).rstrip() for row in self._cells)

    def redraw(self, batches: list[Batch]) -> None:
        """Take over what one `redraw` notification says."""
        for batch in batches:
            name, *calls = batch
            for call in cast("list[list[int]]", calls):
                if name == "grid_resize":
                    self._resize(width=call[1], height=call[2])
                elif name == "grid_clear":
                    self._resize(width=len(self._cells[0]), height=len(self._cells))
                elif name == "grid_line":
                    self._write(row=call[1], column=call[2], cells=cast("list[list[object]]", call[3]))
                elif name == "grid_scroll":
                    self._scroll(top=call[1], bottom=call[2], left=call[3], right=call[4], rows=call[5])

    def _resize(self, width: int, height: int) -> None:
        self._cells = [[" "] * width for _ in range(height)]

    def _write(self, row: int, column: int, cells: list[list[object]]) -> None:
        for text, *more in cells:  # text, highlight, how often
            for _ in range(cast("int", more[1]) if len(more) > 1 else 1):
                self._cells[row][column] = cast("str", text)
                column += 1

    def _scroll(self, top: int, bottom: int, left: int, right: int, rows: int) -> None:
        before = [row[:] for row in self._cells]
        for row in range(top, bottom):
            if top <= row + rows < bottom:
                self._cells[row][left:right] = before[row + rows][left:right]
