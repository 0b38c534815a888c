"""The catalogue with something wrong in it, for the tests that want to see it noticed."""

from __future__ import annotations

import importlib
import json
import pkgutil
from typing import TYPE_CHECKING

import pytest

import forewarn.catalog
from forewarn.catalog import source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _forget() -> None:
    """Empty every cache of the catalogue."""
    for found in pkgutil.iter_modules(forewarn.catalog.__path__, "forewarn.catalog."):
        for value in vars(importlib.import_module(found.name)).values():
            clear = getattr(value, "cache_clear", None)
            if callable(clear):
                clear()


@pytest.fixture
def with_entry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str, dict[str, object]], None]]:
    """Change fields of one entry of one data file for the length of a test; None takes a field away."""
    original = source.read_bytes

    def change(file: str, entry: str, fields: dict[str, object]) -> None:
        def read_bytes(path: str) -> bytes:
            content = original(path)
            if path != f"compiled/{file}.json":
                return content
            data: dict[str, dict[str, object]] = json.loads(content)
            changed = {**data.get(entry, {}), **fields}
            data[entry] = {name: value for name, value in changed.items() if value is not None}
            return json.dumps(data).encode()

        monkeypatch.setattr(source, "read_bytes", read_bytes)
        _forget()

    yield change
    monkeypatch.undo()
    _forget()
