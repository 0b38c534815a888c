"""Every fix of every finding in real Markdown documents does what it says, once, and nothing else."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from forewarn.analysis.fixes import edits_of
from forewarn.model.changes import BLANK, AddElement, AddField, AddToList, Fix, NewRecord
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.rules.registry import all_rules
from forewarn.text.edits import apply_edits
from tests.conftest import REPOSITORY
from tests.support.findings import PATH, Judged, Shown, judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forewarn.model.changes import Change
    from forewarn.model.elements import Element, Field, Value

EVERY = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 3
"""Every so many documents of the corpus are looked at."""
OF_EACH = 3
"""So many threats of a document get answers that no finding asked for."""
CODES = tuple(rule.code for rule in all_rules())
"""All rules, asked for by name: so that they speak at each place."""
TITLE = "Slow down listings and tell the desk"


class Fact(NamedTuple):
    """One thing that an element says, `field` being empty for that it is there at all."""

    kind: str
    title: str
    field: str
    text: str


def documents(shared: Path | None) -> Iterator[tuple[str, str]]:
    """The project's own example, and documents of the corpus where it is there."""
    found = sorted((REPOSITORY / "docs" / "example" / "design").glob("*.md"))
    if shared is not None:
        corpus = shared / "corpus"
        folders = (corpus / "markdown-models" / "documents", corpus / "design-docs")
        found += [path for folder in folders for path in sorted(folder.glob("*.md"))[::EVERY]]
    for path in found:
        with path.open(encoding="utf-8", newline="") as file:
            yield path.name, file.read()


def values(field: Field) -> tuple[Value, ...]:
    return field.content if isinstance(field.content, tuple) else (field.content,)


def said(value: Value) -> str:
    if isinstance(value, Record):
        return "; ".join(f"{name} {' '.join(map(said, values(field)))}" for name, field in value.fields.items())
    return value.text


def facts(judged: Judged) -> Counter[Fact]:
    """All that is read of the elements, but for what they name, which tells nothing more."""
    found: Counter[Fact] = Counter()
    for part in judged.reading.parts:
        for element, _ in part.elements():
            found[Fact(element.kind, element.title, "", "")] += 1
            found.update(
                Fact(element.kind, element.title, name, said(value))
                for name, field in element.fields.items()
                if name not in ("mitigations", "against", "ruled-out-by")
                for value in values(field)
            )
    return found


def asked(judged: Judged, code: str, element: Element) -> int:
    """How often the rule asks about elements that are called so."""
    return sum(
        raised.rule.code == code
        and raised.finding.element is not None
        and (raised.finding.element.kind, raised.finding.element.title) == (element.kind, element.title)
        for analysis in judged.analyses
        for found in analysis.found.values()
        for raised in found
    )


def written(judged: Judged, fix: Fix) -> str | None:
    """The text after a fix; None where the document's shape has no room for it."""
    edits = edits_of(fix, judged.analyses[0], {PATH: judged.reading}).get(PATH, ())
    return apply_edits(judged.document, edits).text if edits else None


def nothing_else_changed(before: Judged, after: Judged, element: Element) -> bool:
    """Whether all other elements say what they said; a cell with one control more is one longer control."""
    lost = facts(before) - facts(after)
    titles = [one.title for part in after.reading.parts for one, _ in part.elements()]
    return all(
        (fact.kind, fact.title) == (element.kind, element.title)
        or (fact.kind == "mitigation" and any(title.startswith(f"{fact.title.rstrip('.')}") for title in titles))
        for fact in lost
    )


def same_fix(judged: Judged, one: Shown, fix: Fix) -> Iterator[Fix]:
    """The fix that is offered for the same element under the same title."""
    element = one.finding.element
    for other in judged.findings(*CODES):
        about = other.finding.element
        if other.code == one.code and element and about and (about.kind, about.title) == (element.kind, element.title):
            yield from (offer for offer in other.fixes() if offer.title == fix.title)


