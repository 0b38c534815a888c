"""Beside a heading: what its section was taken for, where the heading does not say so itself, and what stands in it."""

from __future__ import annotations

import pytest

from forewarn.features.hints import USUAL, Sort, about, hints
from forewarn.model.configuration.settings import settings
from forewarn.text.position import Position, Span
from tests.support.cursors import MARKDOWN, YAML, read

DOCUMENT = """\
# Ferry tickets: threat model

## What we keep

<!-- forewarn: section assets -->

- Names of passengers
- Seats

## What could go wrong \U0001f30a

### On the quay

- T1: A ticket is copied. *Mitigation:* Tickets are good for one crossing.
- T2: A seat is sold twice

### Accepted risks

- Lost tickets

## Threats

## Mitigations

- M1: Tickets are good for one crossing

## Residual risk

- R1: The ferry is late

## History

- Written in March
"""


ALL = Span(Position(0, 0), Position(10_000, 0))


def shown(text: str, first: int = 0, last: int = 10_000) -> list[str]:
    """The headings with the hints beside them, as one sees them in these lines."""
    view = read(text, MARKDOWN)
    lines = text.split("\n")
    found = hints(view, Span(Position(first, 0), Position(last, 0)), {Sort.SECTIONS})
    assert all(one.position.column == len(lines[one.position.line]) for one in found)
    return [f"{lines[one.position.line]}   {one.text}" for one in found]


def test_a_document() -> None:
    assert shown(DOCUMENT) == [
        "## What we keep   assets · 2",
        "## What could go wrong \U0001f30a   threats · 3, 1 open",
        "### Accepted risks   1",
        "## Threats   none read",
        "## Mitigations   1",
        "## Residual risk   1",
    ]


def test_only_the_lines_that_are_asked_for() -> None:
    assert shown(DOCUMENT, 4, 12) == ["## What could go wrong \U0001f30a   threats · 3, 1 open"]
    assert shown(DOCUMENT, 3, 8) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the counts say whether anything is left to do
        ("## Threats\n\n- T1: A ticket is copied\n  - Mitigation: Check the name\n", ["## Threats   1 · none open"]),
        ("## Open questions\n\n- Who checks tickets?\n", ["## Open questions   1 · 1 open"]),
        ("## Trust boundaries\n\n- Quay\n- Ship\n", ["## Trust boundaries   2"]),
        ("## Known limitations\n\n- Lost tickets\n", ["## Known limitations   accepted risks · 1"]),
        # what is in scope may be told in any words
        ("## Scope\n\nThe kiosk on the quay.\n", []),
        ("## Scope\n\n- The kiosk on the quay\n", ["## Scope   1"]),
        # a heading in two lines has it beside its words
        ("What could go wrong\n---\n\n- T1: A ticket is copied\n", ["What could go wrong   threats · 1, 1 open"]),
        # behind a comment, where the eye does not look for a break in the line
        (
            "## Bad days <!-- forewarn: section threats -->\n\n- A ticket is copied\n",
            ["## Bad days <!-- forewarn: section threats -->   threats · 1, 1 open"],
        ),
        # nothing is looked for where the author says so, and nothing is said there
        ("<!-- forewarn: section none -->\n## Threats\n\n- A ticket is copied\n", []),
        ("## History\n\n- Written in March\n", []),
        ("", []),
    ],
)
def test_a_section(text: str, expected: list[str]) -> None:
    assert shown(f"# Threat model\n\n{text}") == expected


MODEL = """\
threat-model: Ferry tickets
assets:
  ticket: {type: order-history}
  name: {type: personal-data, sensitivity: secret}
zones:
  port: {trust: low}
  ship: {in: port}
  bridge: {in: ship, trust: high}
components:
  kiosk: {type: iot-device, zone: bridge}
  log: {zone: port}
flows:
  pay:
    from: kiosk
    to: log
    protocol: https
  sail: {from: log, to: kiosk, protocol: https, encrypted: false}
threats:
  T1:
    title: A ticket is copied
    mitigations: [M1, M2]
  T2:
    title: A name is read aloud
    mitigations: [M3]
  T3:
    title: The printer jams
    decision: {kind: accept, by: Ada, until: 2020-01-31}
  T4: {title: A seat is sold twice, ruled-out-by: [A1]}
  T5:
    title: The crew looks away
  T6: {title: Fog, decision: {kind: avoid}}
  T7: {title: Rust, mitigations: [M1], status: open}
mitigations:
  M1: {title: Tickets are good for one crossing only, status: active}
  M2: {title: The crew looks at the name on each ticket, status: planned, owner: crew}
  M3: {title: Names are shown, status: planned, due: 2030-01-01}
  M4: {title: A fence}
assumptions:
  A1: {statement: The seat plan is kept in one place}
"""


def beside(text: str, *sorts: Sort, path: str = YAML) -> list[str]:
    """The hints of some sorts, each behind the first word of its line."""
    view = read(text, path)
    found = hints(view, ALL, sorts or USUAL)
    return [f"{view.document.line(one.position.line).split()[0]} {one.text}" for one in found]


