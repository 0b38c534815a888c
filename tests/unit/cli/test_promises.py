"""What the JSON promises holds for native models as well, whole and taken apart."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from forewarn.text.document import Document
from tests.support.edits import script
from tests.support.promises import elements_keep_the_promise, findings_keep_the_promise

if TYPE_CHECKING:
    from pathlib import Path


def test_the_shipped_example_keeps_them(repository: Path, here: Path) -> None:
    _keeps(here, _example(repository))


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_typed_into_it_keeps_them(repository: Path, here: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test that can be made again
    document = _example(repository)
    for after, _ in script(chance, document, 4):
        document = after
    _keeps(here, document)


def _example(repository: Path) -> Document:
    text = (repository / "docs" / "example" / "threat-model.yaml").read_text("utf-8")
    return Document.of(text.replace("documents: [design/parcel-pickup.md]\n", ""))


def _keeps(here: Path, document: Document) -> None:
    (here / "threat-model.yaml").write_bytes(document.text.encode())
    findings_keep_the_promise("threat-model.yaml", document)
    elements_keep_the_promise("threat-model.yaml", document)
