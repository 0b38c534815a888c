"""What is said about the word under the cursor: short, in plain words, and never more than text."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from forewarn.rules.documentation import documentation
from forewarn.rules.registry import all_rules
from tests.support.cursors import JSON, MARKDOWN, hovered, said

MODEL = """\
threat-model: Ferry tickets
owner: quay-team
zones:
  shore: {trust: none}
components:
  kiosk: {type: iot-device, zone: shore}
assets:
  seat: {type: order-history}
  login: {type: session-token}
flows:
  book: {from: kiosk, to: kiosk, carries: [seat], protocol: https}
threats:
  T1:
    title: A login is replayed
    type: session-hijack
    category: spoofing
    against: [login, kiosk]
    severity: high
    mitigations: [M1]
    references: [CWE-384]
  T2:
    title: A seat is sold twice
    against: [seat]
    severity: low
    decision: {kind: accept, by: Ida, date: 2026-10-01, until: 2090-10-01, reason: Rare.}
mitigations:
  M1: {title: Bind the login to its device, status: active}
assumptions:
  A1: {statement: Nobody opens the kiosk.}
"""


def at(words: str) -> str:
    """The model with the cursor where `¦` stands in these words, which it holds once."""
    plain = words.replace("¦", "")
    assert MODEL.count(plain) == 1
    return MODEL.replace(plain, words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lo¦gin: {type", " · secret (usual for its type) · owner quay-team\n\n- `T1` A login is replayed — held"),
        ("against: [lo¦gin", "- `T1` A login is replayed — held"),
        ("from: ki¦osk", "**component** `kiosk`"),
        ("  T¦1:", "**held**: `M1` Bind the login to its device (held)"),
        ("  T¦2:", "**held**: its decision (held)"),
        ("mitigations: [M¦1]", "Answers `T1`."),
        ("  A¦1: {", "Rules out nothing yet."),
        ("zone: sho¦re", "**zone** `shore`\n\ntrust none"),
        ("bo¦ok:", "`kiosk` → `kiosk` · carries `seat` · encrypted"),
        ("sev¦erity: high", "**severity** · How bad it would be.\n\n- `critical`"),
        ("severity: hi¦gh", "**high** · Serious harm."),
        ("{ki¦nd: accept", "**kind** · What was decided."),
        ("kind: acc¦ept", "**accept** · We live with it."),
        ("aga¦inst: [login", "Takes: asset, component or flow, by identifier."),
        ("threa¦ts:", "**threats** · Something bad that can happen to an asset."),
        ("as¦sets:", "**assets** · Something worth protecting"),
        ("type: session-to¦ken", "**Ask yourself**"),
        ("type: session-hi¦jack", "[CWE-613](https://cwe.mitre.org/data/definitions/613.html)"),
        ("category: spoo¦fing", "**Spoofing**"),
        ("CWE-3¦84", "[CWE-384](https://cwe.mitre.org/data/definitions/384.html) · Session Fixation"),
        ("own¦er: quay", "The engineering team that owns the risk."),
    ],
)
def test_a_word_is_explained(words: str, expected: str) -> None:
    assert expected in said(at(words))


def test_a_finding_says_why_what_to_do_and_when_it_is_wrong() -> None:
    text = said("threat-model: Ferry\nassets:\n  seat: {}\nthreats:\n  T1: {title: x, against: [sea¦t2]}\n")
    assert text.startswith("**FW006 unknown-reference** · Nothing is called `seat2`.")
    for part in ("*Why it matters.*", "*What to do.*", "*When it is wrong.*"):
        assert part in text


def test_the_words_that_are_meant_are_marked() -> None:
    found = hovered(at("severity: hi¦gh"))
    assert found is not None
    line = MODEL.splitlines()[found.span.start.line]
    assert line[found.span.start.column : found.span.end.column] == "high"


@pytest.mark.parametrize("words", ["¦", "# sev¦erity", "x-ours: hi¦gh", "scope: |\n  thre¦ats: none"])
def test_nothing_is_said_where_there_is_nothing_to_say(words: str) -> None:
    text = said(f"threat-model: Ferry\nquestions:\n  - ask: What?\n    answer: That.\n{words}\n")
    assert "severity" not in text
    assert "Serious" not in text
    assert "Something bad" not in text


def test_an_element_without_threats_is_asked_about() -> None:
    text = said("threat-model: Ferry\nassets:\n  se¦at: {}\n")
    assert "No threat is against it yet. What are the bad things that can happen to it?" in text


def test_long_lists_of_threats_are_cut() -> None:
    threats = "".join(f"  T{n}: {{title: Threat {n}, against: [seat]}}\n" for n in range(1, 21))
    text = said(f"threat-model: Ferry\nassets:\n  se¦at: {{}}\nthreats:\n{threats}")
    assert text.count("- `T") == 8
    assert "- and 12 more" in text


def test_json_is_explained_like_yaml() -> None:
    text = '{\n  "threat-model": "Ferry",\n  "ass¦ets": {\n    "seat": {"sensitivity": "secret"}\n  }\n}\n'
    assert "**assets** · " in said(text, JSON)
    assert "**secret** · " in said(text.replace("¦", "").replace('"secret"', '"sec¦ret"'), JSON)


def test_an_embedded_model_is_explained_like_a_file() -> None:
    text = "# Ferry\n\n```threat-model\nthreat-model: Ferry\n{}\n  seat: {{sensitivity: sec¦ret}}\n```\n".format(
        "assets:"
    )
    assert "**secret** · " in said(text, MARKDOWN)
    assert "**assets** · " in said(text.replace("¦", "").replace("assets:", "ass¦ets:"), MARKDOWN)


def test_a_name_in_a_document_shows_its_element() -> None:
    text = "# Threat model\n\n## Threats\n\n- T1: A login is replayed\n\n## Notes\n\nSee `T¦1`.\n"
    assert "A login is replayed" in said(text, MARKDOWN)


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "[press](command:workbench.action.quit)",
    "![](https://evil.example/pixel.png)",
    "https://evil.example/",
    "www.evil.example",
    "a@evil.example",
    "`</code>` **bold** <b>",
    "&lt;b&gt;",
    "- item",
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("place", ["title: %s", "title: x\n    description: %s", "title: x\n    owner: %s"])
def test_words_of_the_model_stay_words(words: str, place: str) -> None:
    """They come from repositories that one does not trust: no links, no images, no HTML."""
    quoted = "'" + words.replace("'", "''") + "'"
    text = said(f"threat-model: Ferry\nthreats:\n  T¦1:\n    {place % quoted}\n")
    assert_only_text(text.partition("\n\n---\n\n")[2])


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_are_no_names_stay_words(name: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    text = f"threat-model: Ferry\nthreats:\n  T1: {{title: x, against: [{quoted[:2]}¦{quoted[2:]}]}}\n"
    assert said(text).startswith("**FW006")
    assert_only_text(said(text).partition("\n\n")[0])


def assert_only_text(text: str) -> None:
    """Nothing in it is more than text once an editor renders it, nor once it looks for bare links (GFM 0.29, §6.9)."""
    html = MarkdownIt("commonmark").render(text)
    assert not re.search(r"<(?!/?(?:p|strong|em|code|hr /)>)", html), html
    outside = re.sub(r"(`+)[^`].*?\1", "", text)
    assert not re.search(r"https?://|www\.|\w@\w", outside), text


def test_the_guidance_about_a_finding_is_short() -> None:
    """Some ninety words: why, what to do, when it is wrong."""
    parts = ("Why it matters", "Fix", "When it is wrong")
    words = {rule.code: sum(len(documentation(rule).sections[one].split()) for one in parts) for rule in all_rules()}
    assert {code: count for code, count in words.items() if count > 140} == {}
    assert sum(words.values()) / len(words) < 90


def test_an_answer_that_was_read_out_of_a_document_says_why_it_is_one() -> None:
    table = "## Threats\n\n| ID | Threat | Mitigation |\n|--|--|--|\n| T¦1 | A seat is lost | A lock |\n"
    assert "A lock (promised; same table row)" in said(table, MARKDOWN)