def test_every_fix_of_every_finding_is_written_once_and_ends_it(shared_or_none: Path | None) -> None:
    tried = 0
    for name, text in documents(shared_or_none):
        before = judge(text, "markdown")
        for one in before.findings(*CODES):
            element = one.finding.element
            for fix in one.fixes() if element is not None else ():
                result = written(before, fix)
                if result is None or element is None:
                    continue
                where = f"{name}:{one.line + 1} {one.code} {fix.title}"
                after = judge(result, "markdown")
                tried += 1
                assert nothing_else_changed(before, after, element), where
                if not fix.stub:
                    assert asked(after, one.code, element) < asked(before, one.code, element), where
                if asked(after, one.code, element) == 1:
                    assert all(written(after, again) is None for again in same_fix(after, one, fix)), where
    assert tried > (50 if shared_or_none else 0)


ANSWERS = ("add a mitigation", "accept with a record", "rule out by an assumption", "add a threat", "say how bad")


def answer(what: str, threat: Element) -> tuple[Change, ...]:
    """What somebody may want to write of any threat, asked or not."""
    if what == "add a mitigation":
        new = AddElement(Kind.MITIGATION, "M99", (("title", TITLE), ("status", "suggested")), near=threat)
        return new, AddToList(threat, "mitigations", "M99")
    if what == "accept with a record":
        record = NewRecord((("kind", "accept"), ("by", BLANK), ("reason", BLANK), ("until", BLANK)))
        return (AddField(threat, "decision", record),)
    if what == "rule out by an assumption":
        new = AddElement(Kind.ASSUMPTION, "A99", (("statement", "Only the desk can search."),), near=threat)
        return new, AddToList(threat, "ruled-out-by", "A99")
    if what == "add a threat":
        return (AddElement(Kind.THREAT, "T99", (("title", "Somebody guesses a card number"),), near=threat),)
    assert what == "say how bad"
    return (AddField(threat, "severity", "critical"),)


def has(what: str, judged: Judged, threat: Element) -> bool:
    """Whether it is read of a threat called so."""
    elements = [element for part in judged.reading.parts for element, _ in part.elements()]
    titles = {element.id: element.title for element in elements}
    same = [one for one in elements if one.kind is Kind.THREAT and one.title == threat.title]
    return {
        "add a mitigation": any(TITLE in titles.get(name, "") for one in same for name in one.names("mitigations")),
        "accept with a record": any(
            (record := one.record("decision")) is not None and record.text("kind") == "accept" for one in same
        ),
        "rule out by an assumption": any(
            "Only the desk" in titles.get(name, "") for one in same for name in one.names("ruled-out-by")
        ),
        "add a threat": "Somebody guesses a card number" in titles.values(),
        "say how bad": any("critical" in one.text("severity") for one in same),
    }[what]


@pytest.mark.parametrize("what", ANSWERS)
def test_what_is_written_of_any_threat_is_read_again(what: str, shared_or_none: Path | None) -> None:
    """Where a shape has no room for it nothing is written; where it has, a second time changes nothing."""
    done = 0
    for name, text in documents(shared_or_none):
        before = judge(text, "markdown")
        threats = [one for part in before.reading.parts for one, _ in part.elements() if one.kind is Kind.THREAT]
        titles = Counter(one.title for one in threats)
        threats = [one for one in threats if titles[one.title] == 1]
        for threat in [one for one in threats if what != "say how bad" or "severity" not in one.fields][:OF_EACH]:
            result = written(before, Fix(what, answer(what, threat)))
            if result is None:
                continue
            after = judge(result, "markdown")
            done += 1
            assert has(what, after, threat), f"{name}: {threat.title}"
            assert nothing_else_changed(before, after, threat), f"{name}: {threat.title}"
            again = next(
                one
                for part in after.reading.parts
                for one, _ in part.elements()
                if one.kind is Kind.THREAT
                and one.title == threat.title
                and (what == "add a threat" or has(what, after, one))
            )
            assert written(after, Fix(what, answer(what, again))) is None, f"{name}: {threat.title}, a second time"
    assert done > (10 if shared_or_none else 0)
