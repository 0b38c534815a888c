"""Several files of one workspace, on the disk and held as an editor holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.features.view import View, view
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from forewarn.text.position import Position
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from forewarn.text.edits import TextEdit


@dataclass(frozen=True)
class Held:
    """Files by their names in a folder."""

    workspace: Workspace
    folder: str
    texts: Mapping[str, str]

    @staticmethod
    def of(texts: Mapping[str, str], folder: Path) -> Held:
        """Write the files and read them together."""
        (folder / ".git").mkdir(exist_ok=True)
        workspace, home = Workspace(), folder.as_posix()
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        for name, text in texts.items():
            workspace.hold(f"{home}/{name}", Document.of(text))
        return Held(workspace, home, texts)

    def at(self, name: str, words: str) -> tuple[View, Position]:
        """The view of a file, and the place in it where `¦` marks the cursor in these words."""
        before, _, after = words.partition("¦")
        text = self.texts[name]
        assert text.count(before + after) == 1, f"{before + after!r} is there {text.count(before + after)} times"
        return self.view(name), position_at(text, text.index(before + after) + len(before))

    def view(self, name: str) -> View:
        """The view of a file."""
        seen = view(self.workspace, f"{self.folder}/{name}")
        assert seen is not None
        return seen

    def edited(self, edits: Mapping[str, Sequence[TextEdit]]) -> dict[str, str]:
        """The texts of all files after these edits."""
        made = {path.removeprefix(f"{self.folder}/"): those for path, those in edits.items()}
        assert made.keys() <= self.texts.keys()
        return {name: apply_edits(Document.of(text), made.get(name, ())).text for name, text in self.texts.items()}


def position_at(text: str, offset: int) -> Position:
    """The position of an offset."""
    lines = Document.of(text[:offset]).lines
    return Position(len(lines) - 1, len(lines[-1]))
