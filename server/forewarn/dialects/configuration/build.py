"""The settings that are right, as a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from forewarn.model.configuration import Acceptance, Configuration, PavedPath
from forewarn.model.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.dialects.configuration.validate import Value

    Table = Mapping[str, Value]


def built(values: Table) -> Configuration:
    """The configuration that `values` say; `values` have the shapes of the settings."""
    files, policy = _table(values, "files"), _table(values, "policy")
    paved = _table(values, "paved-path")
    return Configuration(
        select=_texts(values, "select"),
        ignore=_texts(values, "ignore"),
        ignore_in={glob: _texts(table, glob) for table in [_table(values, "ignore-in")] for glob in table},
        severity={rule: _text(table, rule) for table in [_table(values, "severity")] for rule in table},
        profile=_text(values, "profile") or "observed",
        prose=_text(_table(values, "prose"), "sensitivity") or "normal",
        own_rules=_texts(values, "own-rules"),
        claim=_texts(files, "claim"),
        disclaim=_texts(files, "disclaim"),
        protected=_texts(policy, "protected"),
        acceptance={
            name: Acceptance(_texts(record, "by"), _days(record, "max-days"))
            for table in [_table(policy, "acceptance")]
            for name in table
            for record in [_table(table, name)]
        },
        scale=_scale(_table(values, "sensitivity")),
        review_ages={
            name: days
            for table in [_table(values, "review-ages")]
            for name in table
            if (days := _days(table, name)) is not None
        },
        paved_path=_paved(paved) if "paved-path" in values else None,
        hints={name: value for name, value in _table(values, "hints").items() if isinstance(value, bool)},
    )


def _scale(table: Table) -> Scale:
    return Scale({name: words for name in table if (words := _texts(table, name))})


def _paved(record: Table) -> PavedPath:
    provides = _table(record, "provides")
    return PavedPath(
        _text(record, "name"),
        _text(record, "link"),
        _texts(record, "covers"),
        {name: _text(provides, name) for name in provides},
    )


def _texts(table: Table, name: str) -> tuple[str, ...]:
    found = table.get(name)
    return found if isinstance(found, tuple) else ()


def _text(table: Table, name: str) -> str:
    found = table.get(name)
    return found if isinstance(found, str) else ""


def _days(table: Table, name: str) -> int | None:
    found = table.get(name)
    return found if isinstance(found, int) else None


def _table(table: Table, name: str) -> Table:
    found = table.get(name)
    return cast("Table", found) if isinstance(found, dict) else {}
