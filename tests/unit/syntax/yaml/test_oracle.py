"""On well-formed text the tree equals PyYAML's: structure, scalars, styles, and the places of what one can change."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given

from tests.unit.syntax.yaml.oracle import composed, differences
from tests.unit.syntax.yaml.suite import valid_cases
from tests.unit.syntax.yaml.well_formed import json_texts, streams

_OUTSIDE: dict[str, list[str]] = yaml.load(
    (Path(__file__).parent / "outside.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
_FEWEST_VALID_CASES = 290


@given(text=streams)
def test_generated_yaml(text: str) -> None:
    assume(composed(text) is not None)
    assert differences(text) == []


@given(text=json_texts)
def test_generated_json(text: str) -> None:
    assume(composed(text) is not None)
    assert differences(text) == []


def test_every_model_of_the_corpus(shared: Path) -> None:
    found: dict[str, list[str]] = {}
    count = 0
    for path in sorted((shared / "corpus" / "threat-models").rglob("*")):
        if path.suffix in (".yaml", ".yml", ".json", ".otm"):
            count += 1
            different = differences(path.read_bytes().decode("utf-8"))
            if different:
                found[path.name] = different[:3]
    assert found == {}
    assert count > 20


def test_the_valid_cases_of_the_yaml_test_suite(shared: Path) -> None:
    outside = {name for names in _OUTSIDE.values() for name in names}
    cases = list(valid_cases(shared / "corpus" / "yaml-test-suite" / "src"))
    assert len(cases) >= _FEWEST_VALID_CASES
    different = {case.name: different[:2] for case in cases if (different := differences(case.text))}
    assert {name: what for name, what in different.items() if name not in outside} == {}
    assert outside - different.keys() == set(), "these need not be left out"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("escapes", 'a: "tab\\t, line\\n, \\x41, \\u00e9, \\U0001F600, a break \\\n  that vanishes"\n'),
        ("folding", "a: one\n  two\n\n  three\nb: 'it''s\n\n  here'\n"),
        (
            "a folded block scalar keeps the breaks around more indented lines",
            "a: >\n  x\n  y\n\n    z\n  w\n\n\nb: 1\n",
        ),
        ("chomping", "a: |-\n  x\n\nb: |+\n  x\n\nc: |\n  x\n\n"),
        ("an indentation indicator", "a: |2\n    x\n   y\nb:\n  - |1\n    z\n"),
        ("a list as far left as its key", "a:\n- x\n- y:\n  - z\nb: 1\n"),
        ("quoted keys and keys with blanks", "\"a b\": 1\n'c': 2\nd e : 3\n"),
        ("comments everywhere", "# a\na: # b\n  # c\n  x: 1 # d\n  # e\nb: [1, # f\n  2] # g\n"),
        ("documents", "%YAML 1.1\n---\na: 1\n...\n---\n- b\n---\n# nothing\n--- text\n"),
        ("carriage returns", "a:\r\n  - |\r\n    x\r\n    y\r\n  - 'p\r\n    q'\r\nb:\r  c: d\r"),
        ("a byte order mark", "\ufeffa: 1\nb: 2\n"),
        ("characters of all widths", "é: 汉字\na: {ü: 😀, x: ё}\nb: '😀 x'\n"),
        ("merge keys stay what is written", "a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n"),
        ("an anchor and a tag on a section", "a: &a !!map\n  x: &b 1\n  y: *b\n"),
        ("no end of line at the end", "a: |\n  x"),
        ("nothing", ""),
        ("comments only", "# a\n\n# b\n"),
    ],
    ids=lambda value: value if " " in value or value.isalpha() else "",
)
def test_by_example(name: str, text: str) -> None:
    assert differences(text) == []
