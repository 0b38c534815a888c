"""What a rule is and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forewarn.model.changes import Fix
    from forewarn.model.clock import Clock
    from forewarn.model.dismissals import JudgedDismissal
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.kinds import Kind
    from forewarn.model.reading import Item
    from forewarn.model.waivers import Judged
    from forewarn.model.whole import Whole
    from forewarn.rules.book import Book
    from forewarn.text.position import Span


class Layer(StrEnum):
    """What sort of judgement a rule makes. The three are never mixed."""

    INTEGRITY = "integrity"
    """The model contradicts itself; no argument possible."""
    COMPLETENESS = "completeness"
    """Something is unknown: a question."""
    THREAT = "threat"
    """Something is likely unanswered."""


class Severity(StrEnum):
    """How loudly a finding speaks, by the names of the Language Server Protocol's DiagnosticSeverity."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"

    @property
    def softness(self) -> int:
        """0 for what speaks loudest, one more for each step down."""
        return _SOFTNESS[self]


_SOFTNESS = {severity: softness for softness, severity in enumerate(Severity)}


DEFAULT_SEVERITY = {
    Layer.INTEGRITY: Severity.ERROR,
    Layer.COMPLETENESS: Severity.INFORMATION,
    Layer.THREAT: Severity.WARNING,
}


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """Another place that belongs to a finding: a span in the item that holds `element`."""

    element: Element
    span: Span
    message: str


class Why(NamedTuple):
    """A line of a hover that tells more of a finding: its head, and what it says."""

    head: str
    text: str


class Sureness(IntEnum):
    """How sure a finding about a sentence is: from which setting of `prose.sensitivity` on it is shown."""

    HIGH = 1
    NORMAL = 2
    LOW = 3


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What a rule reports of one element or item.

    `item` is the serial of the item that `span` is relative to. `subject` is the word the finding is about (a name, a
    field), for its fix. `stated` says that the text itself says so, in so many words; what is only read out of prose
    speaks more softly. `severity` and `layer` override the rule's. `together` is the number of findings that this one
    stands for, where a document is asked once for all of them. `clock` tells that a date alone brings it: it
    counts for a gate only where somebody asks for that. `sureness` is set where it is about a sentence of prose, `kind`
    is the kind of assumption that the sentence makes, `why` tells more of it in a hover. `weight` tells how much it
    matters among those of its rule, where the rule chooses from all of them. `protected`: a policy of the organisation
    asks: no comment in a model waives it, and the configuration that has the policy does not silence it.
    """

    item: int
    span: Span
    message: str
    element: Element | None = None
    subject: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    stated: bool = False
    unused: bool = False
    mend: Fix | None = None
    together: int = 1
    layer: Layer | None = None
    clock: Clock | None = None
    sureness: Sureness | None = None
    kind: str = ""
    why: tuple[Why, ...] = ()
    weight: int = 0
    protected: bool = False


def on(  # noqa: PLR0913 - all but three are keywords that are mostly left out
    element: Element,
    span: Span,
    message: str,
    *,
    subject: str = "",
    related: tuple[Related, ...] = (),
    severity: Severity | None = None,
    stated: bool = False,
    unused: bool = False,
    layer: Layer | None = None,
    clock: Clock | None = None,
    protected: bool = False,
) -> Finding:
    """A finding on `element`, at `span` in its item."""
    return Finding(
        element.item,
        span,
        message,
        element,
        subject,
        related,
        severity=severity,
        stated=stated,
        unused=unused,
        layer=layer,
        clock=clock,
        protected=protected,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Findings of one rule in one document, about to be said as one.

    `share` says of how many of how many they are ("9 of the 28 threats", "All 28 threats"; it begins a sentence),
    `everything` that they concern all elements of the kind. `listed` tells how many elements of each kind the document
    has.
    """

    findings: tuple[Finding, ...]
    share: str
    total: int
    everything: bool
    listed: Mapping[Kind, int]


class State(StrEnum):
    """What a rule answers of one element."""

    OPEN = "open"
    """There is something to do: a finding."""
    ANSWERED = "answered"
    """The question that it asks has its answer."""
    CANNOT_TELL = "cannot tell"
    """A fact that it would need is not said."""
    NOTHING = "nothing to ask"
    """It looked, and what it saw raises no question."""
    NOT_APPLICABLE = "not applicable"
    """The question does not arise here."""


class Reply(NamedTuple):
    """What a rule answers of one element, and why, in words that go on after a colon."""

    state: State
    why: str


ElementCheck = Callable[["Element", "Facts"], "Iterable[Finding]"]
ItemCheck = Callable[["Item"], "Iterable[Finding]"]
NameCheck = Callable[["Item", "Book"], "Iterable[Finding]"]
ProseCheck = Callable[["Item", "Facts"], "Iterable[Finding]"]
WaiverCheck = Callable[["Judged"], "Iterable[Finding]"]
DismissalCheck = Callable[["JudgedDismissal"], "Iterable[Finding]"]
Fixes = Callable[["Finding", "Whole"], "Iterable[Fix]"]
Wording = Callable[["Together"], str]
Overall = Callable[["Sequence[Finding]"], "Iterable[Finding]"]
Silence = Callable[["Element", "Facts"], Reply]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule.

    `check` is asked for every element of `kinds`, `read` for every item, `named` for every item that may name rules,
    with the rules that there are, `prose` for every item that has sentences, `waived` for every comment that waives
    something; a rule has at least one of them.
    `dismissed` is asked for every dismissal that does nothing, `fixes` when somebody wants to see them. `absent` marks
    rules about what an element lacks: they leave the element that is being typed alone for a while. `once` is the
    message for all findings of this rule in a Markdown document, from `once_from` findings on, with {count}, {total},
    {plural} and {share} ("9 of the 28 threats", "All 28 threats"; it begins a sentence); `once_none` is said instead
    where it concerns all elements of the kind. `wording` may say something else for these findings (empty: `once` after
    all). `apart`: findings with different subjects are not one. `not_at` are the stages at which it stays silent.
    `overall` is given all findings of the rule in one model, in the order of the files, and says which of them are
    shown, and how: what only all of them together tell. `clock` tells that a date alone can bring its findings (each
    says so itself). `severity` overrides the layer's. `on_request`: it speaks only where it is selected by name, or a
    configuration gives it a severity. `silence` says of an element that `check` finds nothing in why that is so, for
    whoever asks. `is_own`: it is an organisation's own (`forewarn.rules.own`), with more of it under `link`, if
    anywhere.
    """

    code: str
    name: str
    layer: Layer
    doc: str
    kinds: tuple[Kind, ...] = ()
    check: ElementCheck | None = None
    read: ItemCheck | None = None
    named: NameCheck | None = None
    prose: ProseCheck | None = None
    waived: WaiverCheck | None = None
    dismissed: DismissalCheck | None = None
    fixes: Fixes | None = None
    absent: bool = False
    once: str = ""
    once_none: str = ""
    once_from: int = 2
    wording: Wording | None = None
    apart: bool = False
    not_at: frozenset[str] = frozenset()
    overall: Overall | None = None
    clock: bool = False
    severity: Severity | None = None
    on_request: bool = False
    silence: Silence | None = None
    is_own: bool = False
    link: str = ""

    @property
    def default_severity(self) -> Severity:
        """How loudly it speaks where nothing else is said."""
        return self.severity or DEFAULT_SEVERITY[self.layer]

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.doc.strip().split("\n", 1)[0]
