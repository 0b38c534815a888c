"""Every fix of every finding on whole models, also while somebody types: it writes what it says and breaks nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from forewarn.analysis.fixes import edits_of
from forewarn.model.changes import AddElement, AddField, AddToList, RemoveElement, RemoveField, ReplaceText
from forewarn.rules.documentation import documentation
from forewarn.rules.registry import all_rules
from forewarn.text.edits import in_order
from tests.support.changing import Typed
from tests.support.findings import PATH, Judged, Shown, judge

if TYPE_CHECKING:
    from forewarn.model.changes import Change, Fix

SHIPPED = (Path(__file__).resolve().parents[3] / "docs" / "example" / "threat-model.yaml").read_text("utf-8")
EXAMPLES = {
    f"{rule.code} {number}": example.text
    for rule in all_rules()
    for number, example in enumerate(documentation(rule).finds, 1)
    if example.language == "yaml" and rule.fixes
}
"""What the rules' own documentation shows as wrong."""
LAID_OUT = (SHIPPED, SHIPPED.replace("\n", "\r\n"), SHIPPED.replace("  ", "    "), SHIPPED.rstrip())


def _fixes(judged: Judged) -> list[tuple[Shown, Fix]]:
    return [(one, fix) for one in judged.findings() for fix in one.fixes()]


def _facts(judged: Judged) -> Counter[tuple[str, str, str, str]]:
    return Counter(fact for part in judged.reading.parts for fact in Typed(judged.reading, part).facts() if fact[3])


def _reads_as_yaml(text: str) -> bool:
    try:
        list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    return True


def _item(change: Change) -> int | None:
    return change.element.item if isinstance(change, AddField | AddToList | RemoveElement | RemoveField) else None


def _only_adds(changes: tuple[Change, ...]) -> bool:
    return all(isinstance(change, AddElement | AddField | AddToList) for change in changes)


def _check(judged: Judged, one: Shown, fix: Fix) -> Judged | None:
    """Apply the fix and look at what came out; None if it is not offered for this text."""
    edits = edits_of(fix, one.analysis, {PATH: judged.reading}).get(PATH, ())
    assert edits == in_order(edits)
    text = judged.fixed(one, fix)
    if text is None:
        return None
    after = judge(text)
    lost = _facts(judged) - _facts(after)
    if _only_adds(fix.changes):
        assert not lost, fix.title
    else:
        serials = {change.item if isinstance(change, ReplaceText) else _item(change) for change in fix.changes}
        touched = {(e.kind, e.id) for part in judged.reading.parts for e, _ in part.elements() if e.item in serials}
        # What mends broken text may tell anew what belongs where, and so does a key that its author takes out.
        renames = [change for change in fix.changes if isinstance(change, ReplaceText)]
        mends = any(change.raw or change.text.startswith("x-") for change in renames)
        assert mends or {fact[:2] for fact in lost} <= touched, fix.title
    assert _reads_as_yaml(text) or not _reads_as_yaml(judged.document.text), fix.title
    return after


@pytest.mark.parametrize("text", [SHIPPED, *EXAMPLES.values()], ids=["the shipped example", *EXAMPLES])
def test_every_fix_of_every_finding_can_be_applied(text: str) -> None:
    judged = judge(text)
    for one, fix in _fixes(judged):
        assert _check(judged, one, fix) is not None, f"{one.code} {fix.title}"


@given(st.sampled_from(LAID_OUT), st.data())
def test_a_fix_that_is_complete_ends_its_finding(text: str, data: st.DataObject) -> None:
    judged = judge(text)
    one, fix = data.draw(st.sampled_from(_fixes(judged)))
    after = _check(judged, one, fix)
    assert after is not None
    if not fix.stub:
        before = [(other.code, other.message) for other in judged.findings()]
        now = [(other.code, other.message) for other in after.findings()]
        assert now.count((one.code, one.message)) < before.count((one.code, one.message)), fix.title


@given(st.data())
def test_fixes_do_no_harm_while_somebody_types(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from([SHIPPED, *EXAMPLES.values()])).splitlines(keepends=True)
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number].rstrip("\n")
    kept = data.draw(st.integers(0, len(line)))
    typed = data.draw(st.sampled_from(["", ":", "- ", "{", "[", '"', " x", "\t", "# "]))
    lines[number] = line[:kept] + typed + "\n"
    judged = judge("".join(lines))
    fixes = _fixes(judged)
    assume(fixes)
    one, fix = data.draw(st.sampled_from(fixes))
    _check(judged, one, fix)
