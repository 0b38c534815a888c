"""A text is written in place of another, and is read back as what was meant."""

from __future__ import annotations

import pytest

from forewarn.model.changes import ReplaceText
from forewarn.text.position import Span
from tests.support.changing import changed, edits, typed

# The title of T1 as typed, the text to put there, and the title afterwards.
VALUES = {
    "plain stays plain": ("Replay", "Replay of a token", "Replay of a token"),
    "quoted where a colon would make a key": ("Replay", "Replay: a token", '"Replay: a token"'),
    "quoted where a comment would begin": ("Replay", "Replay #2", '"Replay #2"'),
    "quoted where a sign leads": ("Replay", "*all* tokens", '"*all* tokens"'),
    "quoted where it would be a truth value": ("Replay", "off", '"off"'),
    "quoted where it would be a number": ("Replay", "12:30", '"12:30"'),
    "quoted where blanks would be lost": ("Replay", " Replay ", '" Replay "'),
    "commas and brackets are nothing special on a line of its own": ("Replay", "a, b [c]", "a, b [c]"),
    "a colon in a word is nothing special": ("Replay", "https://a.example/x", "https://a.example/x"),
    "double quotes stay": ('"Replay"', 'say "no"', '"say \\"no\\""'),
    "single quotes stay": ("'Replay'", "it's", "'it''s'"),
    "emoji and umlauts stay as they are": ("Replay", "🔑 über alles", "🔑 über alles"),
    "what nobody can see is escaped": ("Replay", "a\u2028b\x07", '"a\\u2028b\\u0007"'),
    "several lines": ("Replay", "a\nb", '"a\\nb"'),
    "a text of several lines becomes one": (">-\n      Replay\n      of tokens", "Replay: again", '"Replay: again"'),
    "nothing": ("Replay", "", ""),
}


@pytest.mark.parametrize(("before", "text", "after"), VALUES.values(), ids=VALUES)
def test_a_value(before: str, text: str, after: str) -> None:
    document = "threats:\n  T1:\n    title: {}\n    when: now  # soon\n"

    def change(result: str) -> str:
        model = typed(result)
        element = model["T1"]
        return changed(result, lambda _: ReplaceText(element.item, element.texts("title")[0].span, text))

    first = document.format(before)
    model = typed(first)
    title = model["T1"].texts("title")[0]
    written = edits(model, ReplaceText(model["T1"].item, title.span, text))
    result = model.reading.document
    for edit in written:
        result = result.replace(edit.span, edit.text)
    assert result.text == document.format(after)
    assert typed(result.text)["T1"].text("title") == text.strip()
    assert typed(result.text)["T1"].text("when") == "now"
    if text:
        assert change(result.text) == result.text


def test_a_value_in_brackets_is_quoted_for_a_comma() -> None:
    before = "threats:\n  T1: {against: [web, order], when: now}\n"
    model = typed(before)
    text = model["T1"].texts("against")[1]
    written = edits(model, ReplaceText(model["T1"].item, text.span, "order, paid"))
    assert model.reading.document.replace(*written[0]).text == before.replace("order", '"order, paid"')


def test_a_truth_value_loses_its_quotes_only_if_it_has_none() -> None:
    model = typed("actors:\n  thief:\n    hostile: yes\n")
    text = model["thief"].texts("hostile")[0]
    assert [e.text for e in edits(model, ReplaceText(model["thief"].item, text.span, "true"))] == ["true"]


def test_a_value_that_is_still_to_be_typed() -> None:
    model = typed("threats:\n  T1:\n    severity:\n    when: now\n")
    field = model["T1"].field("severity")
    assert field
    written = edits(model, ReplaceText(model["T1"].item, field.span, "high"))
    assert model.reading.document.replace(*written[0]).text == "threats:\n  T1:\n    severity: high\n    when: now\n"


