"""Identifiers that are numbered: T1, T2, T3 are one series, M-001 and M-002 another."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"([A-Za-z].*?)(\d{1,9})", re.DOTALL)


def series_of(name: str) -> str:
    """What an identifier begins with before its number: `T` of `T12`, `M-` of `M-003`; empty where it has none."""
    found = _NUMBERED.fullmatch(name)
    return found[1] if found else ""


def number_of(name: str) -> str:
    """The digits that a numbered identifier ends with, zeros included; empty where it has none."""
    return name[len(series_of(name)) :] if series_of(name) else ""
