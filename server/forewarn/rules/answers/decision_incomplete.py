"""A decision without who, why or until when.

## Why it matters
A risk that "was accepted" by nobody in particular, for ever, was overlooked. With a name, a reason and a date it is a
decision: somebody stands for it, and it comes up again when the reason may have changed.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    decision:
      kind: accept  # want FW205
      by: Ines Roth, Head of the reading room
  T2:
    title: A lost card borrows books
    against: [reader-address]
    decision:
      kind: not-applicable  # want FW205
```

A reason that names a control is asked about as well: controls are recorded where they can be checked.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    decision:
      kind: accept
      by: Ines Roth, Head of the reading room
      until: 2027-06-30
      reason: The desk is on a private network.  # want FW205
```

Where the configuration has a policy for acceptances (`policy.acceptance`), it is found at its field that somebody else
accepted a threat than who may, or for longer than policy lets. That contradicts what the organisation decided, so it
counts as integrity, and no comment in the model waives it; nor what the record lacks of what policy asks for.

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
    decision:
      kind: accept
      by: Ines Roth, Head of the reading room
      until: 2027-06-30
      reason: The list hangs in the hall anyway until the new building opens.
  T2:
    title: A lost card borrows books
    against: [reader-address]
    decision:
      kind: avoid
```

## Fix
Write the missing keys and leave the values to a person. Where the reason names a control: record it as a mitigation or
as an assumption.

In a document's prose, what a threat's own lines say beside its title counts as its reason, whatever it names, and the
document is asked once, for what none of its decisions says.

## When it is wrong
When the record is kept elsewhere. Then `by:` may name the place where it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.controls import control_in
from forewarn.model.answers import decision_kind
from forewarn.model.changes import BLANK, AddElement, AddField, AddToList, Fix, ReplaceText
from forewarn.model.defaults import is_leftover, said
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.rules.answers.acceptance_policy import BY, DATE, TOGETHER, outside_policy, policy_for, wanted
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.rules.rule import Together
    from forewarn.text.position import Span

_CONTROL, _WHY = "control", "why"
_NEEDS = {
    "accept": ("by", "reason", "until"),
    "transfer": ("by", "reason", "until"),
    "not-applicable": ("reason",),
}
_SENTENCE = 8
"""A title of so many words is a sentence that tells its reason itself, as far as prose can be read."""
_WORDS = {"by": "who decided", "reason": "why", "until": "until when"}
_DECIDED = {"accept": "accepted", "transfer": "transferred", "not-applicable": "said not to apply"}


def check(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on what the record lacks, and on what it says that policy does not let it say."""
    if "decision" not in threat.fields:
        return ()
    return (*_incomplete(threat, facts), *outside_policy(threat, facts))


