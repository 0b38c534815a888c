"""A rule of an organisation's own, made a rule like any other: what it checks, what it offers, what is told of it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from forewarn.model.changes import BLANK, AddField, Fix
from forewarn.model.clock import Clock
from forewarn.model.conditions import judge
from forewarn.model.conditions.language import terms
from forewarn.model.conditions.terms import Compared, Crosses, Path, Said
from forewarn.model.conditions.truth import values_at
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.model.own_rules import message_parts
from forewarn.model.schema import schema
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, Severity, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forewarn.model.conditions.truth import Seen, Truth
    from forewarn.model.elements import Element, Field
    from forewarn.model.facts import Facts
    from forewarn.model.own_rules import OwnRule
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Together
    from forewarn.text.position import Span

_LONGEST = 100
"""So much of a fact is said in a message."""
_MOST = 3
"""So many values of a fact are said in a message."""


@lru_cache(maxsize=4096)
def as_rule(own: OwnRule, source: str) -> Rule:
    """The rule that does what `own` says. `source` names its file. Equal rules of one file are the same object."""
    return Rule(
        own.code,
        own.name,
        Layer(own.layer),
        _page(own, source),
        kinds=(own.kind,),
        check=partial(_check, own),
        fixes=partial(_fixes, own) if own.insert is not None else None,
        silence=partial(_silence, own),
        absent=_is_about_what_is_absent(own),
        once=_once(own, "differ from what `{}` asks"),
        wording=partial(_unsaid, own),
        apart=True,
        clock=_is_about_days(own),
        severity=Severity(own.severity) if own.severity else None,
        link=own.link,
        is_own=True,
    )


def _is_about_days(own: OwnRule) -> bool:
    """Whether a date alone can bring its findings."""
    compared = (term for part in (own.when, own.require) for term in terms(part) if isinstance(term, Compared))
    return any(value.days is not None for term in compared for value in term.values)


def _is_about_what_is_absent(own: OwnRule) -> bool:
    return bool(own.ask) or any(isinstance(term, Said) for term in terms(own.require))


# -- what it finds
def _check(own: OwnRule, element: Element, facts: Facts) -> Iterable[Finding]:
    """A finding where the rule concerns the element and what it requires does not hold; nothing where one cannot tell.

    Where the rule has a question, and only what it requires cannot be told, that is asked.
    """
    if element.kind is Kind.MODEL and element is not facts.header("threat-model"):
        return ()  # the header is said in parts, and is one element
    concerns = judge(own.when, element, facts) if own.when is not None else None
    if concerns is not None and concerns.holds is not True:
        return ()
    answer = judge(own.require, element, facts)
    if answer.holds is None and own.ask:
        message = said(own.ask, element, facts)
        severity = Severity.HINT if own.severity == Severity.HINT else Severity.INFORMATION
        layer = Layer.COMPLETENESS
        place, related = _place(own, element), _related(concerns)
        return (on(element, place, message, subject=_ASKED, related=related, severity=severity, layer=layer),)
    if answer.holds is not False:
        return ()
    message = said(own.message, element, facts)
    clock = Clock.PASSED if _is_about_days(own) and judge(own.require, element, facts, date.min).holds else None
    return (on(element, _place(own, element), message, related=_related(concerns, answer), clock=clock),)


def _silence(own: OwnRule, element: Element, facts: Facts) -> Reply:
    """Why nothing is found: it does not concern the element, cannot be told, or holds."""
    concerns = judge(own.when, element, facts) if own.when is not None else None
    if own.when is not None and concerns is not None and concerns.holds is False:
        return Reply(State.NOT_APPLICABLE, f"it concerns {_plural(own)} with `{own.when.text}`")
    if concerns is not None and concerns.holds is None:
        return Reply(State.CANNOT_TELL, f"whether it concerns this; needs {_needs(concerns)}")
    answer = judge(own.require, element, facts)
    if answer.holds is None:
        return Reply(State.CANNOT_TELL, f"needs {_needs(answer)}")
    return Reply(State.ANSWERED, f"`{own.require.text}`")


def _needs(truth: Truth) -> str:
    facts = [f"the `{one.fact}` of {called(one.element)}" for one in truth.lacks]
    return " and ".join(facts) or "a fact that nobody said"


def _plural(own: OwnRule) -> str:
    return schema().kinds[own.kind].plural


def _place(own: OwnRule, element: Element) -> Span:
    """Where to point: at the first of the facts that the rule requires which the element states, else at its name."""
    tests = (term for term in terms(own.require) if not isinstance(term, Crosses))
    places = (_written(element.fields, term.path.from_kind(element.kind)) for term in tests)
    return next((place for place in places if place is not None), element.anchor)


def _written(fields: Mapping[str, Field], steps: Iterable[str]) -> Span | None:
    """Where a fact is written, or the record that would hold it."""
    place: Span | None = None
    for step in steps:
        found = fields.get(step)
        if found is None:
            return place
        place = found.texts[0].span if found.texts else found.key
        if not isinstance(found.content, Record):
            return place
        fields = found.content.fields
    return place


def _related(*truths: Truth | None) -> tuple[Related, ...]:
    """The neighbours on which the answers rest, each once."""
    seen = (one for truth in truths if truth is not None for one in truth.seen)
    return tuple({id(one.element): _beside(one) for one in seen}.values())


def _beside(seen: Seen) -> Related:
    element, fact, value = seen
    return Related(element, element.anchor, f"`{fact}` is {_cut(value)}" if value else f"one of `{fact}`")


def said(message: str, element: Element, facts: Facts) -> str:
    """The message with facts in place of the braces."""
    return "".join(_fact(part.text, element, facts) if part.is_fact else part.text for part in message_parts(message))


def _fact(name: str, element: Element, facts: Facts) -> str:
    title = element.text("threat-model") if element.kind is Kind.MODEL else element.title
    if name == "name":
        return f"“{_cut(title)}”" if element.kind is Kind.MODEL and title else called(element)
    if name == "title":
        return _cut(title or element.name)
    found = values_at(Path(name, 0, len(name)), element, facts)
    if not found:
        return "unknown"
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return ", ".join(map(_cut, found[:_MOST])) + more


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …"


# -- what it offers
def _fixes(own: OwnRule, finding: Finding, model: Whole) -> Iterator[Fix]:
    """The field that the rule wants, where it is not there."""
    del model
    element = finding.element
    if own.insert is None or element is None or own.insert[0] in element.fields:
        return
    name, value = own.insert
    title = own.fix.rstrip(".") or (f"Write `{name}: {value}`" if value else f"Write `{name}:`")
    yield Fix(title, (AddField(element, name, value or BLANK),), stub=not value)


# -- what is told of it
_ASKED = "asked"
"""What findings are about that only ask: they are said apart from those that are sure."""


def _once(own: OwnRule, what: str) -> str:
    """What is said once of many elements of a document."""
    step = f" {own.fix}" if own.fix else ""
    return "{share} " + f"{what.format(own.name)}.{step}".replace("{", "{{").replace("}", "}}")


def _unsaid(own: OwnRule, together: Together) -> str:
    """What is said once where it cannot be told; empty where it can."""
    asked = all(one.subject == _ASKED for one in together.findings)
    return _once(own, "do not say whether they are as `{}` asks").format(share=together.share) if asked else ""


def _page(own: OwnRule, source: str) -> str:
    """The rule's page, in the shape of those of all rules."""
    plural = _plural(own)
    which = f"{plural} with `{own.when.text}`" if own.when is not None else plural
    lines = [
        f"Asks of {which} that `{own.require.text}`.",
        "",
        "## Why it matters",
        own.why or f"The rule does not say. It is your organisation's own, and stands in {source}.",
        "",
        "## Finds",
        f"Where it does not hold: {own.message}",
    ]
    lines += ["", f"Where that cannot be told: {own.ask}"] if own.ask else []
    lines += ["", "## Fix", own.fix or "None is given."]
    lines += ["", "## When it is wrong", f"Who keeps {source} can tell, and can change the rule."]
    lines += ["", f"More: {own.link}"] if own.link else []
    return "\n".join(lines)
