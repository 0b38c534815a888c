"""What ignore files exclude (gitignore's patterns), with the lines passed over that nobody could match against."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

_MOST_LINES = 5_000
_MOST_STARS = 4
"""In one name. Each further one multiplies the time that a long name takes by its length."""
_STARS = re.compile(r"\*+")


def ignore_spec(lines: Iterable[str]) -> GitIgnoreSpec | None:
    """What `lines` exclude; None if nothing. A line that is no pattern (`!`) excludes nothing, as it does for git."""
    patterns = [line for line in lines if line.strip() and not line.startswith("#") and _is_quick(line)][:_MOST_LINES]
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - costs 7 ms, which a file that is named need not pay

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of brackets in brackets, which whoever checks cannot change
        try:
            return GitIgnoreSpec.from_lines(patterns)
        except (ValueError, re.error):
            return GitIgnoreSpec.from_lines([line for line in patterns if _is_pattern(line)])


def _is_quick(line: str) -> bool:
    return all(len(_STARS.findall(name)) <= _MOST_STARS for name in line.split("/"))


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
