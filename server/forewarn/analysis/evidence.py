"""What a rule answers of one element, and on what that rests: for whoever asks why it speaks, or why it does not.

Computed when somebody asks. The findings themselves come from the engine, so that no explanation is of another mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.analysis.dismissing import is_dismissed
from forewarn.analysis.findings import findings
from forewarn.analysis.stage import is_asked, speaks
from forewarn.model import defaults
from forewarn.model.facts import Facts
from forewarn.model.kinds import Kind
from forewarn.model.need import level
from forewarn.model.schema import schema
from forewarn.rules.registry import for_kind
from forewarn.rules.rule import Reply, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forewarn.analysis.engine import Analysis, Raised
    from forewarn.analysis.findings import Choice, Placed
    from forewarn.analysis.sieve import Beside
    from forewarn.model.elements import Element
    from forewarn.rules.rule import Rule
    from forewarn.text.position import Span

_NOTHING = Reply(State.NOTHING, "it looked, and what it saw raises no question")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What `rule` answers of an element. `raised` are its findings there, `looked_at` other elements it asked about."""

    rule: Rule
    reply: Reply
    raised: tuple[Raised, ...] = ()
    looked_at: tuple[Element, ...] = ()


def evidence(rule: Rule, element: Element, analysis: Analysis) -> Evidence:
    """What `rule` answers of `element`, an element of the model that was judged."""
    if rule.check is None or element.kind not in rule.kinds:
        return Evidence(rule, Reply(State.NOT_APPLICABLE, _asked_of(rule, element)))
    facts = Facts(analysis.index, analysis.today, analysis.files)
    raised = tuple(
        one for one in analysis.shown.get(element.item, ()) if one.rule is rule and one.finding.element is element
    )
    if raised:
        tuple(rule.check(element, facts))
        reply = Reply(State.OPEN, raised[0].finding.message)
    elif rule.silence is not None:
        reply = rule.silence(element, facts)
    else:
        tuple(rule.check(element, facts))
        reply = _NOTHING
    return Evidence(rule, reply, raised, tuple(_named(facts, element, analysis)))


def of_element(element: Element, analysis: Analysis) -> tuple[Evidence, ...]:
    """What all rules that are asked of such elements answer of this one, what is open first."""
    order = list(State)
    rules = (*for_kind(element.kind), *analysis.book.by_kind.get(element.kind, ()))
    found = (evidence(rule, element, analysis) for rule in rules)
    return tuple(sorted(found, key=lambda one: order.index(one.reply.state)))


def held_back(
    one: Evidence, analysis: Analysis, path: str, choice: Choice, shown: Sequence[Placed], beside: Beside
) -> str:
    """Why what a rule raised is not among `shown`, the findings of the file `path`, or not here; empty if it is.

    `choice` is what speaks in that file; `beside` holds what is dismissed there.
    """
    if not one.raised or _among(one, shown):
        return ""
    if not any(choice.shows(each) for each in one.raised):
        on_request = one.rule.on_request and one.rule.code not in choice.ignore
        return "it speaks on request only" if on_request else "the configuration leaves this rule out"
    stage = defaults.stage(analysis.whole.facts).value
    if not any(speaks(each, stage) for each in one.raised):
        return f"at the stage `{stage}` it is silent"
    if not is_asked(one.rule, level(analysis.index)) and one.rule.code not in choice.protected:
        return "the system needs a light model only, of which this is not asked"
    starts = analysis.places({each.finding.item for each in one.raised})
    if beside.document and any(
        is_dismissed(each, starts[each.finding.item][1], beside.document, beside.dismissed) for each in one.raised
    ):
        return "it is dismissed"
    for placed in shown:
        finding = placed.raised.finding
        if placed.raised.rule is one.rule and finding.together > 1:
            return f"it is said once for all {finding.together}, on line {placed.span.start.line + 1}"
    if _among(one, findings(analysis, path, choice)):
        return "a comment waives it"
    return "a document is asked a few questions at a time, and this one waits for its turn"


def _among(one: Evidence, shown: Iterable[Placed]) -> bool:
    raised = {_about(each) for each in one.raised}
    return any(_about(placed.raised) in raised for placed in shown)


def _about(one: Raised) -> tuple[str, int, Span, str]:
    """What tells a finding from others, whatever was noted on it on its way."""
    return one.rule.code, one.finding.item, one.finding.span, one.finding.message


def _asked_of(rule: Rule, element: Element) -> str:
    if not rule.kinds:
        return "it is asked of the text as it is written, not of an element"
    if rule.kinds == (Kind.MODEL,):
        return "it is asked of the model as a whole"
    kinds = schema().kinds
    asked = ", ".join(kinds[kind].plural for kind in rule.kinds)
    return f"it is asked of {asked}, not of {kinds[element.kind].plural}"


def _named(facts: Facts, element: Element, analysis: Analysis) -> Iterable[Element]:
    """The elements whose names were asked for, each once, in the order of their names."""
    names = sorted(name for sort, name in facts.reads if sort == "named")
    found = (other for name in names for other in analysis.index.by_id.get(name, ()))
    return (other for other in found if other is not element and not other.tells_of)
