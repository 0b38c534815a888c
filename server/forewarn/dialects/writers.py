"""Who writes changes back into which dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects import markdown, native

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forewarn.model.changes import Change
    from forewarn.model.reading import Part, Reading
    from forewarn.text.edits import TextEdit

    Writer = Callable[[Sequence[Change], Reading, Part], tuple[TextEdit, ...]]

WRITERS: Mapping[str, Writer] = {
    "native": native.write,
    "markdown": markdown.write,
}
"""By the dialect of the part: what turns changes to it into edits of its file, absolute, sorted, none overlapping."""
