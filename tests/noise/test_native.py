"""Models of other tools, told in forewarn's own format: what is certainly wrong in them is found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.noise.measure import opened
from tests.noise.native import models, native

if TYPE_CHECKING:
    from pathlib import Path

    from tests.noise.measure import Opened

LIBRARY = {
    "scope": {"title": "Library cards"},
    "trust_zones": [{"symbolic_name": "hall", "title": "Reading hall"}],
    "actors": [{"symbolic_name": "reader", "title": "A reader", "trust_zone": "hall"}],
    "threat_personas": [],
    "components": [{"symbolic_name": "desk", "title": "Desk", "trust_zone": "cellar"}],
    "data_stores": [{"symbolic_name": "archive", "title": "Archive", "trust_zone": "hall"}],
    "data_sets": [
        {
            "symbolic_name": "address",
            "title": "Addresses",
            "data_sensitivity": ["pii"],
            "placements": [{"data_store": "archive"}],
        }
    ],
    "data_flows": [
        {
            "symbolic_name": "ask",
            "title": "Ask",
            "source": {"object": "reder"},
            "destination": {"object": "desk"},
            "encrypted": True,
        }
    ],
    "controls": [],
    "risks": [],
    "threats": [{"symbolic_name": "listing", "title": "Somebody lists all addresses"}],
    "assumptions": [],
}


def told(path: Path, folder: Path) -> Opened:
    target = folder / "threat-model.yaml"
    target.write_text(native(path), encoding="utf-8")
    return opened(target, date(2026, 11, 26))


def said(one: Opened, code: str) -> list[str]:
    return [placed.message for placed in one.findings if placed.code == code]


def test_an_undeclared_actor_an_undeclared_zone_and_a_threat_without_a_control_are_found(tmp_path: Path) -> None:
    import json  # noqa: PLC0415 - this test alone writes a model of another tool

    path = tmp_path / "tm-bom" / "cards.json"
    path.parent.mkdir()
    path.write_text(json.dumps(LIBRARY), encoding="utf-8")
    one = told(path, tmp_path)
    assert said(one, "FW006") == [
        "Nothing is called `cellar`. Which zone is meant?",
        "Nothing is called `reder`. Which component or actor is meant?",
    ]
    assert [message.split(". ")[0] for message in said(one, "FW201")] == ["Nothing answers `listing` yet"]
    assert [message.split(" (")[0] for message in said(one, "FW202")] == ["No threat is against `address`"]


def test_every_model_of_the_corpus_is_told(shared: Path, tmp_path: Path) -> None:
    """None of them is broken in the telling: what is found are names that lead nowhere there either."""
    found = models(shared / "corpus")
    assert len(found) == 12
    for path in found:
        one = told(path, tmp_path)
        assert one.elements
        assert not said(one, "FW001")
        assert not said(one, "FW002")
        assert not said(one, "FW003")


@pytest.mark.parametrize(
    ("name", "undeclared"),
    [
        ("hashicorp-vault", "public-internet-client-zone"),
        ("husky-ai", ""),
    ],
)
def test_what_owasps_reviewed_models_leave_undeclared(shared: Path, tmp_path: Path, name: str, undeclared: str) -> None:
    path = next(path for path in models(shared / "corpus") if name in path.name)
    messages = said(told(path, tmp_path), "FW006")
    assert any(f"`{undeclared}`" in message for message in messages) == bool(undeclared)
