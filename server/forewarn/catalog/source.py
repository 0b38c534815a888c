"""The catalogue's data files, read once and checked as they are read.

People edit the YAML files under `data/`. Reading them takes PyYAML about 50 ms (half of it the import), which is a
fifth of what the whole command line may take; so the package reads the same data as JSON from `data/compiled/`, in
about 1 ms. `tests/support/compile_catalog.py` writes the JSON, and a test fails when the two differ.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, KeysView, Mapping


class CatalogError(Exception):
    """The catalogue's own data is wrong. The message names the file, the entry and the field."""


class Record:
    """One entry of a data file: named fields, with their types checked when they are asked for."""

    __slots__ = ("_fields", "where")

    def __init__(self, where: str, fields: Mapping[str, object]) -> None:
        """Take the entry's place (for messages) and its fields as parsed."""
        self.where = where
        self._fields = fields

    def names(self) -> KeysView[str]:
        """Give the names of all fields."""
        return self._fields.keys()

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; `default` where it is absent. Raises `CatalogError` where it is absent and has no default."""
        value = self._fields.get(key, default)
        if isinstance(value, str):
            return value
        raise CatalogError(f"{self.where}: `{key}` is {'missing' if value is None else 'no text'}")

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, a single text as a list of one, nothing as an empty list."""
        value = self._fields.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(item, str) for item in cast("list[object]", value)):
            return tuple(cast("list[str]", value))
        raise CatalogError(f"{self.where}: `{key}` is no list of texts")

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Give a yes or no; `default` where it is absent."""
        value = self._fields.get(key, default)
        if isinstance(value, bool):
            return value
        raise CatalogError(f"{self.where}: `{key}` is neither true nor false")

    def number(self, key: str) -> int:
        """Give a whole number; it has to be there."""
        value = self._fields.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise CatalogError(f"{self.where}: `{key}` is no whole number")

    def record(self, key: str) -> Record:
        """Give the nested entry under `key`, an empty one where it is absent."""
        return as_record(f"{self.where}/{key}", self._fields.get(key, {}))

    def records(self) -> Iterator[tuple[str, Record]]:
        """Give every field as an entry of its own, in the order of the file."""
        for key in self._fields:
            yield key, self.record(key)


def as_record(where: str, value: object) -> Record:
    """Take a parsed mapping as a record. Raises `CatalogError` where it is none."""
    if isinstance(value, dict) and all(isinstance(key, str) for key in cast("dict[object, object]", value)):
        return Record(where, cast("dict[str, object]", value))
    raise CatalogError(f"{where}: is no mapping")


@cache
def read(name: str) -> Record:
    """Give the data file `name` (such as `threats`), as compiled from `data/<name>.yaml`."""
    try:
        parsed: object = json.loads(read_bytes(f"compiled/{name}.json"))
    except (OSError, ValueError) as error:
        raise CatalogError(f"{name}: cannot be read ({error})") from error
    return as_record(name, parsed)


def read_bytes(path: str) -> bytes:
    """Give the bytes of a file under `data/`, by its path with `/`. Raises `OSError` where it is missing."""
    # Imported here: it costs some 10 ms where nothing else has imported it, and many runs need no catalogue.
    from importlib.resources import files  # noqa: PLC0415 - see above

    return files("forewarn.catalog").joinpath("data").joinpath(*path.split("/")).read_bytes()
