"""What one model's rules may know of the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.workspace.groups import GroupKey
    from forewarn.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FilesBeside:
    """The files beside the model `key`: see `forewarn.model.facts.Files`. Paths are relative to the item's file."""

    workspace: Workspace
    key: GroupKey

    def exists(self, item: int, path: str) -> bool:
        """Whether the path or pattern names anything."""
        return bool(self.workspace.look(self._home(item), path))

    def near(self, item: int, path: str) -> tuple[str, ...]:
        """Paths that look much like this one."""
        return self.workspace.look_near(self._home(item), path)

    def _home(self, item: int) -> str:
        """The file that holds the item: one of the documents, or else the model's own."""
        for path in self.workspace.groups.documents_of(self.key):
            file = self.workspace.file(path)
            if file and any(one.serial == item for part in file.reading.parts for one in part.items):
                return path
        return self.key[0]
