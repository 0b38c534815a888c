"""Every rule, by its own documentation: it says what it finds, finds that, and is silent where it says so."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from forewarn.rules.documentation import SECTIONS, documentation
from forewarn.rules.registry import all_rules
from forewarn.rules.rule import Layer
from tests.support.findings import judge

if TYPE_CHECKING:
    from forewarn.rules.documentation import Example
    from forewarn.rules.rule import Rule

FAMILIES = {"integrity": "FW0", "unknown": "FW1", "answers": "FW2", "assumptions": "FW3", "flows": "FW4"}
"""The folders of rules, and how the codes of the rules in them begin."""
DIALECTS = {"yaml": "native", "markdown": "markdown", "json": "json"}
RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)


def selected(rule: Rule) -> list[str]:
    """This rule and the integrity layer: what an example is judged by."""
    return [rule.code, *(other.code for other in all_rules() if other.layer is Layer.INTEGRITY)]


def found(rule: Rule, example: Example) -> list[tuple[int, str]]:
    """The lines and codes of what is found in an example."""
    judged = judge(example.text, DIALECTS[example.language])
    return [(one.line, one.code) for one in judged.findings(*selected(rule))]


def test_codes_and_names_are_unique() -> None:
    counts = Counter(key for rule in all_rules() for key in (rule.code, rule.name))
    assert [key for key, count in counts.items() if count > 1] == []


@RULES
def test_a_rule_has_a_code_of_its_family_and_a_name_of_plain_words(rule: Rule) -> None:
    assert re.fullmatch(r"FW\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    check = rule.check or rule.read
    assert check is not None
    *_, family, module = check.__module__.split(".")
    assert rule.code.startswith(FAMILIES[family])
    assert module == rule.name.replace("-", "_"), "the file is called like the rule"
    assert bool(rule.check) == bool(rule.kinds), "a rule that looks at elements says of which kinds"


@RULES
def test_a_rule_is_documented(rule: Rule) -> None:
    """One sentence first, then the sections in their order, each with something in it."""
    there = documentation(rule)
    assert re.fullmatch(r"[A-Z`].*[.?]", there.title)
    assert tuple(there.sections) == SECTIONS
    assert all(there.sections.values())
    assert there.finds
    assert there.silent
    assert all(example.wanted for example in there.finds), "every example under Finds says where"
    assert not any(example.wanted for example in there.silent)


@RULES
def test_a_rule_finds_what_its_documentation_says_and_nothing_else_is_wrong_there(rule: Rule) -> None:
    for example in documentation(rule).finds:
        assert found(rule, example) == sorted(example.wanted)
        assert {code for _, code in example.wanted} == {rule.code}


@RULES
def test_a_rule_is_silent_where_its_documentation_says_so(rule: Rule) -> None:
    for example in documentation(rule).silent:
        assert found(rule, example) == []


@RULES
def test_messages_say_something_to_a_person(rule: Rule) -> None:
    """A sentence with its end, on one line, without blame."""
    for example in documentation(rule).finds:
        for one in judge(example.text, DIALECTS[example.language]).findings(rule.code):
            assert re.fullmatch(r"[A-Z`\d].*[.?)]", one.message)
            assert not re.search(
                r"\b(forgot|must|invalid|illegal|violation)\b", one.message, re.IGNORECASE
            )
