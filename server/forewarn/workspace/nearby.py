"""Where the model of a design document is usually kept: looked up by name, near the document, without a walk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.workspace.source import Source

_NAME = re.compile(r"(?:^|\.)threat-model\.(?:ya?ml|json)$")
_FOLDERS = ("", "docs", "doc", "security", "docs/security", "threat-models", "design")


def models_near(path: str, root: str, source: Source) -> tuple[str, ...]:
    """Native models by name, in the folders from `path` up to `root` and the usual folders of each, nearest first."""
    found: list[str] = []
    folder = Path(path).parent
    while True:
        for below in _FOLDERS:
            found += _models_in(folder / below, source)
        if folder.as_posix() == root or folder == folder.parent or not folder.is_relative_to(root):
            return tuple(dict.fromkeys(found))
        folder = folder.parent


def _models_in(folder: Path, source: Source) -> list[str]:
    try:
        names = sorted(entry.name for entry in source.entries(folder) if _NAME.search(entry.name) and entry.is_file())
    except OSError:
        return []
    return [(folder / name).as_posix() for name in names]
