"""In a rule file an editor offers fields, their words and facts, and says what they mean."""

from __future__ import annotations

import pytest

from tests.support.cursors import accepted, labels, said

PATH = "/models/rules.yaml"
RULES = """\
own-rules: Ours
rules:
  ACME-001:
    name: a-rule
    kind: flow
    when: encrypted
    require: encrypted
    message: "{name} is 🔑."
"""


def typed(old: str, new: str) -> str:
    assert RULES.count(old) == 1
    return RULES.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "offered"),
    [
        ("rules:\n  ACME-001:", "ru¦\n  ACME-001:", ["rules"]),
        ("    when: encrypted\n", "    ¦\n", ["when", "ask", "layer", "severity", "fix", "insert", "why", "link"]),
        ("kind: flow", "kind: ¦", ["model", "zone", "actor", "component", "asset", "flow"]),
        ("when: encrypted", "severity: ¦", ["error", "warning", "information", "hint"]),
        ("when: encrypted", "insert: ¦", ["from", "to", "carries", "returns", "protocol", "encrypted"]),
        ("when: encrypted", "when: ¦", ["from", "to", "carries"]),
        ("when: encrypted", "when: from.¦", ["type", "zone", "stores", "owner"]),
        ("when: encrypted", "when: from.zone.¦", ["in", "trust"]),
        ("when: encrypted", "when: from.zone.trust >= ¦", ["none", "low", "medium", "high", "full"]),
        ("when: encrypted", "when: encrypted == ¦", ["true", "false", "today"]),
        ("when: encrypted", "when: authorization in [none, ¦]", ["none", "role", "per-record", "tenant"]),
        ("when: encrypted", "when: authorization not in [¦", ["none", "role", "per-record", "tenant"]),
        ("when: encrypted", "when: encrypted ¦", ["not", "and", "or", "is", "in", "contains", "starts", "ends"]),
        ("when: encrypted", "when: some threats (¦", ["title", "type", "against"]),
        ("when: encrypted", "when: some threats (severity == ¦", ["low", "medium", "high", "critical", "today"]),
        ("when: encrypted", "when: every carries (threats.¦", ["title", "type", "against"]),
        ("when: encrypted", "when: owner adn ¦", []),
        ("when: encrypted", 'when: protocol contains "¦', []),
        ("when: encrypted", "# when: ¦", []),
        ("{name}", "{¦", ["name", "from", "to", "carries"]),
        ("{name}", "🔑 {from.¦}", ["type", "zone", "stores", "owner"]),
        ("{name}", "{name} ¦", []),
    ],
)
def test_what_could_stand_there_is_offered(old: str, new: str, offered: list[str]) -> None:
    found = labels(typed(old, new), PATH)
    assert found[: len(offered)] == offered
    assert found or not offered


def test_a_word_takes_the_place_of_what_is_typed() -> None:
    assert accepted(typed("when: encrypted", "when: from.zo¦ne.trust == none"), "zone", PATH) == typed(
        "when: encrypted", "when: from.zone.trust == none"
    )
    assert accepted(typed("    when: encrypted\n", "    se¦\n"), "severity", PATH) == typed(
        "    when: encrypted\n", "    severity: \n"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    require", "    re¦quire", "**require** — What has to hold of them."),
        ("when: encrypted", "when: fr¦om.zone.trust == none", "**from** — Where it starts: who asks or sends."),
        ("when: encrypted", "when: from.zone.tru¦st == none", "**trust** — How far what runs here is trusted."),
        ("when: encrypted", "when: some threats (ans¦wer == open)", "**answer** — How well it is answered"),
        ("when: encrypted", "when: authorization == no¦ne", ""),
        ("when: encrypted", "when: encrypted a¦nd encrypted", ""),
    ],
)
def test_a_hover_says_what_a_word_means(old: str, new: str, told: str) -> None:
    assert said(typed(old, new), PATH).startswith(told)
