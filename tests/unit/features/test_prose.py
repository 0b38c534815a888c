"""Words of a model are shown as they are written, never as mark-up."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from forewarn.features.prose import code, escape, message, unescape

WORDS = st.text(st.sampled_from("ab \\`*_{}[]()<>#!|~&:/@.+-=1\n\té😀"), max_size=30)


def test_a_sentence_stays_readable() -> None:
    assert escape("The key: a token, 2 days old (JWT).") == "The key: a token, 2 days old \\(JWT\\)."


def test_names_in_back_ticks_are_shown_as_code_in_messages() -> None:
    assert message("Nothing is called `pay*ment`. Which [asset] is meant?") == (
        "Nothing is called `pay*ment`. Which \\[asset\\] is meant?"
    )


def test_a_message_with_a_stray_back_tick_is_all_text() -> None:
    assert message("Nothing is called ` yet") == "Nothing is called \\` yet"


@given(WORDS)
def test_escaped_words_render_as_themselves(words: str) -> None:
    shown = MarkdownIt("commonmark").parse(escape(words))
    text = "".join(child.content for token in shown for child in token.children or ())
    assert text == " ".join(words.split())
    assert {token.type for token in shown} <= {"paragraph_open", "inline", "paragraph_close"}


@given(WORDS)
def test_unescaped_is_what_was_escaped(words: str) -> None:
    assert unescape(escape(words)) == " ".join(words.split())


@given(WORDS)
def test_code_renders_as_code(words: str) -> None:
    shown = MarkdownIt("commonmark").parse(f"x {code(words)}")
    children = [child for token in shown for child in token.children or ()]
    if words.split():
        assert [child.type for child in children] == ["text", "code_inline"]
        assert children[1].content == " ".join(words.split())


@given(WORDS)
def test_messages_hold_nothing_but_text_and_code(words: str) -> None:
    html = MarkdownIt("commonmark").render(f"x {message(words)}")
    assert not re.search(r"<(?!/?(?:p|code)>)", html)
