"""What an author waives in a comment is not shown; what is wrong with the comment is."""

from __future__ import annotations

import pytest

from tests.support.findings import judge

YAML = """\
threat-model: Library cards
owner: reading-room
assets:
  card: {type: personal-data}
threats:
  {above}
  T1: {{title: A card is copied, against: [card], severity: high}}{behind}
"""
MARKDOWN = """\
# Threat model

{above}
## Threats

- T1: A card is copied. Status: open{behind}
"""


def seen(text: str, dialect: str = "native") -> list[str]:
    """The codes found, those of questions that do not matter here left out."""
    return [one.code for one in judge(text, dialect).findings() if one.code in ("FW201", "FW003") or one.code > "FW9"]


@pytest.mark.parametrize(
    ("above", "behind", "codes"),
    [
        ("# forewarn: ignore FW201 because cards are replaced yearly", "", []),
        ("# forewarn: ignore threat-unanswered because cards are replaced yearly", "", []),
        ("# forewarn: ignore FW201 because of that until 2026-11-26", "", ["FW903"]),
        ("# forewarn: ignore FW201 because of that until 2026-12-10", "", ["FW903"]),
        ("# forewarn: ignore FW201 because of that until 2026-12-11", "", []),
        ("# forewarn: ignore FW201 because of that until 2026-11-25", "", ["FW903", "FW201"]),
        ("# forewarn: ignore FW201 because of that until 2026-13-25", "", ["FW903"]),
        ("# forewarn: ignore FW201, FW105 because they are replaced", "", ["FW901"]),
        ("# forewarn: ignore FW201\n  # (see the minutes)\n", "", ["FW902"]),
        ("# forewarn: ignore FW2O1 because they are replaced", "", ["FW904", "FW201"]),
        ("# forewarn: ignore", "", ["FW904", "FW201"]),
        ("# forewarn: ingore FW201 because they are replaced", "", ["FW003", "FW201"]),
        ("", "  # forewarn: ignore FW201 because they are replaced", []),
        ("# ignore FW201 because they are replaced", "", ["FW201"]),
    ],
)
def test_in_yaml(above: str, behind: str, codes: list[str]) -> None:
    text = YAML.replace("{above}", above).replace("{behind}", behind).replace("{{", "{").replace("}}", "}")
    assert seen(text) == codes


@pytest.mark.parametrize(
    ("behind", "codes"),
    [
        ("", ["FW201"]),
        (" <!-- forewarn: ignore FW201 because cards are replaced yearly -->", []),
        (" <!-- forewarn: ignore FW201, FW206 because cards are replaced yearly -->", ["FW901"]),
        (" <!-- forewarn: ignore FW201 -->", ["FW902"]),
    ],
)
def test_in_markdown(behind: str, codes: list[str]) -> None:
    assert seen(MARKDOWN.format(above="", behind=behind), "markdown") == codes


def test_a_comment_behind_one_thing_does_not_speak_of_the_next() -> None:
    text = (
        "threat-model: Cards\nowner: desk\nassets:\n  card: {type: personal-data}\nthreats:\n"
        "  T1: {title: It is copied, against: [card], severity: low}  # forewarn: ignore FW201 because it is dull\n"
        "  T2: {title: It is sold, against: [card], severity: low}\n"
    )
    assert seen(text) == ["FW201"]


@pytest.mark.parametrize("behind", ["", "  # forewarn: ignore FW105 because it is dull"])
def test_removing_leaves_the_rest_as_it_was(behind: str) -> None:
    above = "" if behind else "# forewarn: ignore FW105 because it is dull"
    text = YAML.replace("{above}", above).replace("{behind}", behind).replace("{{", "{").replace("}}", "}")
    judged = judge(text)
    (one,) = judged.findings("FW901")
    without = "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("#"))
    assert judged.fixed(one, "Remove the comment") == without.replace(behind, "")
