"""Where keys and values of a TOML text stand: all that tomllib reads has a place, and nothing raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects.configuration.read import read as read_settings
from forewarn.syntax.toml.reader import read
from forewarn.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.syntax.toml.places import Path

TEXT = """\
# what speaks
select = ["FW201", # the first
  'FW006', \"\"\"x
y\"\"\"]
"quoted key".b = 1 # not this
[policy.acceptance]
critical = {by = ["Ana ]", "Bo"], max-days = 90}
[[a.list]]
k = 1
[[a.list]]
k = { z = "}" }
[a.list.deep]
day = 2026-11-26
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("select", 1), "'FW006'", "'FW006'"),
        (("select", 2), '"""x\ny"""', '"""x\ny"""'),
        (("quoted key", "b"), "b", "1"),
        (("policy",), "policy", "policy"),
        (("policy", "acceptance", "critical", "max-days"), "max-days", "90"),
        (("policy", "acceptance", "critical", "by", 0), '"Ana ]"', '"Ana ]"'),
        (("a", "list", 1, "k", "z"), "z", '"}"'),
        (("a", "list", 1, "deep", "day"), "day", "2026-11-26"),
    ],
)
def test_a_place(path: Path, key: str, value: str) -> None:
    document = Document.of(TEXT)
    place = read(document).places[path]
    assert (document.slice(place.key), document.slice(place.value)) == (key, value)


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """The paths to all values in `value`."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, below in cast("dict[str, object]", value).items():
            yield from paths(below, (*path, name))
    elif isinstance(value, list):
        for number, below in enumerate(cast("list[object]", value)):
            yield from paths(below, (*path, number))


EDITS = st.lists(
    st.tuples(
        st.integers(0, len(TEXT)), st.integers(0, 6), st.text(st.sampled_from("[]{}\"'=.,#\n\r\\ a1€-_"), max_size=3)
    ),
    max_size=4,
)


@given(EDITS)
def test_whatever_is_typed_has_places_or_a_problem(edits: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for start, length, typed in edits:
        text = text[:start] + typed + text[start + length :]
    document = Document.of(text)
    toml = read(document)
    assert [path for path in paths(toml.values) if path not in toml.places] == []
    assert (toml.problem is None) or not toml.values
    read_settings(document, "forewarn.toml")


@pytest.mark.parametrize("text", ["a = " + "[" * 10_000, "a = " + "9" * 5_000, "a" * 200_001, "a." * 5_000 + "b = 1"])
def test_what_is_too_deep_or_too_long_is_said(text: str) -> None:
    toml = read(Document.of(text))
    assert toml.problem is not None or toml.values
    assert len(toml.places) < 100
