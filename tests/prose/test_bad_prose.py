"""Texts that are no English sentences: nothing is found in them, nothing breaks, and nothing takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.prose.accepting import accepted_in
from forewarn.prose.exceptions import exception_in
from forewarn.prose.features import Place
from forewarn.prose.handling import handled_in
from forewarn.prose.judging import judge
from tests.support.findings import judge as read

CODES = ("FW301", "FW306", "FW307", "FW308", "FW501", "FW503")
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
    assert handled_in(text) == ()
    assert accepted_in(text, PLACE) == ""


@pytest.mark.parametrize(
    "body",
    [
        "Nur berechtigte Personen können auf die Kartei zugreifen. Der Zugriff ist unmöglich.",
        "Seuls les bibliothécaires autorisés peuvent accéder au fichier. Aucun risque de sécurité.",
        "Solo los bibliotecarios autorizados pueden acceder. No hay implicaciones de seguridad.",
        "許可された司書だけが索引にアクセスできます。改ざんは不可能です。",
        "فقط أمناء المكتبة المصرح لهم يمكنهم الوصول.",
        "only " * 200_000,
        "- \n" * 3_000,
        "".join(f"{'  ' * (depth % 40)}- only\n" for depth in range(2_000)),
        "* only * access * from * localhost *\n" * 500,
        "<div><p>Only authorized librarians can access the card index.</p></div>",
        "<!-- Only authorized librarians can access the card index. -->",
        "```\nOnly authorized librarians can access the card index.\n```",
        "    Only authorized librarians can access the card index.",
        "> Only authorized librarians can access the card index.",
        "## Only authorized librarians can access the card index.",
        "Only\x00authorized\x07librarians\x1bcan\x9faccess\u202ethe\u2028index",
        "|".join(["only"] * 5_000),
        "\ufeff\ufffd\ud800",
    ],
)
def test_nothing_is_found_in_a_document_of_it(body: str) -> None:
    judged = read(f"# Cards\n\n## Security considerations\n\n{body}\n", "markdown")
    assert [one.code for one in judged.findings(*CODES)] == []


SAID = """only authorized users can access the index no security implications never stored passwords except is trusted
we accept this risk `code` [link](a.md) **bold** | ; . , 😀 n't 127.0.0.1"""
WORDS = st.sampled_from([*SAID.split(), "\n"])


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
def test_whatever_it_is_a_finding_lies_on_its_words(body: str) -> None:
    judged = read(f"# Cards\n\n## Security considerations\n\n{body}\n", "markdown")
    for one in judged.findings(*CODES):
        told = judged.document.slice(one.span)
        assert told.strip() == told
        assert told