def test_how_threats_are_answered() -> None:
    assert beside(MODEL, Sort.ANSWERS) == [
        "T1: held by M1",
        "T2: promised by M3",
        "T3: accepted until 2020-01-31, which has passed",
        "T4: ruled out by A1, unconfirmed",
        "T5: open",
        "T6: avoided",
        "T7: open",
    ]


def test_what_numbers_stand_for() -> None:
    text = MODEL.replace("[M3]", "\n      - M3\n      - M4\n      - M9")
    assert beside(text, Sort.NAMES) == [
        "mitigations: M1 Tickets are good for one … · M2 The crew looks at the name …",
        "- Names are shown",
        "- A fence",
        "T4: The seat plan is kept in one place",
        "T7: Tickets are good for one crossing only",
    ]


def test_the_answer_comes_before_the_name_on_one_line() -> None:
    """`T4` and `T7` say both on one line."""
    lines = [one.position.line for one in hints(read(MODEL), ALL, set(Sort))]
    assert len(lines) == len(set(lines))
    assert "T4: ruled out by A1, unconfirmed" in beside(MODEL)


def test_words_for_names_say_themselves_what_they_are() -> None:
    assert (
        beside("threat-model: A\nassets:\n  seat: {title: A seat}\nthreats:\n  T1: {against: [seat]}\n", Sort.NAMES)
        == []
    )


def test_what_counts_because_nothing_else_is_said() -> None:
    assert beside(MODEL, Sort.DEFAULTS) == ["ticket: restricted", "protocol: encrypted", "M4: planned"]


def test_what_a_zone_passes_on() -> None:
    assert beside(MODEL, Sort.ZONES) == ["ship: trust low, as port", "kiosk: in ship, in port"]


def test_how_the_model_stands() -> None:
    assert beside(MODEL, Sort.PRIORITY) == ["threat-model: need: full · 2 of 7 threats open"]
    assert beside("threat-model: A\n", Sort.PRIORITY) == []
    assert beside("threat-model: A\nthreats:\n  T1: {title: Rust}\n", Sort.PRIORITY) == ["threat-model: 1 threat, open"]


def test_nothing_is_said_of_how_a_model_stands_that_is_superseded() -> None:
    assert beside(f"{MODEL}stage: superseded\n", Sort.ANSWERS, Sort.PRIORITY) == []


def test_what_follows_from_a_type_is_not_shown_unless_somebody_chooses() -> None:
    assert Sort.DEFAULTS not in USUAL
    assert Sort.ZONES not in USUAL


def test_threats_of_a_document_behind_the_last_line_of_their_titles() -> None:
    text = (
        "# Threat model\n\n## Threats\n\n"
        "- T1: A ticket is copied\n  by a stranger\n  - Mitigation: M1\n- T2: A seat is\n  sold twice\n\n"
        "## Mitigations\n\n- M1: Look at names (implemented)\n"
    )
    assert beside(text, Sort.ANSWERS, path=MARKDOWN) == ["by held by M1", "sold open"]


def test_a_block_in_a_document() -> None:
    text = "# Ferry\n\n```yaml threat-model\nthreat-model: Ferry\nthreats:\n  T1: {title: Rust \U0001f6a2}\n```\n"
    assert beside(text, path=MARKDOWN) == ["threat-model: 1 threat, open", "T1: open"]


@pytest.mark.parametrize(
    "typed", ["T8", "T8:", "T8: {", "T8: {title: 'Ice", "T8: {title: Ice, mitigations: [M1", "- ["]
)
def test_typing_elsewhere_leaves_them_as_they_are(typed: str) -> None:
    """Half a threat more at the end: what stands beside the others does not flicker."""
    text = MODEL.replace("\nmitigations:\n", f"\n  {typed}\nmitigations:\n")
    kept = beside(MODEL, Sort.ANSWERS, Sort.NAMES, Sort.DEFAULTS, Sort.ZONES)
    assert [one for one in beside(text, Sort.ANSWERS, Sort.NAMES, Sort.DEFAULTS, Sort.ZONES) if one in kept] == kept


def test_more_about_a_hint_is_what_hovering_says() -> None:
    view = read(MODEL)
    told = {one.text: about(view, one) for one in hints(view, ALL, set(Sort))}
    assert "A ticket is copied" in told["held by M1"]
    assert "**mitigation** `M3`" in told["Names are shown"]
    assert (
        "Tickets are good for one crossing only"
        in told["M1 Tickets are good for one … · M2 The crew looks at the name …"]
    )
    assert told["trust low, as port"]


def test_the_setting_has_a_flag_for_each_sort_with_what_is_usual() -> None:
    fields = settings()["hints"].fields
    assert {name: field.usual for name, field in fields.items()} == {sort.value: sort in USUAL for sort in Sort}


def test_an_empty_text_and_lines_that_are_not_there() -> None:
    assert hints(read(""), ALL, set(Sort)) == ()
    assert hints(read(MODEL), Span(Position(500, 0), Position(600, 0)), set(Sort)) == ()
