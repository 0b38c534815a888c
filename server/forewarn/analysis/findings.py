"""Findings where they stand now: absolute, filtered, in the one order that every front end shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.analysis.speaking import Standing, speak_as_asked, speak_once
from forewarn.analysis.stage import speaks
from forewarn.analysis.waiving import brought_back, is_waived, judged, waivers_in
from forewarn.model import defaults
from forewarn.model.clock import Clock
from forewarn.model.kinds import Kind
from forewarn.rules.rule import Layer, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.analysis.engine import Analysis, Raised
    from forewarn.model.reading import Part
    from forewarn.rules.rule import Rule
    from forewarn.text.document import Document
    from forewarn.text.position import Span


_SOFTEST_LAST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class PlacedRelated:
    """Another place that belongs to a finding."""

    path: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its place in a file.

    `item` is the serial of the item that holds it, `start` its first line, `analysis` the model it was made in.
    """

    path: str
    span: Span
    severity: Severity
    message: str
    item: int
    start: int
    raised: Raised = field(compare=False)
    analysis: Analysis = field(compare=False, repr=False)
    related: tuple[PlacedRelated, ...] = ()

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.raised.rule.code

    @property
    def layer(self) -> Layer:
        """What sort of judgement it is."""
        return self.raised.layer

    @property
    def clock(self) -> Clock | None:
        """Whether a date alone brings it, by having passed or by being near."""
        return self.raised.finding.clock

    @property
    def order(self) -> tuple[Span, str, str]:
        """What findings of one file are sorted by."""
        return (self.span, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules speak, and how loudly: those of `select` (codes or names; all if empty) that are not in `ignore`.

    Who selects asks for every place. `only` are the rules of a configuration, which are chosen for good (codes; all if
    empty). Rules that are `protected` (codes) are not waived. `severity` is by code;
    `questions` that of what is not said yet, None for the rules' own.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    questions: Severity | None = None

    def takes(self, rule: Rule) -> bool:
        """Whether the rule speaks; one that speaks on request only where it is selected or given a severity."""
        code, name = rule.code, rule.name
        selected = code in self.select or name in self.select
        if rule.on_request and not (selected or code in self.only or code in self.severity):
            return False
        chosen = (selected or not self.select) and (not self.only or code in self.only)
        return chosen and code not in self.ignore and name not in self.ignore

    def loudness(self, raised: Raised) -> Severity:
        """How loudly a finding speaks: as configured for its rule, else as the profile has questions, else its own."""
        own = raised.severity
        if raised.rule.code in self.severity:
            configured = self.severity[raised.rule.code]
            # What a date will bring is announced; it is not yet what the rule is about.
            return max(own, configured, key=_SOFTEST_LAST.index) if raised.finding.clock is Clock.AHEAD else configured
        if self.questions and raised.layer is Layer.COMPLETENESS and own is not Severity.HINT:
            return self.questions
        return own


EVERYTHING = Choice()


def findings(
    analysis: Analysis, path: str, choice: Choice = EVERYTHING, document: Document | None = None
) -> tuple[Placed, ...]:
    """The findings of one model that stand in the file `path`, in order.

    `document` is the text of the file; without it no comment in it waives anything.
    """
    shown, _ = _placed(analysis, path, choice, document)
    return tuple(sorted(shown, key=lambda one: one.order))


def waived(analysis: Analysis, path: str, choice: Choice, document: Document) -> int:
    """How many findings comments in the file waive."""
    return _placed(analysis, path, choice, document)[1]


def _placed(analysis: Analysis, path: str, choice: Choice, document: Document | None) -> tuple[list[Placed], int]:
    """The findings in a file, and how many more are waived there."""
    found = analysis.shown
    stage = defaults.stage(analysis.whole.facts).value if found else ""
    speak = speak_as_asked if choice.select else speak_once
    listed = {kind: analysis.index.counts.get(("any", kind.value), 0) for kind in Kind} if found else {}
    spoken: list[Standing] = []
    left_out = 0
    for part, where in zip(analysis.parts, analysis.paths, strict=True):
        if where != path:
            continue
        standing = _standing(part, found, stage, choice) if found else []
        waivers = waivers_in(part, document, analysis.today, choice.protected) if document else ()
        if not waivers or not document:
            spoken += speak(part, standing, listed)
            continue
        kept = [brought_back(one, waivers) for one in standing if not is_waived(one, waivers)]
        merged = speak(part, kept, listed)
        spoken += [brought_back(one, waivers) for one in merged if not is_waived(one, waivers)]
        left_out += len(standing) - len(kept) + sum(is_waived(one, waivers) for one in merged)
        everything = _standing(part, found, stage, EVERYTHING)
        everything += speak_once(part, everything, listed)
        about = judged(waivers, everything, choice.protected, analysis.today, document)
        spoken += [one for one in about if choice.takes(one.raised.rule)]
    places = analysis.places({one.element.item for each in spoken for one in each.raised.finding.related})
    return [_place(standing, analysis, path, places, choice) for standing in spoken], left_out


def _standing(part: Part, found: Mapping[int, tuple[Raised, ...]], stage: str, choice: Choice) -> list[Standing]:
    """What is to be shown of the findings in one part."""
    return [
        Standing(item, start, raised)
        for item, start in zip(part.items, part.starts, strict=True)
        if item.serial in found
        for raised in found[item.serial]
        if choice.takes(raised.rule) and speaks(raised, stage)
    ]


def _place(
    standing: Standing, analysis: Analysis, path: str, places: Mapping[int, tuple[str, int]], choice: Choice
) -> Placed:
    """One finding, placed. `places` are the files and first lines of the items that related places stand in."""
    item, start, raised = standing
    finding = raised.finding
    related = tuple(
        PlacedRelated(places[one.element.item][0], one.span.down(places[one.element.item][1]), one.message)
        for one in finding.related
        if one.element.item in places
    )
    severity = choice.loudness(raised)
    decided = raised.rule.code in choice.severity or raised.layer is Layer.INTEGRITY or finding.stated
    if finding.element and finding.element.section and not decided:
        # Read out of prose: what is only missing there is asked, never warned of.
        severity = Severity.HINT if severity is Severity.HINT else Severity.INFORMATION
    span = finding.span.down(start)
    return Placed(path, span, severity, finding.message, item.serial, start, raised, analysis, related)
