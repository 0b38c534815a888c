"""Text on its way to the terminal, a file or the next program."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.cli.jsonify import Json

_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of signs that a terminal obeys instead of showing them, or that end a line."""


class NoOutputError(Exception):
    """Standard output takes nothing: a full disk, a closed file. The message is the reason."""


def write(lines: Iterable[str]) -> None:
    """Write lines to standard output. Whoever reads them may leave early, as `head` does; that is no failure."""
    _put("".join(f"{line}\n" for line in lines))


def write_json(value: Json) -> None:
    """Write a value as one line of JSON; in ASCII where standard output is no UTF-8."""
    ascii_only = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
    _put(json.dumps(value, ensure_ascii=ascii_only) + "\n")


def tell(line: str) -> None:
    """One line on standard error, for what could not be done."""
    print(f"forewarn: {harmless(line)}", file=sys.stderr)


def harmless(text: str) -> str:
    """`text` with the signs that a terminal would obey replaced, so that a model cannot write to it (ECMA-48)."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _put(text: str) -> None:
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        # What the terminal's encoding lacks, and bytes of file names that are no text, are shown by their number.
        reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _close()
    except OSError as error:
        _close()
        raise NoOutputError((error.strerror or type(error).__name__).lower()) from error


def _close() -> None:
    """Nothing more is written: Python flushes once more at its end, and there is nobody to flush to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
