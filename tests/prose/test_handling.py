"""What a text says that is handled, and what it does not say."""

from __future__ import annotations

import pytest

from forewarn.prose.accepting import accepted_in
from forewarn.prose.features import Place
from forewarn.prose.handling import handled_in
from tests.support.findings import judge


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("The desk stores the reader's email address.", ["personal-data"]),
        ("Email addresses and home addresses are sent to the archive.", ["personal-data"]),
        ("Passwords are hashed with argon2.", ["user-password"]),
        ("The form collects the CVV and card numbers.", ["card-verification-value", "payment-card-data"]),
        ("The desk issues a `JWT` to the reader.", ["access-token"]),
        ("We log the patient's health records.", ["special-category-data"]),
    ],
)
def test_what_is_handled_has_its_type(sentence: str, types: list[str]) -> None:
    assert sorted(one.type for one in handled_in(sentence)) == types


@pytest.mark.parametrize(
    "sentence",
    [
        "The desk never stores passwords.",
        "The export excludes fields containing PII.",
        "An attacker can send the password of somebody else.",
        "Does the desk store passwords?",
        "The password policy is kept in the handbook.",
        "Send my native token to the reader in one transaction.",
        "Keep in mind that the desk is closed.",
        "",
    ],
)
def test_what_is_not_handled_is_not_found(sentence: str) -> None:
    assert handled_in(sentence) == ()


def test_each_sort_of_thing_is_asked_about_once() -> None:
    text = (
        "# Cards: threat model\n\n## Flow\n\nThe desk stores passwords. It hashes passwords.\n\nPasswords are sent.\n"
    )
    (found,) = judge(text, "markdown").findings("FW501")
    assert (found.span.start.line, found.span.start.column, found.span.end.column) == (4, 0, 26)


def test_what_is_an_asset_in_the_model_beside_the_text_is_known() -> None:
    text = """# Cards

```threat-model
threat-model: Cards
assets:
  login-secret: {type: user-password}
```

## Flow

The desk stores passwords.
"""
    assert judge(text, "markdown").findings("FW501") == []
    judged = judge(text.replace("user-password", "api-key"), "markdown")
    (one,) = judged.findings("FW501")
    fixed = judged.fixed(one, one.fixes()[0])
    assert fixed is not None
    assert "  user-password:\n    title: User password\n    type: user-password\n" in fixed


@pytest.mark.parametrize(
    ("sentence", "heading", "found"),
    [
        ("We accept this risk.", "Security considerations", True),
        ("The residual risk is considered acceptable.", "Threats", True),
        ("This is a known limitation.", "Risks", True),
        ("We accept this risk because the shelf is locked.", "Risks", False),
        ("We do not accept this risk.", "Risks", False),
        ("Stolen books are out of scope.", "Risks", False),
        ("We accept this limitation.", "Performance", False),
        ("We accept pull requests.", "Security", False),
    ],
)
def test_a_risk_is_accepted_without_a_reason_only_in_such_words(sentence: str, heading: str, *, found: bool) -> None:
    assert bool(accepted_in(sentence, Place(("Cards", heading)))) is found


def test_a_reason_in_the_next_sentence_is_one() -> None:
    place = Place(("Cards", "Risks"), behind="The reason is that the shelf is locked.")
    assert accepted_in("We accept this risk.", place) == ""
