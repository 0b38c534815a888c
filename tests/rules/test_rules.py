"""Every rule, by its own documentation: it says what it finds, finds that, and is silent where it says so."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from forewarn.dialects.writers import WRITERS
from forewarn.model.changes import BLANK, AddElement, AddField, AddToList
from forewarn.model.schema import schema
from forewarn.rules.documentation import SECTIONS, documentation
from forewarn.rules.registry import all_rules
from forewarn.rules.rule import Layer
from tests.support.findings import judge

if TYPE_CHECKING:
    from forewarn.model.changes import Fix
    from forewarn.rules.documentation import Example
    from forewarn.rules.rule import Rule
    from tests.support.findings import Judged, Shown

FAMILIES = {
    "integrity": "FW0",
    "unknown": "FW1",
    "answers": "FW2",
    "assumptions": "FW3",
    "flows": "FW4",
    "documents": "FW5",
    "reviews": "FW6",
    "housekeeping": "FW9",
}
"""The folders of rules, and how the codes of the rules in them begin."""
DIALECTS = {"yaml": "native", "markdown": "markdown", "json": "json", "toml": "configuration"}
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
    check = rule.check or rule.read or rule.named or rule.prose or rule.waived
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
            assert re.fullmatch(r"[A-Z`“\d].*[.?)]", one.message)
            assert not re.search(r"\b(forgot|must|invalid|illegal|violation)\b", one.message, re.IGNORECASE)


def offers(rule: Rule) -> list[tuple[Judged, Shown, Fix]]:
    """Everything that the rule offers in its own examples: the text, the finding, the fix."""
    return [
        (judged, one, fix)
        for example in documentation(rule).finds
        if DIALECTS[example.language] in WRITERS
        for judged in [judge(example.text, DIALECTS[example.language])]
        for one in judged.findings(rule.code)
        for fix in one.fixes()
    ]


def told(judged: Judged, rule: Rule) -> Counter[tuple[str, str]]:
    """What this rule and the integrity layer say, place aside: a fix moves what stands below it."""
    return Counter((one.code, one.message) for one in judged.findings(*selected(rule)))


def blanks(fix: Fix) -> int:
    """How many required fields the fix leaves empty."""
    required = {kind: spec.required for kind, spec in schema().kinds.items()}
    return sum(
        value == BLANK and name in required[change.kind]
        for change in fix.changes
        if isinstance(change, AddElement)
        for name, value in change.fields
    )


@RULES
def test_every_fix_can_be_applied_and_says_what_it_does(rule: Rule) -> None:
    for judged, one, fix in offers(rule):
        assert judged.fixed(one, fix) is not None, fix.title
        assert re.fullmatch(r"[A-Z].*[^.]", fix.title)
        assert not (fix.safe and fix.stub), "what leaves a blank is never applied unasked"


@RULES
def test_a_finding_offers_each_fix_once_and_prefers_at_most_one(rule: Rule) -> None:
    by_finding: dict[int, list[Fix]] = {}
    for _, one, fix in offers(rule):
        by_finding.setdefault(id(one), []).append(fix)
    for fixes in by_finding.values():
        assert len({fix.title for fix in fixes}) == len(fixes)
        assert sum(fix.preferred for fix in fixes) <= 1


@RULES
def test_a_complete_fix_silences_its_finding_and_brings_no_new_one(rule: Rule) -> None:
    for judged, one, fix in offers(rule):
        if not fix.stub:
            before, after = told(judged, rule), told(again(judged, one, fix), rule)
            assert after[rule.code, one.message] == before[rule.code, one.message] - 1, fix.title
            assert {key for key in after - before if key[0] != rule.code} == set(), fix.title


@RULES
def test_a_stub_leaves_a_model_that_reads_and_exactly_the_finding_that_asks_for_the_blank(rule: Rule) -> None:
    for judged, one, fix in offers(rule):
        if fix.stub:
            before, after = told(judged, rule), told(again(judged, one, fix), rule)
            new = [code for code, _ in (after - before).elements() if code != rule.code]
            assert new == ["FW004"] * blanks(fix), fix.title
            assert sum(code == rule.code for code, _ in after.elements()) <= sum(
                code == rule.code for code, _ in before.elements()
            ), fix.title


@RULES
def test_a_fix_touches_nothing_but_its_place(rule: Rule) -> None:
    """What only adds takes nothing away, but braces that give way to lines; the line endings are the file's own."""
    for judged, one, fix in offers(rule):
        text, fixed = judged.document.text, judged.fixed(one, fix) or ""
        if all(isinstance(change, AddElement | AddField | AddToList) for change in fix.changes):
            rest = iter(fixed)
            assert all(character in rest for character in text if character not in "{}, \n"), fix.title
        windows = judge(text.replace("\n", "\r\n"), judged.reading.dialect)
        there = next(other for other in windows.findings(rule.code) if other.span == one.span)
        assert windows.fixed(there, fix.title) == fixed.replace("\n", "\r\n"), fix.title


@RULES
def test_a_fix_applied_twice_changes_nothing_more(rule: Rule) -> None:
    for judged, one, fix in offers(rule):
        after = again(judged, one, fix)
        for still in after.findings(rule.code):
            if still.message == one.message and still.span.start.line == one.span.start.line:
                for offer in still.fixes():
                    if offer.title == fix.title:
                        assert after.fixed(still, offer) is None, fix.title


def again(judged: Judged, one: Shown, fix: Fix) -> Judged:
    """The text after the fix, judged anew."""
    return judge(judged.fixed(one, fix) or "", judged.reading.dialect)
