"""The half-typed states as `forewarn show` reads them: facts are its (kind, identifier, field, value)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from forewarn.cli.main import main
from tests.unit.syntax.yaml.test_half_typed import INTACT, MODEL, STATES, edited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from forewarn.cli.jsonify import Json

Shown = tuple[str, str, str, str]


def _flat(name: str, value: Json) -> Iterator[tuple[str, str]]:
    """Field names with dots, and values; an item of a list counts as one."""
    if isinstance(value, list):
        for item in value:
            yield from _flat(name, item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(f"{name}.{key}".strip("."), item)
    else:
        yield name, str(value)


def _facts(files: list[dict[str, Any]]) -> set[Shown]:
    found: set[Shown] = set()
    for file in files:
        found |= {("model", "", name, value) for name, value in _flat("", file.get("fields", {}))}
        for element in file["elements"]:
            name = "" if element.get("derived") else element["id"]
            found |= {(element["kind"], name, field, value) for field, value in _flat("", element["fields"])}
    return found


def _line(fact: Shown) -> int:
    """The line of the intact model that states a fact; -1 where its value is not written as it is shown."""
    _, name, field, value = fact
    return next(
        (
            line
            for (section, element, path, text), line in INTACT.items()
            if text.strip() == value and element == name and path in (field, "") and (path or section == field or name)
        ),
        -1,
    )


def test_show_keeps_what_stands_on_the_other_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths: list[str] = []
    for number, text in enumerate([MODEL, *(edited(state)[0] for state in STATES)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "threat-model.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    assert main(["show", "--format", "json", *paths]) == 0
    files: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["files"]
    by_folder: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        by_folder.setdefault(file["path"].replace("\\", "/").split("/")[-2], []).append(file)
    intact = _facts(by_folder["0"])
    lines = {fact: _line(fact) for fact in intact}
    assert len(intact) > 100
    lost = away = wrong = 0
    for number, state in enumerate(STATES, start=1):
        now = _facts(by_folder.get(str(number), []))
        touched = edited(state)[1]
        expected = {fact for fact in intact if lines[fact] not in touched}
        lost, away, wrong = lost + len(expected - now), away + len(expected), wrong + len(now - intact)
    print(f"\n{100 * (1 - lost / away):.2f} % kept, {wrong / len(STATES):.2f} wrong on average in {len(STATES)} states")
    assert lost <= 0.02 * away
    assert wrong <= len(STATES)
