"""What a rule answers of an element is of one mind with its findings, in every example that the rules document."""

from __future__ import annotations

import pytest

from forewarn.analysis.evidence import of_element
from forewarn.rules.documentation import documentation
from forewarn.rules.registry import all_rules
from forewarn.rules.rule import State
from tests.support.findings import judge

DIALECTS = {"yaml": "native", "markdown": "markdown"}
EXAMPLES = [
    pytest.param(example.text, DIALECTS[example.language], id=f"{rule.code}-{number}")
    for rule in all_rules()
    for number, example in enumerate((*documentation(rule).finds, *documentation(rule).silent))
    if example.language in DIALECTS
]


@pytest.mark.parametrize(("text", "dialect"), EXAMPLES)
def test_a_rule_calls_open_what_it_found_something_in_and_nothing_else(text: str, dialect: str) -> None:
    for analysis in judge(text, dialect).analyses:
        for element, _ in (each for part in analysis.parts for each in analysis.understood(part)):
            for one in of_element(element, analysis):
                assert (one.reply.state is State.OPEN) == bool(one.raised), (one.rule.code, element.name, one.reply)
                assert one.reply.why
