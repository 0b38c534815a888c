"""The cases of the YAML test suite, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIGNS = {"␣": " ", "»": "\t", "↵": "", "∎": "", "⇔": "\ufeff", "←": "\r"}


class Case(NamedTuple):
    """One case: the file's name and its number in the file, and the text."""

    name: str
    text: str


def valid_cases(folder: Path) -> Iterator[Case]:
    """The cases that are well-formed YAML 1.2, from the suite's `src` folder."""
    for path in sorted(folder.glob("*.yaml")):
        inherited: dict[str, object] = {}
        for number, case in enumerate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)):
            inherited = {**inherited, **case}
            if not inherited.get("fail"):
                yield Case(f"{path.stem}-{number}", _decoded(str(inherited["yaml"])))


def _decoded(written: str) -> str:
    """The text that `written` stands for (the suite's README: signs for what one cannot see)."""
    written = written.removesuffix("∎\n")
    for dashes in ("————»", "———»", "——»", "—»"):
        written = written.replace(dashes, "\t")
    for sign, character in _SIGNS.items():
        written = written.replace(sign, character)
    return written
