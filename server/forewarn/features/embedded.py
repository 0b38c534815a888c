"""Where native YAML stands in a file: all of a native model, or a fenced block in a Markdown document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.features.view import View
    from forewarn.text.document import Document
    from forewarn.text.position import Position

_OPEN = re.compile(r"^\s{0,3}(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
_OURS = re.compile(r"(?:^|\s)threat-model(?:\s|$)")


def yaml_start(view: View, position: Position) -> int | None:
    """The line at which the native YAML around `position` begins; None where the text is no native YAML."""
    if view.reading.dialect == "native":
        return 0
    if view.reading.dialect != "markdown":
        return None
    opened: tuple[int, str, bool] | None = None
    for number in range(position.line + 1):
        line = view.document.lines[number]
        found = _OPEN.match(line) if "```" in line or "~~~" in line else None
        if not found:
            continue
        if opened is None:
            opened = (number, found["fence"], bool(_OURS.search(found["info"])))
        elif found["fence"].startswith(opened[1]) and not found["info"].strip():
            opened = None
    if opened and opened[2] and opened[0] < position.line:
        return opened[0] + 1
    return None


def is_json(document: Document) -> bool:
    """Whether the text is written as JSON: what is written into it needs quotation marks."""
    return next((line.lstrip("\ufeff \t") for line in document.lines if line.strip("\ufeff \t\r\n")), "").startswith(
        "{"
    )
