"""Findings where they stand now: absolute, filtered, in the one order that every front end shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from forewarn.analysis.baseline import Entry
from forewarn.analysis.fingerprints import fingerprint, in_words
from forewarn.analysis.sieve import Beside, Sieve
from forewarn.analysis.speaking import Standing, speak_as_asked, speak_once
from forewarn.analysis.stage import is_asked, speaks
from forewarn.analysis.waiving import judged, waivers_in
from forewarn.model import defaults
from forewarn.model.clock import Clock
from forewarn.model.kinds import Kind
from forewarn.model.need import Level, level
from forewarn.rules.rule import Layer, Severity, Sureness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forewarn.analysis.engine import Analysis, Raised
    from forewarn.analysis.sieve import LeftOut
    from forewarn.analysis.waiving import Waived
    from forewarn.model.reading import Part
    from forewarn.rules.rule import Rule
    from forewarn.text.document import Document
    from forewarn.text.position import Span


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
    empty). Rules that are `protected` (codes) are not waived. What policy asks speaks by the rules of `policy` (codes),
    silent or not. `severity` is by code;
    `questions` that of what is not said yet, None for the rules' own. Of what is found in sentences, `sensitivity`
    and surer is shown; nothing if it is None.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict[str, Severity])
    questions: Severity | None = None
    sensitivity: Sureness | None = Sureness.NORMAL
    policy: frozenset[str] = frozenset()

    def takes(self, rule: Rule) -> bool:
        """Whether the rule speaks; one that speaks on request only where it is selected or given a severity."""
        code, name = rule.code, rule.name
        selected = code in self.select or name in self.select
        if rule.on_request and not (selected or code in self.only or code in self.severity):
            return False
        chosen = (selected or not self.select) and (not self.only or code in self.only)
        return chosen and code not in self.ignore and name not in self.ignore

    def is_sure(self, raised: Raised) -> bool:
        """Whether a finding about a sentence is sure enough to be shown; others always are.

        No setting shows less than usual of a rule that is protected.
        """
        sureness, least = raised.finding.sureness, self.sensitivity
        if sureness is None:
            return True
        if raised.rule.code in self.protected:
            least = min(least or Sureness.NORMAL, Sureness.NORMAL)
        return least is not None and sureness >= least

    def shows(self, raised: Raised) -> bool:
        """Whether a finding speaks: its rule does, or policy asks what nothing but policy may silence."""
        rule, finding = raised
        return self.takes(rule) or (finding.protected and rule.code in self.policy)

    def loudness(self, raised: Raised) -> Severity:
        """How loudly a finding speaks: as configured for its rule, else as the profile has questions, else its own."""
        own = raised.severity
        if raised.rule.code in self.severity:
            configured = self.severity[raised.rule.code]
            # What a date will bring is announced; it is not yet what the rule is about.
            return (
                max(own, configured, key=lambda one: one.softness)
                if raised.finding.clock is Clock.AHEAD
                else configured
            )
        if self.questions and raised.layer is Layer.COMPLETENESS and own is not Severity.HINT:
            return self.questions
        return own


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings of one model in one file, in order, and how many are left out there, by the reason."""

    findings: tuple[Placed, ...]
    left_out: Mapping[LeftOut, int]


def findings(
    analysis: Analysis, path: str, choice: Choice = EVERYTHING, document: Document | None = None
) -> tuple[Placed, ...]:
    """The findings of one model that stand in the file `path`, in order.

    `document` is the text of the file; without it no comment in it waives anything.
    """
    return judgement(analysis, path, choice, Beside(document)).findings


def judgement(analysis: Analysis, path: str, choice: Choice, beside: Beside) -> Judgement:
    """The findings as `findings` gives them, and what is left out. What is known of `beside` is used up."""
    sieve = Sieve(beside)
    shown: list[Standing] = []
    for part, standing, waivers, listed in _parts(analysis, path, choice, beside.document):
        # Before findings become one, so that what is left out is not counted in the one; after, for what is said of it.
        merged = _speak(choice)(part, sieve.left(standing, waivers), listed)
        shown += sieve.left(merged, waivers, again=True)
        shown += sieve.left(_housekeeping(analysis, part, choice, beside, waivers), ())
    places = analysis.places({one.element.item for each in shown for one in each.raised.finding.related})
    placed = (_place(standing, analysis, path, places, choice) for standing in shown)
    return Judgement(tuple(sorted(placed, key=lambda one: one.order)), sieve.counts)


