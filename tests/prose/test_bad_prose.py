"""Texts that are no English sentences: nothing is found in them, nothing breaks, and nothing takes long."""

from __future__ import annotations

import pytest

from forewarn.prose.exceptions import exception_in
from forewarn.prose.features import Place
from forewarn.prose.judging import judge

PLACE = Place(("Security considerations",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01\x02",
        "Es gibt keine Auswirkungen auf die Sicherheit, und nur Mitarbeiter haben Zugriff.",
        "セキュリティへの影響はありません。",
        "no " * 100_000,
        "security " * 50_000,
        "[" * 2_000 + "only accessible from" + "]" * 2_000,
        "`" * 5_000,
        "<" * 5_000,
        "except " * 10_000,
        "- - - -",
        "https://example.org/only/accessible/from/localhost",
    ],
)
def test_nothing_is_found_in_what_is_no_sentence(text: str) -> None:
    assert judge(text, PLACE) is None
    assert exception_in(text) == ""
