"""What JSON can be, as types, and a way to look into it that does not trust its shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

JsonValue: TypeAlias = "Mapping[str, JsonValue] | Sequence[JsonValue] | str | int | float | bool | None"
Json: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Written:
    """JSON that is written already."""

    text: str


def dig(value: JsonValue, *names: str) -> JsonValue:
    """The value that `names` lead to; None where there is no such thing."""
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def says_yes(value: JsonValue, *names: str) -> bool:
    """Whether the value that `names` lead to is `true`."""
    return dig(value, *names) is True


def strings(value: JsonValue, *names: str) -> tuple[str, ...]:
    """The texts in the list that `names` lead to; what is no text is left out."""
    found = dig(value, *names)
    if isinstance(found, str) or not isinstance(found, Sequence):
        return ()
    return tuple(one for one in found if isinstance(one, str))
