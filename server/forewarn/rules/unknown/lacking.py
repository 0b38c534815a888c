"""Which sections a document lacks that lists threats and handles something sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from forewarn.model.facts import Facts

_ASKED = (Kind.ASSET, Kind.MITIGATION, Kind.ASSUMPTION)
"""Threats are asked for by FW108."""
_ANSWERS = ("decision", "status")


def lacking(facts: Facts) -> tuple[Kind, ...]:
    """The kinds of which a document has neither a section nor anything else; none where it is not asked.

    It is asked where it is long, lists some threats, and tells of something sensitive.
    """
    if facts.few(Kind.THREAT) or not facts.is_long or not facts.handles_something_sensitive:
        return ()
    found = tuple(kind for kind in _ASKED if not facts.any(kind) and not facts.any_section(_topic(kind)))
    if Kind.MITIGATION in found and any(facts.any_field(Kind.THREAT, name) for name in _ANSWERS):
        return tuple(kind for kind in found if kind is not Kind.MITIGATION)
    return found


def _topic(kind: Kind) -> str:
    return schema().kinds[kind].section
