"""The file of weights says where it comes from, and fits the constructions that it weighs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.catalog.prose_kinds import prose_kinds
from forewarn.catalog.source import read
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.prose.weights import read_file
from tests.prose.corpus import fingerprint

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_tells_its_data_its_date_and_its_scores() -> None:
    provenance = read_file()["provenance"]
    assert re.fullmatch(r"[0-9a-f]{64}", str(provenance["sha-256"]))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(provenance["date"]))
    assert set(provenance) >= {"learnt-from", "method", "cross-validated", "exhaustive"}


def test_it_was_learnt_from_the_readings_that_are_here(shared: Path) -> None:
    assert read_file()["provenance"]["sha-256"] == fingerprint(shared)


def test_the_bounds_go_from_watchful_to_sparing() -> None:
    bounds = read_file()["bounds"]
    assert bounds["high"] < bounds["normal"] < bounds["low"]


def test_every_construction_that_is_weighed_is_known_and_says_what_it_sees() -> None:
    file = read("prose-constructions")
    known = {*file.record("constructions").names(), *file.record("forms").names()}
    weighed = {name.removeprefix("has:") for name in read_file()["weights"] if name.startswith("has:")}
    assert weighed <= known
    for _, record in file.record("constructions").records():
        assert record.text("kind") in prose_kinds()
        assert record.text("says")


def test_every_kind_of_assumption_has_its_question() -> None:
    assert set(prose_kinds()) == set(schema().kinds[Kind.ASSUMPTION].fields["kind"].choices)