def entries(analysis: Analysis, path: str, choice: Choice, beside: Beside) -> list[Entry]:
    """What can be known again of the findings in a file: each by itself, before a document is asked once for many."""
    sieve, document = Sieve(beside), beside.document
    found: list[Standing] = []
    for part, standing, waivers, _ in _parts(analysis, path, choice, document):
        found += sieve.left(standing, waivers)
        found += sieve.left(_housekeeping(analysis, part, choice, beside, waivers), ())
    return [
        Entry(path, raised.rule.code, in_words(raised, start, document), fingerprint(raised, start, document))
        for _, start, raised in found
        if document is not None
    ]


class _OfPart(NamedTuple):
    """The findings that stand in one part, and the comments that waive some. `listed` counts the model's elements."""

    part: Part
    standing: list[Standing]
    waivers: Sequence[Waived]
    listed: Mapping[Kind, int]


def _parts(analysis: Analysis, path: str, choice: Choice, document: Document | None) -> Iterator[_OfPart]:
    found = analysis.shown
    at = _moment(analysis)
    listed = {kind: analysis.index.counts.get(("any", kind.value), 0) for kind in Kind} if found else {}
    for part, where in zip(analysis.parts, analysis.paths, strict=True):
        if where == path:
            standing = _standing(part, found, at, choice) if found else []
            waivers = waivers_in(part, document, analysis.today, choice.protected, analysis.book) if document else ()
            yield _OfPart(part, standing, waivers, listed)


def _speak(choice: Choice) -> Callable[[Part, Sequence[Standing], Mapping[Kind, int]], list[Standing]]:
    return speak_as_asked if choice.select else speak_once


def _moment(analysis: Analysis) -> _Moment:
    if not analysis.shown:
        return _Moment()
    return _Moment(defaults.stage(analysis.whole.facts).value, level(analysis.index))


def _housekeeping(
    analysis: Analysis, part: Part, choice: Choice, beside: Beside, waivers: Sequence[Waived]
) -> list[Standing]:
    """What there is to say about the comments that waive something, and about dismissals."""
    document, unused = beside.document, [one for one in beside.unused if choice.takes(one.raised.rule)]
    if not waivers or document is None:
        return unused
    listed = {kind: analysis.index.counts.get(("any", kind.value), 0) for kind in Kind}
    everything = _standing(part, analysis.shown, _moment(analysis), EVERYTHING)
    everything += speak_once(part, everything, listed)
    about = judged(waivers, everything, choice.protected, analysis.today, document, analysis.book)
    return unused + [one for one in about if choice.takes(one.raised.rule)]


class _Moment(NamedTuple):
    """How far a system is, and how much modelling it needs."""

    stage: str = ""
    level: Level = Level.STANDARD


def _standing(part: Part, found: Mapping[int, tuple[Raised, ...]], at: _Moment, choice: Choice) -> list[Standing]:
    """What is to be shown of the findings in one part."""
    return [
        Standing(item, start, raised)
        for item, start in zip(part.items, part.starts, strict=True)
        if item.serial in found
        for raised in found[item.serial]
        if choice.shows(raised)
        and speaks(raised, at.stage)
        and (raised.finding.protected or is_asked(raised.rule, at.level) or raised.rule.code in choice.protected)
        and choice.is_sure(raised)
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
    prose = finding.sureness is not None or (finding.element is not None and finding.element.section is not None)
    if prose and not decided:
        # Read out of prose: what is only missing there is asked, never warned of.
        severity = Severity.HINT if severity is Severity.HINT else Severity.INFORMATION
    span = finding.span.down(start)
    return Placed(path, span, severity, finding.message, item.serial, start, raised, analysis, related)
