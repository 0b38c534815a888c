"""Complete lists of the ids of a public catalogue, as files of one id a line (`data/external-ids/`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from forewarn.catalog.source import CatalogError, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGE = re.compile(r"([A-Z]*)(\d+)-[A-Z]*(\d+)")
_NUMBERED = re.compile(r"([A-Z]*)(\d+)")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list says of an id: `status` is empty where it is in force, else `deprecated` or `revoked`."""

    id: str
    status: str
    replacement: str
    title: str


@dataclass(frozen=True, slots=True)
class ExternalList:
    """A list: the edition it holds, its lines as one text, and the ranges of ids that it does not claim to know."""

    scheme: str
    edition: str
    text: str
    unchecked: tuple[tuple[str, int, int], ...]

    def find(self, name: str) -> Listed | None:
        """Give what the list says of an id (`384`, `T1110.004`); None where it does not have it."""
        # One search in one text: most runs ask for a handful of ids, and splitting all lines would cost more.
        start = self.text.find(f"\n{name}\t")
        if start < 0:
            return None
        line = self.text[start + 1 : self.text.index("\n", start + 1)]
        return Listed(*line.split("\t"))

    def entries(self) -> Iterator[Listed]:
        """Give all ids in the order of the list."""
        for line in self.text.splitlines():
            if not line.startswith("#"):
                yield Listed(*line.split("\t"))

    def claims(self, name: str) -> bool:
        """Tell whether an id that is not in the list is unknown, and not only newer or from another part."""
        match = _NUMBERED.match(name)
        if match is None:
            return False
        letters, number = match[1], int(match[2])
        return not any(letters == prefix and low <= number <= high for prefix, low, high in self.unchecked)


@cache
def external_list(name: str) -> ExternalList:
    """Give the list in the file `name` (`cwe`, `attack`)."""
    text = read_bytes(f"external-ids/{name}.txt").decode("utf-8")
    head = dict(re.findall(r"^#! ([a-z-]+): (.*)$", text, flags=re.MULTILINE))
    try:
        return ExternalList(
            scheme=head["scheme"],
            edition=head["edition"],
            text=text,
            unchecked=tuple((low[1], int(low[2]), int(low[3])) for low in _RANGE.finditer(head["unchecked"])),
        )
    except KeyError as error:
        raise CatalogError(f"external-ids/{name}: the head does not say {error}") from error
