"""Whatever text is written, every YAML reader reads that text, and no other."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forewarn.dialects.native.write.scalars import is_plain, json_scalar, quoted, scalar
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.syntax.values import Mapping, Scalar
from forewarn.syntax.yaml import reader
from forewarn.text.document import Document

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20) | st.text(
    "ab: #-,[]{}'\"!&*?|>%@`\\\n\t=~0.", max_size=8
)
"""Texts of all sorts, among them many made of the characters that mean something in YAML."""


def _as_yaml_1_1(written: str) -> object:
    """What PyYAML, which reads YAML 1.1, takes the value for."""
    return yaml.safe_load(f"key: {written}\n")["key"]


def _as_we_read(written: str) -> str:
    root = reader.read(Document.of(f"key: {written}\n")).items[0].root
    assert isinstance(root, Mapping)
    value = root.entries[0].value
    assert isinstance(value, Scalar)
    return value.text


@given(TEXT, st.sampled_from(["'", '"', ""]), st.booleans())
def test_a_text_is_read_back_as_itself(text: str, quote: str, always: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    written = scalar(text, flow=False, quote=quote, always=always)
    assert _as_yaml_1_1(written) == text
    assert _as_we_read(written) == text


@given(TEXT, st.sampled_from(["'", '"']))
def test_a_text_in_brackets_is_read_back_as_itself(text: str, quote: str) -> None:
    assert _as_yaml_1_1(f"[{scalar(text, flow=True, quote=quote)}, end]") == [text, "end"]
    assert _as_yaml_1_1(f"{{a: {scalar(text, flow=True, quote=quote)}, b: c}}") == {"a": text, "b": "c"}


@given(TEXT)
def test_a_text_in_json_is_read_back_as_itself(text: str) -> None:
    assert json.loads(json_scalar(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Replay of a token",
        "order-db",
        "https://a.example/x?y=1#z",
        "CWE-384",
        "ATT&CK T1110.004",
        "a, b",
        "it's",
        "🔑",
        "v1.2.3",
    ],
)
def test_what_needs_no_quotes_gets_none(text: str) -> None:
    assert scalar(text, flow=False) == text


@pytest.mark.parametrize(
    "text", ["yes", "No", "on", "OFF", "null", "~", "12", "1_000", "0x1F", "1e3", "12:30", "2026-01-01"]
)
def test_what_other_tools_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text, flow=False) == f'"{text}"'


@pytest.mark.parametrize(
    ("kind", "field", "text", "written"),
    [
        (Kind.FLOW, "encrypted", "true", "true"),
        (Kind.FLOW, "encrypted", "yes", '"yes"'),
        (Kind.MITIGATION, "due", "2026-01-01", "2026-01-01"),
        (Kind.MITIGATION, "ticket", "2026-01-01", '"2026-01-01"'),
        (Kind.MITIGATION, "ticket", "12", '"12"'),
    ],
)
def test_what_is_meant_as_a_date_or_a_truth_value_stands_without_quotes(
    kind: Kind, field: str, text: str, written: str
) -> None:
    assert scalar(text, schema().kinds[kind].fields[field], flow=False) == written


def test_quotes_follow_the_author() -> None:
    assert scalar("a: b's", flow=False, quote="'") == "'a: b''s'"
    assert quoted("a\nb", "'") == '"a\\nb"', "single quotes know no escapes"
    assert not is_plain("a, b", flow=True)
