"""Nothing answers a threat.

## Why it matters
A threat that is written down and left alone is a risk that everybody believes somebody else has taken. It is answered
by a mitigation, by an assumption that rules it out, or by a decision that somebody puts their name to.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:  # want FW201
    title: Somebody lists all addresses
    against: [reader-address]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    mitigations: [M1]
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
```

Suggestions, and plans that nobody has taken, are FW203's.

Where the configuration describes a paved path, a model that is on it (`paved-path: true`) has its mitigations: what
they answer is held. What `deviates:` names is not there any more, and is asked about: on each threat that it answered,
or where no such threat is listed, on the deviation itself.

## Fix
Add a mitigation (those that answer this sort of threat come first), rule the threat out by an assumption, or accept
it with a record whose name and reason a person fills in.

## When it is wrong
When the answer stands in another document that no `documents:` names. Name the document, or say in one line what
answers the threat. In a document nothing is said where threats and mitigations are listed apart, nor where a threat's
own text says what is done about it, in whatever words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn import catalog
from forewarn.catalog.controls import promises_answers, says_what_is_done, tells_what_is_done
from forewarn.model.answers import Grade, Lack, if_open, mitigation_answer, names_unknown_answer
from forewarn.model.kinds import Kind
from forewarn.model.paved import FIELD, answers, deviations, plain, threats_answered_by
from forewarn.rules.answers.grading import standing
from forewarn.rules.answers.proposals import accept, mitigate, rule_out
from forewarn.rules.answers.usual_threats import add_each
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element, Section
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.text.position import Span

_BACK = 3
"""So many of the threats that are back are offered."""


def check(element: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on a threat without an answer, and on what leaves the paved path with nothing in its place."""
    return _left_open(element, facts) if element.kind is Kind.MODEL else _unanswered(element, facts)


def _unanswered(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if there is no answer at all that could be taken up, or if the author says `status: open`."""
    state = if_open(threat, facts)
    if state is None:
        return ()
    if state.reopened:
        field = threat.field("status")
        span = field.span if field and not threat.section else threat.anchor
        message = f"{called(threat)} is said to be open. What would stop it, or who decides to live with it?"
        return (on(threat, span, message, stated=True),)
    if state.weak or state.being_written or names_unknown_answer(threat, facts):
        return ()
    if state.fallen:
        return ()  # FW303 says what it rested on
    section = threat.section
    if section and (_answers_stand_apart(threat, section, facts) or _answers_itself(threat, section)):
        return ()
    gone = next((answer.by for answer in state.answers if answer.lack is Lack.GONE), None)
    left = _left_for(threat, facts) if gone is None else None
    if left is not None:
        message = f"You leave {facts.path_name}'s {plain(left.text)}, and nothing else answers {called(threat)}."
        related = (Related(left.header, left.span, "what is left out"),)
        return (on(threat, threat.anchor, f"{message} What does it instead?", related=related),)
    begin = f"Nothing answers {called(threat)} yet."
    if gone is not None:
        begin = f"{called(gone)} no longer counts, and nothing else answers {called(threat)}."
    return (on(threat, threat.anchor, f"{begin} What would stop it, or who decides to live with it?"),)


class _Left(NamedTuple):
    """A mitigation of the paved path that a model does without."""

    header: Element
    text: str
    span: Span


def _left_open(header: Element, facts: Facts) -> Iterator[Finding]:
    """A finding on each mitigation of the paved path that the model leaves, where nothing speaks of what it did.

    Where threats are listed that it answered, each is asked about itself.
    """
    for left in _left(header, facts):
        threats = threats_answered_by(left.text)
        if not threats or any(facts.lists(name) for name in threats) or _is_replaced(threats, facts):
            continue
        message = f"You leave {facts.path_name}'s {plain(left.text)}. What does it instead?"
        yield on(header, left.span, message, subject=left.text)


def _left(header: Element, facts: Facts) -> Iterator[_Left]:
    path = facts.settings.paved_path
    for text in deviations(header) if path else ():
        if path and text.text.strip() in path.provides:
            yield _Left(header, text.text.strip(), text.span)


def _left_for(threat: Element, facts: Facts) -> _Left | None:
    """What the model leaves of the paved path that would have answered this threat."""
    header = facts.header(FIELD) if facts.settings.paved_path and threat.text("type") else None
    lost = _left(header, facts) if header is not None else ()
    return next((one for one in lost if answers(one.text, threat.text("type"))), None)


def _is_replaced(threats: Iterable[str], facts: Facts) -> bool:
    """Whether the model has a mitigation, somebody's at least, of a type that answers one of these threats."""
    types = dict.fromkeys(name for threat in threats for name in catalog.threat_types()[threat].mitigations)
    found = (one for name in types for one in facts.mitigations_of_type(name))
    return any(mitigation_answer(one, serious=False).grade is not Grade.OPEN for one in found)


def _answers_stand_apart(threat: Element, section: Section, facts: Facts) -> bool:
    """Whether a document says its answers apart from the threats of this section: FW012 asks what they belong to.

    Where both are numbered, a threat could name what answers it, and does not. Where the heading promises answers and
    none was found, they stand in sentences that were not understood.
    """
    if facts.any_answered_in(section):
        return False
    if threat.derived and promises_answers(section.title):
        return True
    if not facts.any(Kind.MITIGATION) and not facts.any_section("mitigations"):
        return False
    return threat.derived or not facts.any_written(Kind.MITIGATION)


def _answers_itself(threat: Element, section: Section) -> bool:
    """Whether a threat told in prose says in its own words what is done about it.

    What that is cannot be cut out of the sentences, but that nothing is done would be wrong to say.
    """
    told = f"{threat.title}. {threat.text('description')}"
    if says_what_is_done(f"{told}. {threat.text('notes')}"):
        return True
    return threat.derived and tells_what_is_done(section.title, told)


def silence(element: Element, facts: Facts) -> Reply:
    """What answers it, and how well."""
    if element.kind is Kind.MODEL:
        return Reply(State.NOT_APPLICABLE, "nothing of a paved path is left without an answer")
    return standing(element, facts)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Mitigations first, an assumption next, acceptance last. Where nothing is listed, the threats that are back."""
    if finding.element is None:
        return
    if finding.element.kind is Kind.MODEL:
        back = [catalog.threat_types()[name] for name in threats_answered_by(finding.subject)[:_BACK]]
        yield from add_each(back, (), finding.element, model)
        return
    yield from mitigate(finding.element, model)
    yield from rule_out(finding.element, model)
    yield from accept(finding.element)


RULE = Rule(
    "FW201",
    "threat-unanswered",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT, Kind.MODEL),
    check=check,
    silence=silence,
    fixes=fixes,
    absent=True,
    once="{share} have no answer yet. What would stop the worst of them?",
    once_none="None of the {total} {plural} has an answer yet. What would stop the worst of them?",
    once_from=4,
)
