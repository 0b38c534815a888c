"""Who writes changes back into which dialect. A dialect is imported when something is written in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forewarn.model.changes import Change
    from forewarn.model.reading import Part, Reading
    from forewarn.text.edits import TextEdit

    Writer = Callable[[Sequence[Change], Reading, Part], tuple[TextEdit, ...]]


def _native(changes: Sequence[Change], reading: Reading, part: Part) -> tuple[TextEdit, ...]:
    from forewarn.dialects.native.write import write  # noqa: PLC0415 - see above

    return write(changes, reading, part)


def _markdown(changes: Sequence[Change], reading: Reading, part: Part) -> tuple[TextEdit, ...]:
    from forewarn.dialects.markdown.writer import write  # noqa: PLC0415 - see above

    return write(changes, reading, part)


def _configuration(changes: Sequence[Change], reading: Reading, part: Part) -> tuple[TextEdit, ...]:
    from forewarn.dialects.configuration.write import write  # noqa: PLC0415 - see above

    return write(changes, reading, part)


WRITERS: Mapping[str, Writer] = {
    "native": _native,
    "markdown": _markdown,
    "configuration": _configuration,
    "dismissals": _configuration,
    "rules": _configuration,
}
"""By the dialect of the part: what turns changes to it into edits of its file, absolute, sorted, none overlapping."""