def _renamed(before: str, old: str, new: str) -> str:
    model = typed(before)
    element = model[old]
    assert element.id_span
    document = model.reading.document
    for edit in edits(model, ReplaceText(element.item, element.id_span, new)):
        document = document.replace(edit.span, edit.text)
    return document.text


def test_a_name_is_changed() -> None:
    assert _renamed("assets:\n  order: {}\n", "order", "orders") == "assets:\n  orders: {}\n"


def test_a_name_in_quotes_keeps_them() -> None:
    assert _renamed('{"assets": {"order": {}}}', "order", "orders") == '{"assets": {"orders": {}}}'


def test_a_name_that_would_be_something_else() -> None:
    assert _renamed("assets:\n  order: {}\n", "order", "no") == 'assets:\n  "no": {}\n'


def test_a_key_is_changed() -> None:
    model = typed("threats:\n  T1:\n    titel: Replay\n")
    field = model["T1"].field("titel")
    assert field
    written = edits(model, ReplaceText(model["T1"].item, field.key, "title"))
    assert model.reading.document.replace(*written[0]).text == "threats:\n  T1:\n    title: Replay\n"


def test_only_what_differs_is_touched() -> None:
    model = typed("threats:\n  T1:\n    against: [oder-db]\n")
    text = model["T1"].texts("against")[0]
    (edit,) = edits(model, ReplaceText(model["T1"].item, text.span, "order-db"))
    assert edit.text == "r"
    assert edit.span.start == edit.span.end


def test_verbatim_if_asked_for() -> None:
    before = "threats:\n  T1:\n    title: [Replay\n"
    model = typed(before)
    item = next(item for item in model.part.items if item.problems)
    end = model.reading.document.end
    start = model.part.starts[model.part.items.index(item)]
    place = Span(end.down(-1 - start)._replace(column=18), end.down(-1 - start)._replace(column=18))
    written = edits(model, ReplaceText(item.serial, place, "]", raw=True))
    assert model.reading.document.replace(*written[0]).text == "threats:\n  T1:\n    title: [Replay]\n"


def test_a_sentence_that_a_comma_cut_in_two_is_put_together() -> None:
    before = "assets:\n  order: {because: slow, and costly, owner: web}\n"
    model = typed(before)
    fields = list(model["order"].fields.values())
    span = Span(fields[0].span.start, fields[1].key.end)
    written = edits(model, ReplaceText(model["order"].item, span, "slow, and costly"))
    document = model.reading.document
    for edit in reversed(written):
        document = document.replace(edit.span, edit.text)
    assert document.text == 'assets:\n  order: {because: "slow, and costly", owner: web}\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    severity: [high, low]  # or so\n", "    severity: high  # or so\n"),
        ("    severity:\n      - high\n      - low\n", "    severity: high\n"),
        ("    severity:\n    - high\n", "    severity: high\n"),
    ],
)
def test_a_whole_list_becomes_one_text(before: str, after: str) -> None:
    model = typed("threats:\n  T1:\n" + before)
    field = model["T1"].field("severity")
    assert field
    written = edits(model, ReplaceText(model["T1"].item, field.span, "high"))
    document = model.reading.document
    for edit in reversed(written):
        document = document.replace(edit.span, edit.text)
    assert document.text == "threats:\n  T1:\n" + after


@pytest.mark.parametrize("merged", ["*usual", "{title: Replay}"])
def test_nothing_is_written_over_what_a_merge_brings(merged: str) -> None:
    model = typed(f"threats:\n  T0: &usual {{title: Replay}}\n  T1: {{<<: {merged}}}\n")
    title = model["T1"].texts("title")[0]
    assert edits(model, ReplaceText(model["T1"].item, title.span, "x")) == ()


def test_nothing_is_written_into_an_item_of_another_moment() -> None:
    model = typed("threats:\n  T1:\n    title: Replay\n")
    other = typed("threats:\n  T1:\n    title: Replay\n")
    title = other["T1"].texts("title")[0]
    assert edits(model, ReplaceText(other["T1"].item, title.span, "x")) == ()
