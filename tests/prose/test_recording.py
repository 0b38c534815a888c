"""A sentence that takes something for granted is recorded with one keystroke, and then nobody asks again."""

from __future__ import annotations

from tests.support.findings import judge

ASKED = "Only authorized librarians can access the card index."


def recorded(text: str, code: str = "FW301") -> str:
    """The text after the first fix of the first finding."""
    judged = judge(text, "markdown")
    one = judged.findings(code)[0]
    assert one.titles()[0] == "Record as an assumption"
    fixed = judged.fixed(one, one.fixes()[0])
    assert fixed is not None
    assert judge(fixed, "markdown").findings(code) == []
    return fixed


def test_an_assumption_joins_the_list_that_there_is_in_its_style() -> None:
    text = f"""# Library cards

## Assumptions

* The reading room is locked at night.

## Security considerations

{ASKED}
"""
    assert recorded(text) == text.replace("at night.\n", f"at night.\n* {ASKED}\n")


def test_a_document_without_such_a_section_gets_one_in_its_style() -> None:
    text = f"# Library cards\n\nSecurity\n--------\n\n{ASKED}\n\nReferences\n----------\n\n- [Cards](cards.md)\n"
    assert recorded(text) == text.replace("References\n", f"Assumptions\n-----------\n\n- {ASKED}\n\nReferences\n")


def test_marks_are_left_out_and_a_wrapped_sentence_is_one_line() -> None:
    text = (
        "# Library cards\n\n## Security considerations\n\nOnly *authorized librarians* can access\nthe `card index`.\n"
    )
    assert "- Only authorized librarians can access the card index.\n" in recorded(text)


def test_what_is_stated_elsewhere_in_near_the_same_words_is_not_asked_about() -> None:
    text = f"""# Library cards

## What we assume

- Access to the card index is for authorized librarians only.

## Security considerations

{ASKED}
"""
    assert judge(text.replace("What we assume", "Opening hours"), "markdown").findings("FW301")
    assert not judge(text.replace("What we assume", "Assumptions"), "markdown").findings("FW301")


def test_a_model_gets_the_kind_and_the_claim_and_says_that_nobody_confirmed_it() -> None:
    text = """# Library cards

```threat-model
threat-model: Library cards
zones:
  internet: {trust: none}
components:
  card-index: {type: relational-database}
assumptions:
  A1:
    statement: The reading room is locked at night.
```

## Security considerations

The card index is not exposed to the internet.
"""
    fixed = recorded(text)
    assert "  A2:\n    statement: The card index is not exposed to the internet.\n    kind: reach\n" in fixed
    assert "    check: no-direct internet -> card-index\n    validity: unconfirmed\n" in fixed


def test_a_threat_that_it_seems_to_rule_out_is_linked_on_request() -> None:
    text = """# Threat model: library cards

## Threats

- **T1**: Somebody from the internet reads the card index

## Assumptions

- **A1**: The reading room is locked at night.

## Security considerations

The card index is not exposed to the internet.
"""
    judged = judge(text, "markdown")
    (one,) = judged.findings("FW301")
    fix = one.fixes()[1]
    assert fix.title == "Record as an assumption that rules out `T1`"
    fixed = judged.fixed(one, fix) or ""
    assert "- **A2**: The card index is not exposed to the internet.\n" in fixed
    assert "  - Ruled out by: A2\n" in fixed
