"""What people dismissed: findings in which forewarn misread a text, each by its fingerprint, in a file of their own."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forewarn.model.reading import Item
    from forewarn.text.position import Span

NAME = ".forewarn-dismissed"
"""What the file is called. It lies beside the configuration, else at the root of the workspace."""
LENGTH = 16
"""Hexadecimal digits of a fingerprint: that two of a million findings are alike by chance is one in 37 million."""
FORM = re.compile(rf"[0-9a-f]{{{LENGTH}}}")
_MARK = "#"


class Dismissal(NamedTuple):
    """One line: a fingerprint, the rule as it is written there (code or name), and a few words for people.

    `span` is the fingerprint, `line` all of the line with its ending, both in the file's only item.
    """

    fingerprint: str
    rule: str
    words: str
    span: Span
    line: Span


class JudgedDismissal(NamedTuple):
    """A dismissal, judged: whether its rule is `protected`, and else, where all texts were read, matches nothing."""

    dismissal: Dismissal
    item: Item
    protected: bool


def is_dismissals(path: str) -> bool:
    """Whether the name is that of a file with dismissals."""
    return path.endswith(NAME) and PurePosixPath(path).name == NAME


def line_for(fingerprint: str, code: str, words: str) -> str:
    """The line that dismisses a finding, without its ending."""
    return " ".join((fingerprint, code, *words.split()))


def is_remark(line: str) -> bool:
    """Whether a line dismisses nothing and need not: a comment, or blank."""
    return not line.strip() or line.lstrip().startswith(_MARK)
