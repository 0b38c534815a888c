"""The settings there are: the single source for validation, the reference page, and the settings of editors.

They are data: `catalog/data/configuration.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.source import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.catalog.source import Record


class Shape(StrEnum):
    """What may stand as the value of a setting."""

    TEXT = "text"
    FLAG = "flag"
    DAYS = "days"
    CHOICE = "choice"
    RULES = "rules"
    GLOBS = "globs"
    FILES = "files"
    TEXTS = "texts"
    COMPONENT_TYPES = "component-types"
    RECORD = "record"
    TABLE = "table"


class Keys(StrEnum):
    """What the keys of a table are."""

    RULE = "rule"
    GLOB = "glob"
    SEVERITY = "severity"
    MITIGATION_TYPE = "mitigation-type"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `fields` are those of a record; `keys` and `of` tell what a table holds.

    `default` says in words what holds without it, `example` is TOML (JSON where only editors say it), `later` that no
    rule uses it yet. `most` bounds a number of days, `some` wants one entry at least. `editors` says that no file holds
    it, and each person chooses in their editor; `usual` is what a flag is without it.
    """

    name: str
    shape: Shape
    about: str
    default: str
    example: str
    later: bool
    choices: tuple[str, ...]
    fields: Mapping[str, Setting]
    keys: Keys | None
    of: Setting | None
    most: int | None
    some: bool
    editors: bool
    usual: bool


@cache
def settings() -> Mapping[str, Setting]:
    """All settings by name, in the order of the reference page."""
    return {name: _setting(name, record) for name, record in read("configuration").records()}


def known_keys(keys: Keys) -> tuple[str, ...]:
    """What the keys of a table may be; empty where anything may, or where rules decide."""
    match keys:
        case Keys.SEVERITY:
            return tuple(reversed([step.name for step in catalog.severities()]))
        case Keys.MITIGATION_TYPE:
            return tuple(name for name, entry in catalog.mitigation_types().items() if not entry.deprecated)
        case _:
            return ()


def component_types() -> tuple[str, ...]:
    """The catalogue's types of components."""
    return tuple(entry.id for entry in catalog.types_for("component"))


def _setting(name: str, record: Record) -> Setting:
    keys = record.text("keys", "")
    return Setting(
        name,
        Shape(record.text("shape")),
        record.text("about", ""),
        record.text("default", ""),
        record.text("example", ""),
        record.flag("later"),
        record.texts("choices"),
        {key: _setting(key, below) for key, below in record.record("fields").records()},
        Keys(keys) if keys else None,
        _setting("", record.record("of")) if "of" in record.names() else None,
        record.number("most") if "most" in record.names() else None,
        record.flag("some"),
        record.flag("editors"),
        record.flag("usual"),
    )
