"""Fixes become edits in the files of the model: which file, all of a fix or nothing, and never an exception."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from forewarn.analysis.engine import Analysis, Engine, Raised
from forewarn.analysis.fixes import edits_of, fixes_of
from forewarn.dialects import markdown, native
from forewarn.model.changes import AddElement, AddField, AddToList, Fix, RemoveElement, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits
from tests.support.findings import TODAY, Paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from forewarn.model.elements import Element
    from forewarn.model.reading import Reading
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Finding


class Model:
    """A model in several files."""

    def __init__(self, **texts: str) -> None:
        self.readings: dict[str, Reading] = {
            path: (markdown if path == "document" else native).read(Document.of(text)) for path, text in texts.items()
        }
        parts = [(part, path) for path, reading in self.readings.items() for part in reading.parts]
        engine = Engine(TODAY, Paths())
        self.analysis: Analysis = engine.update(tuple(p for p, _ in parts), tuple(path for _, path in parts))

    def __getitem__(self, name: str) -> Element:
        return self.analysis.index.by_id[name][0]

    def fixed(self, *changes: AddElement | AddField | AddToList | RemoveElement | ReplaceText) -> dict[str, str]:
        """The texts that a fix with these changes alters, as they are afterwards."""
        edits = edits_of(Fix("Do it", changes), self.analysis, self.readings)
        return {path: apply_edits(self.readings[path].document, own).text for path, own in edits.items()}

    def raised(self, code: str) -> Raised:
        """The first finding of this rule."""
        return next(one for found in self.analysis.found.values() for one in found if one.rule.code == code)


def test_a_change_goes_to_the_file_that_holds_its_element() -> None:
    model = Model(shop="threats:\n  T1:\n    title: Replay\n", till="threats:\n  T2:\n    title: Theft\n")
    assert model.fixed(AddField(model["T2"], "severity", "high")) == {
        "till": "threats:\n  T2:\n    title: Theft\n    severity: high\n"
    }


def test_a_new_element_goes_where_elements_of_its_kind_are() -> None:
    model = Model(threats="threats:\n  T1:\n    title: Replay\n", controls="mitigations:\n  M1:\n    title: Log\n")
    new = AddElement(Kind.MITIGATION, "M2", (("title", "Bind it"),), near=model["T1"])
    assert model.fixed(new, AddToList(model["T1"], "mitigations", "M2")) == {
        "controls": "mitigations:\n  M1:\n    title: Log\n  M2:\n    title: Bind it\n",
        "threats": "threats:\n  T1:\n    title: Replay\n    mitigations: [M2]\n",
    }


def test_a_new_element_stays_beside_the_one_it_has_to_do_with_if_its_kind_is_there_too() -> None:
    model = Model(
        a="threats:\n  T1:\n    title: Replay\nmitigations:\n  M1:\n    title: Log\n",
        b="mitigations:\n  M5:\n    title: Ask\n",
    )
    new = AddElement(Kind.MITIGATION, "M6", (("title", "Bind it"),), near=model["T1"])
    assert list(model.fixed(new)) == ["a"]


def test_the_first_of_its_kind_goes_beside_the_one_it_has_to_do_with() -> None:
    model = Model(a="assets:\n  order: {}\n", b="threats:\n  T1:\n    title: Replay\n")
    new = AddElement(Kind.MITIGATION, "M1", (("title", "Bind it"),), near=model["T1"])
    assert list(model.fixed(new)) == ["b"]


def test_the_first_of_its_kind_goes_to_the_model_and_not_to_a_document() -> None:
    model = Model(document="# Shop\n\nSome words.\n", shop="threat-model: Shop\n")
    assert list(model.fixed(AddElement(Kind.ASSET, "order", ()))) == ["shop"]


def test_all_of_a_fix_or_nothing() -> None:
    model = Model(threats="x: &m [M1]\nthreats:\n  T1:\n    mitigations: *m\n", controls="mitigations:\n  M1: {}\n")
    new = AddElement(Kind.MITIGATION, "M2", (("title", "Bind it"),))
    assert model.fixed(new, AddToList(model["T1"], "mitigations", "M2")) == {}


def test_what_is_there_already_does_not_keep_the_rest_from_being_written() -> None:
    model = Model(threats="threats:\n  T1:\n    title: a\n", controls="mitigations:\n  M2:\n    title: b\n")
    new = AddElement(Kind.MITIGATION, "M2", (("title", "b"),))
    assert list(model.fixed(new, AddToList(model["T1"], "mitigations", "M2"))) == ["threats"]


def test_nothing_is_written_into_a_text_of_another_moment() -> None:
    model = Model(shop="threats:\n  T1:\n    title: Replay\n")
    newer = {"shop": native.read(Document.of("threats:\n  T0:\n    title: New\n  T1:\n    title: Replay\n"))}
    fix = Fix("Do it", (AddField(model["T1"], "severity", "high"),))
    assert edits_of(fix, model.analysis, newer) == {}
    assert edits_of(fix, model.analysis, {}) == {}


def test_nothing_is_written_for_an_element_that_is_not_in_the_model() -> None:
    model, other = Model(shop="threats:\n  T1: {}\n"), Model(shop="threats:\n  T1: {}\n")
    assert model.fixed(AddField(other["T1"], "severity", "high")) == {}


def test_the_rule_says_in_which_order_fixes_are_offered() -> None:
    model = Model(shop="threats:\n  T1:\n    title: Replay\n    type: session-hijack\n")
    titles = [fix.title for fix in fixes_of(model.raised("FW201"), model.analysis)]
    assert titles[0].startswith("Add mitigation: ")
    assert titles[-2:] == ["Rule out by an assumption", "Accept with a record"]


def test_a_rule_whose_fixes_break_keeps_its_finding_and_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    def broken(finding: Finding, model: Whole) -> Iterable[Fix]:
        raise ZeroDivisionError

    model = Model(shop="threats:\n  T1:\n    title: Replay\n")
    raised = model.raised("FW201")
    mend = Fix("Mend it", ())
    bad = Raised(replace(raised.rule, code="FW998", fixes=broken), replace(raised.finding, mend=mend))
    with caplog.at_level(logging.ERROR):
        assert fixes_of(bad, model.analysis) == [mend]
        assert fixes_of(bad, model.analysis) == [mend]
    assert [record.message for record in caplog.records] == ["the fixes of rule FW998 broke; they are missing"]


def test_a_rule_without_fixes_offers_none() -> None:
    model = Model(shop="threats:\n  T1:\n    title: Replay\n")
    raised = model.raised("FW201")
    assert fixes_of(Raised(replace(raised.rule, fixes=None), raised.finding), model.analysis) == []
