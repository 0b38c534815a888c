"""Speaking once: what a document does not say is said once, softly, and never more than a handful of things."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from forewarn.analysis.engine import Raised
from forewarn.analysis.speaking import AT_MOST, Standing, speak_as_asked, speak_once
from forewarn.model.elements import Element, Field, Section, Text
from forewarn.model.kinds import Kind
from forewarn.model.reading import Item, Part
from forewarn.rules.registry import all_rules
from forewarn.rules.rule import Finding, Layer, Rule, Severity, Together
from forewarn.text.position import Position, Span, span

HOW_BAD = Rule(
    "FW106", "threat-severity-unknown", Layer.COMPLETENESS, "", absent=True, once="{share} do not say how bad they are."
)
UNANSWERED = Rule(
    "FW201",
    "threat-unanswered",
    Layer.THREAT,
    "",
    absent=True,
    once="{share} have no answer.",
    once_none="None of the {total} {plural} has an answer.",
    once_from=4,
)
UNKNOWN = Rule("FW006", "unknown-reference", Layer.INTEGRITY, "")


@dataclass
class Page:
    """A document as it is being made up: headings and threats, one to an item and one to a line."""

    dialect: str = "markdown"
    items: list[Item] = field(default_factory=list[Item])
    found: list[Standing] = field(default_factory=list[Standing])
    section: Section | None = None

    def title(self, text: str) -> Page:
        place = span(0, 2, 0, 2 + len(text))
        element = Element(Kind.MODEL, "", place, self._next, {"threat-model": _field("threat-model", text, place)})
        return self._add(element)

    def heading(self, text: str) -> Page:
        self.section = Section(text, self._next, span(0, 3, 0, 3 + len(text)))
        return self._add()

    def threat(self, name: str, *rules: Rule, stated: bool = False, severity: Severity | None = None) -> Page:
        place = span(0, 2, 0, 2 + len(name))
        element = Element(Kind.THREAT, name, place, self._next, {}, id_span=place, section=self.section)
        self._add(element)
        for rule in rules:
            finding = Finding(element.item, place, f"{name}: {rule.code}", element, stated=stated, severity=severity)
            self.found.append(Standing(self.items[-1], len(self.items) - 1, Raised(rule, finding)))
        return self

    @property
    def _next(self) -> int:
        return 100 + len(self.items)

    def _add(self, *elements: Element) -> Page:
        self.items.append(Item(self._next, 1, elements))
        return self

    def said(self) -> list[Standing]:
        return speak_once(self._part, self.found)

    def asked(self) -> list[str]:
        """What is said where the rules are asked for by name."""
        found = speak_as_asked(self._part, self.found)
        return [f"{one.start}: {one.raised.finding.message}" for one in found]

    @property
    def _part(self) -> Part:
        return Part(self.dialect, "", tuple(self.items), tuple(range(len(self.items))))

    def mitigation(self, name: str, *, derived: bool = False) -> Page:
        place = span(0, 2, 0, 2 + len(name))
        element = Element(Kind.MITIGATION, name, place, self._next, {}, id_span=None if derived else place)
        return self._add(replace(element, derived=derived, section=self.section))

    def shown(self) -> list[str]:
        """What is said, with the line it stands on."""
        return [f"{one.start}: {one.raised.finding.message}" for one in self.said()]


def _field(name: str, text: str, place: Span) -> Field:
    return Field(name, place, place, Text(text, place))


def test_a_single_finding_stays_where_it_is() -> None:
    page = Page().title("Library cards").heading("Threats").threat("T1").threat("T2", HOW_BAD)
    assert page.shown() == ["3: T2: FW106"]


def test_several_become_one_on_the_heading_of_their_section() -> None:
    page = Page().title("Library cards").heading("Threats").threat("T1", HOW_BAD).threat("T2").threat("T3", HOW_BAD)
    assert page.shown() == ["1: 2 of the 3 threats do not say how bad they are."]
    (one,) = page.said()
    assert one.raised.finding.span == Span(Position(0, 3), Position(0, 10))
    assert one.raised.finding.item == one.item.serial == 101


@pytest.mark.parametrize(("count", "share"), [(2, "Both threats"), (3, "All 3 threats")])
def test_all_of_them_are_called_so(count: int, share: str) -> None:
    page = Page().heading("Threats")
    for number in range(count):
        page.threat(f"T{number}", HOW_BAD)
    assert page.shown() == [f"0: {share} do not say how bad they are."]


def test_of_two_neither() -> None:
    rule = Rule(
        "FW106",
        "gap",
        Layer.COMPLETENESS,
        "",
        once="{share} do not say.",
        once_none="None of the {total} {plural} says.",
    )
    assert Page().heading("Threats").threat("T1", rule).threat("T2", rule).shown() == [
        "0: Neither of the 2 threats says."
    ]


def test_several_sections_are_spoken_for_on_the_title() -> None:
    page = Page().title("Library cards").heading("Desk").threat("T1", HOW_BAD).heading("Kiosk").threat("T2", HOW_BAD)
    page.threat("T3")
    assert page.shown() == ["0: 2 of the 3 threats do not say how bad they are."]


def test_a_document_without_a_title_is_spoken_to_on_its_first_heading() -> None:
    page = Page().heading("Desk").threat("T1", HOW_BAD).heading("Kiosk").threat("T2", HOW_BAD)
    assert page.shown() == ["0: Both threats do not say how bad they are."]


def test_the_places_are_listed_with_it_and_the_first_one_lends_its_fix() -> None:
    page = Page().heading("Threats").threat("T1", HOW_BAD).threat("T2", HOW_BAD)
    finding = page.said()[0].raised.finding
    assert [one.message for one in finding.related] == ["`T1`", "`T2`"]
    assert (finding.element.id if finding.element else "", finding.together) == ("T1", 2)


def test_a_few_threats_without_an_answer_are_each_pointed_at() -> None:
    page = Page().heading("Threats").threat("T1", UNANSWERED).threat("T2", UNANSWERED).threat("T3", UNANSWERED)
    assert page.shown() == ["1: T1: FW201", "2: T2: FW201", "3: T3: FW201"]
    assert page.threat("T4", UNANSWERED).shown() == ["0: None of the 4 threats has an answer."]


def test_what_the_text_itself_says_is_kept_apart_from_what_it_lacks() -> None:
    page = Page().heading("Threats")
    for number in range(4):
        page.threat(f"T{number}", UNANSWERED)
    page.threat("T4", UNANSWERED, stated=True)
    assert page.shown() == ["0: 4 of the 5 threats have no answer.", "5: T4: FW201"]


def test_the_loudest_of_them_counts() -> None:
    page = Page().heading("Threats").threat("T1", HOW_BAD, severity=Severity.HINT).threat("T2", HOW_BAD)
    assert page.said()[0].raised.finding.severity is Severity.INFORMATION


def test_contradictions_are_never_merged() -> None:
    page = Page().heading("Threats").threat("T1", UNKNOWN).threat("T2", UNKNOWN)
    assert page.shown() == ["1: T1: FW006", "2: T2: FW006"]


def test_a_document_is_asked_a_handful_of_things_at_most_threats_first() -> None:
    page = Page().heading("Threats")
    rules = [Rule(f"FW11{number}", "some-gap", Layer.COMPLETENESS, "") for number in range(6)]
    page.threat("T1", *rules, UNANSWERED)
    shown = page.shown()
    assert len(shown) == AT_MOST
    assert shown[-1] == "1: T1: FW201"


def test_contradictions_take_the_place_of_questions_and_are_all_shown() -> None:
    page = Page().heading("Threats").threat("T1", *[UNKNOWN] * 6, HOW_BAD)
    assert [line.split()[-1] for line in page.shown()] == ["FW006"] * 6


def test_who_asks_for_a_rule_by_name_is_told_every_place_that_a_person_could_answer() -> None:
    page = Page().heading("Threats")
    for number in range(1, 9):
        page.threat(f"T{number}", UNANSWERED, HOW_BAD)
    assert page.asked() == [
        "1: T1: FW201",
        "0: All 8 threats do not say how bad they are.",
        *(f"{number}: T{number}: FW201" for number in range(2, 9)),
    ]


def test_where_answers_stand_apart_from_their_threats_none_is_said_to_have_no_answer() -> None:
    page = Page().heading("Threats").threat("T1", UNANSWERED).threat("T2", UNANSWERED)
    page.threat("T3", UNANSWERED, stated=True)
    assert page.shown() == ["1: T1: FW201", "2: T2: FW201", "3: T3: FW201"]
    page.heading("Mitigations").mitigation("m1", derived=True)
    assert page.shown() == page.asked() == ["3: T3: FW201"]


def test_where_answers_and_threats_are_numbered_a_threat_that_names_no_answer_has_none() -> None:
    page = Page().heading("Threats").threat("T1", UNANSWERED).threat("T2", UNANSWERED)
    page.heading("Mitigations").mitigation("M1")
    assert page.shown() == page.asked() == ["1: T1: FW201", "2: T2: FW201"]


def test_a_model_is_told_every_place() -> None:
    page = Page(dialect="native").heading("Threats")
    for number in range(9):
        page.threat(f"T{number}", HOW_BAD, UNANSWERED)
    assert len(page.shown()) == 18


def test_a_model_within_a_document_is_told_every_place() -> None:
    page = Page()
    for number in range(9):
        page.threat(f"T{number}", HOW_BAD)
    assert len(page.shown()) == 9


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.once], ids=lambda rule: rule.code)
@pytest.mark.parametrize("answered", [0, 2])
def test_every_rule_that_speaks_once_says_a_whole_sentence(rule: Rule, answered: int) -> None:
    page = Page().heading("Threats")
    for number in range(5):
        page.threat(f"T{number}", rule)
    for number in range(answered):
        page.threat(f"A{number}")
    (line,) = page.shown()
    assert line.removeprefix("0: ").startswith(("5 of the 7 threats", "All 5 threats", "None of the 5 threats"))
    assert line.endswith(("?", "."))
    assert "{" not in line


def test_findings_of_different_subjects_are_said_apart_where_the_rule_asks_for_it() -> None:
    rule = Rule("FW106", "gap", Layer.COMPLETENESS, "", once="{share} do not say.", apart=True)
    page = Page().heading("Threats").threat("T1", rule).threat("T2", rule).threat("T3", rule)
    page.found[2] = page.found[2]._replace(
        raised=Raised(rule, replace(page.found[2].raised.finding, subject="something else"))
    )
    assert page.shown() == ["0: 2 of the 3 threats do not say.", "3: T3: FW106"]


def test_a_rule_may_word_what_it_says_once_and_is_told_what_the_document_lists() -> None:
    def wording(together: Together) -> str:
        return f"{together.share}, {together.listed[Kind.MITIGATION]} mitigations." if together.everything else ""

    rule = Rule("FW106", "gap", Layer.COMPLETENESS, "", once="{share} do not say.", wording=wording)
    page = Page().heading("Threats").threat("T1", rule).threat("T2", rule).mitigation("M1")
    assert page.shown() == ["0: Both threats, 1 mitigations."]
    assert page.threat("T3").shown() == ["0: 2 of the 3 threats do not say."]


def test_what_is_of_another_layer_than_its_rule_stays_so_when_it_is_said_once() -> None:
    page = Page().heading("Threats")
    for number in range(4):
        page.threat(f"T{number}", UNANSWERED)
    page.found[:] = [
        one._replace(raised=Raised(UNANSWERED, replace(one.raised.finding, layer=Layer.COMPLETENESS)))
        for one in page.found
    ]
    assert [one.raised.layer for one in page.said()] == [Layer.COMPLETENESS]
