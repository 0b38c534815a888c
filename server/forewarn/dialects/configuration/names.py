"""What files with a configuration are called, and whether they hold one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.text.document import Document

_OF_A_PROJECT = "pyproject.toml"
NAMES = ("forewarn.toml", _OF_A_PROJECT)
"""In the order in which they count in one folder."""
_OUR_TABLE = re.compile(r"""(?m)^[ \t]*\[?[ \t]*["']?tool["']?[ \t]*\.[ \t]*["']?forewarn\b""")


def is_configuration(path: str) -> bool:
    """Whether the name is one that a configuration may have."""
    return path.endswith(NAMES) and PurePosixPath(path).name in NAMES


def is_shared(path: str) -> bool:
    """Whether the file holds other programs' settings as well, and ours in a table of their own."""
    return path.endswith(_OF_A_PROJECT)


def is_meant(path: str, document: Document) -> bool:
    """Whether a file with the name of a configuration holds one: a `pyproject.toml` need not."""
    return not is_shared(path) or _OUR_TABLE.search(document.text) is not None