def _incomplete(threat: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the decision's kind if the record lacks something, or on its reason if that names a control."""
    kind = decision_kind(threat)
    if kind not in _NEEDS or (not threat.section and threat.record("decision") is None):
        return ()  # FW003 and FW004 ask about the rest
    missing = _missing(threat, kind)
    if missing:
        silent = "nothing says" if threat.section else "the record does not say"
        message = f"{called(threat)} is {_DECIDED[kind]}, and {silent} {_listed(missing)}. Who can fill that in?"
        subject = _WHY if kind == "not-applicable" else "missing"
        protected = bool(wanted(policy_for(threat, facts)).intersection(missing))
        return (on(threat, _place(threat, "kind"), message, subject=subject, protected=protected),)
    if threat.section is not None:
        return ()  # in running text a control is named for many reasons: "not wholly encrypted"
    reason = _said(threat, "reason")
    control = "" if threat.names("mitigations") or threat.names("ruled-out-by") else control_in(reason)
    if not control:
        return ()
    message = (
        f"The reason why {called(threat)} is {_DECIDED[kind]} rests on a control ({control}). "
        "Record it as a mitigation or an assumption?"
    )
    return (on(threat, _place(threat, "reason"), message, subject=_CONTROL, severity=Severity.INFORMATION),)


def _missing(threat: Element, kind: str) -> tuple[str, ...]:
    return tuple(name for name in _NEEDS[kind] if not _said(threat, name) and not (name == "reason" and _tells(threat)))


def _tells(threat: Element) -> bool:
    """Whether a document's own words beside the title (or a title of some length) are the reason."""
    if threat.section is None:
        return False
    return bool(said(threat, "description")) or len(threat.title.split()) >= _SENTENCE


def _listed(missing: Sequence[str]) -> str:
    words = [_WORDS[name] for name in missing]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _wording(together: Together) -> str:
    """Ask for what none of them says."""
    if together.findings[0].subject in TOGETHER:
        return TOGETHER[together.findings[0].subject].format(share=together.share)
    threats = [one.element for one in together.findings if one.element is not None]
    kinds = sorted({decision_kind(threat) for threat in threats} & _NEEDS.keys())
    lacking = [set(_missing(threat, kind)) for threat in threats if (kind := decision_kind(threat)) in _NEEDS]
    missing = [name for name in _WORDS if lacking and all(name in one for one in lacking)]
    decided = " or ".join(_DECIDED[kind] for kind in kinds)
    if not missing:
        return ""
    what = "What rules them out?" if together.findings[0].subject == _WHY else "Who can fill that in?"
    return f"{together.share} are {decided}, and nothing says {_listed(missing)}. {what}"


def _said(threat: Element, name: str) -> str:
    record = threat.record("decision")
    text = record.text(name) if record else ""
    return "" if text and is_leftover(text) else text


def _place(threat: Element, name: str) -> Span:
    """The value of one of the decision's fields, else the decision, else the threat itself."""
    decision = threat.field("decision")
    if decision is None or threat.section:
        return threat.anchor
    found = decision.content.fields.get(name) if isinstance(decision.content, Record) else None
    return found.texts[0].span if found and found.texts else decision.span


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Places for what the record lacks; or the control where it belongs."""
    threat = finding.element
    if threat is None:
        return
    if finding.subject in TOGETHER:
        yield from _against_policy(finding, threat)
        return
    if finding.subject != _CONTROL:
        record = threat.record("decision")
        missing = _missing(threat, decision_kind(threat))
        lacking = [name for name in missing if record is None or name not in record.fields]
        if lacking:
            changes = tuple(AddField(threat, name, BLANK, within=("decision",)) for name in lacking)
            *head, last = [f"`{name}:`" for name in lacking]
            yield Fix(f"Make a place for {', '.join(head)}{' and ' if head else ''}{last}", changes, stub=True)
        return
    reason = _said(threat, "reason")
    name = model.free_id(Kind.MITIGATION)
    control = AddElement(Kind.MITIGATION, name, (("title", reason), ("status", "planned")), near=threat)
    yield Fix("Record it as a mitigation", (control, AddToList(threat, "mitigations", name)))
    name = model.free_id(Kind.ASSUMPTION)
    belief = AddElement(Kind.ASSUMPTION, name, (("statement", reason),), near=threat)
    yield Fix("Record it as an assumption", (belief, AddToList(threat, "ruled-out-by", name)))


def _against_policy(finding: Finding, threat: Element) -> Iterator[Fix]:
    """A place for who decides, or for a day. forewarn fills in neither: both are a person's word."""
    if finding.subject == DATE:
        yield Fix("Make a place for `date:`", (AddField(threat, "date", BLANK, within=("decision",)),), stub=True)
    elif not threat.section:
        title = "Let somebody else decide" if finding.subject == BY else "Set a new date"
        yield Fix(title, (ReplaceText(threat.item, finding.span, BLANK, raw=True),), stub=True)


RULE = Rule(
    "FW205",
    "decision-incomplete",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.THREAT,),
    check=check,
    fixes=fixes,
    absent=True,
    wording=_wording,
    apart=True,
    once="{share} are accepted or set aside, and their records have gaps. Who decided, why, and until when?",
)
