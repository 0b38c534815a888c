"""Rules of an organisation's own, as its rule files say them: data, never code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from forewarn.catalog.source import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forewarn.model.conditions import Condition
    from forewarn.model.kinds import Kind

MARKER = "own-rules"
"""The top-level key that marks a rule file."""
SECTION = "rules"
"""The top-level key that holds the rules."""
CODE = re.compile(r"[A-Z][A-Z0-9]{1,19}-[0-9]{1,6}")
"""A prefix of the organisation's own, a hyphen, a number."""
OURS = "FW"
"""What forewarn's own codes begin with."""
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


class Form(StrEnum):
    """What may stand as the value of a field of a rule."""

    NAME = "name"
    CHOICE = "choice"
    CONDITION = "condition"
    MESSAGE = "message"
    TEXT = "text"
    INSERT = "insert"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field that a rule may have."""

    name: str
    form: Form
    about: str
    required: bool
    choices: tuple[str, ...]


@cache
def rule_fields() -> Mapping[str, RuleField]:
    """All fields by name, in the order in which people write them."""
    return {
        name: RuleField(
            name, Form(record.text("is")), record.text("about"), record.flag("required"), record.texts("choices")
        )
        for name, record in read("own-rules").records()
    }


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One rule of an organisation, sound: every condition and every fact in its messages means something.

    `layer` and `severity` are names; an empty severity is the layer's. `ask` is empty where nothing is asked.
    `insert` is the field to offer with its value (an empty value is left to a person), or None.
    """

    code: str
    name: str
    kind: Kind
    when: Condition | None
    require: Condition
    message: str
    ask: str = ""
    layer: str = "completeness"
    severity: str = ""
    fix: str = ""
    insert: tuple[str, str] | None = None
    why: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Defined:
    """One entry of a rule file: its code, the serial of the item it stands in, and its rule where that is sound."""

    code: str
    item: int
    rule: OwnRule | None


@dataclass(frozen=True, slots=True)
class MessagePart:
    """A piece of a message: a text, or (`is_fact`) what stands in braces, which begins at `start` of the message."""

    text: str
    is_fact: bool
    start: int


def message_parts(message: str) -> Iterator[MessagePart]:
    """A message taken apart. A brace that is doubled means itself."""
    at = 0
    for found in _FIELD.finditer(message):
        if found.start() > at:
            yield MessagePart(message[at : found.start()], is_fact=False, start=at)
        if found[1] is None:
            yield MessagePart(found[0][0], is_fact=False, start=found.start())
        else:
            yield MessagePart(found[1], is_fact=True, start=found.start() + 1)
        at = found.end()
    if at < len(message):
        yield MessagePart(message[at:], is_fact=False, start=at)
