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

## Fix
Add a mitigation (those that answer this sort of threat come first), rule the threat out by an assumption, or accept
it with a record whose name and reason a person fills in.

## When it is wrong
When the answer stands in another document that no `documents:` names. Name the document, or say in one line what
answers the threat. In a document nothing is said where threats and mitigations are listed apart, nor where a threat's
own text says what is done about it, in whatever words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.controls import promises_answers, says_what_is_done, tells_what_is_done
from forewarn.model.answers import Lack, if_open, names_unknown_answer
from forewarn.model.kinds import Kind
from forewarn.rules.answers.grading import standing
from forewarn.rules.answers.proposals import accept, mitigate, rule_out
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Reply, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element, Section
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
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
    begin = f"Nothing answers {called(threat)} yet."
    if gone is not None:
        begin = f"{called(gone)} no longer counts, and nothing else answers {called(threat)}."
    return (on(threat, threat.anchor, f"{begin} What would stop it, or who decides to live with it?"),)


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


def silence(threat: Element, facts: Facts) -> Reply:
    """What answers it, and how well."""
    return standing(threat, facts)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Mitigations first, an assumption next, acceptance last."""
    if finding.element is None:
        return
    yield from mitigate(finding.element, model)
    yield from rule_out(finding.element, model)
    yield from accept(finding.element)


RULE = Rule(
    "FW201",
    "threat-unanswered",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    silence=silence,
    fixes=fixes,
    absent=True,
    once="{share} have no answer yet. What would stop the worst of them?",
    once_none="None of the {total} {plural} has an answer yet. What would stop the worst of them?",
    once_from=4,
)
