"""A flow knows who calls, and nothing says what the caller may have.

## Why it matters
A login tells who somebody is. That a record is theirs is another question, and where nobody asks it, a changed number
in an address shows the neighbour's.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
actors:
  reader: {}
components:
  desk: {type: app-server}
assets:
  loan: {type: order-history}
flows:
  look-up: {from: reader, to: desk, returns: [loan], authentication: session-cookie}  # want FW406
  prolong: {from: reader, to: desk, carries: [loan], authentication: session-cookie, authorization: none}  # want FW406
```

## Silent
Where one program calls another and nothing is said, nothing is asked.
```yaml
threat-model: Library cards
owner: reading-room
actors:
  reader: {}
components:
  desk: {type: app-server}
  archive: {type: relational-database}
assets:
  opening-hours: {type: public-content}
  loan: {type: order-history}
flows:
  look-up: {from: reader, to: desk, returns: [loan], authentication: session-cookie, authorization: per-record}
  hang: {from: reader, to: desk, returns: [opening-hours], authentication: session-cookie}
  find: {from: reader, to: desk, returns: [loan]}
  file: {from: desk, to: archive, carries: [loan], authentication: service account}
  list: {from: reader, to: desk, returns: [loan], authentication: pin, considered: [broken-object-authz]}
```

## Fix
Add the threat, or extend the one of that type that is there; or correct the flow, and say what is checked.

It is a warning where the text says `none`; where it says nothing it is a question.

## When it is wrong
When every caller may see everything, as with a list for the whole staff. Write
`considered: [broken-object-authz]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import ends
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_listed
from forewarn.rules.flows.parties import is_client, is_credential, is_outside, is_untrusted, load, sensitive
from forewarn.rules.flows.silence import LISTED, without_ends, without_load
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, Severity, State, on
from forewarn.rules.unknown.asking import choose, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_THREAT = "broken-object-authz"
_THREATS = (_THREAT, "broken-function-authz", "cross-tenant-access")
_CHECKS = ("per-record", "tenant", "role")


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A warning if the text says that nothing is checked; a question if it says nothing and a person calls."""
    authentication = flow.text("authentication") if "authentication" in flow.fields else ""
    stated = flow.text("authorization").lower()
    if not authentication or authentication.lower() == "none" or stated not in ("", "none"):
        return ()
    start, end = ends(flow, facts)
    if start is None or end is None or start is end or end.kind is not Kind.COMPONENT or is_outside(end):
        return ()
    if not stated and not is_client(start) and not is_untrusted(start, facts):
        return ()
    asset = _at_stake(flow, facts)
    if asset is None or is_listed(facts, (flow, asset, start, end), *_THREATS):
        return ()
    message = f"{called(flow)} knows who calls. What stops me asking for somebody else's {called(asset)}?"
    related = (Related(asset, asset.anchor, "what is at stake"),)
    span = place(flow, "authorization")
    if stated:
        return (on(flow, span, message, related=related, stated=flow.section is None),)
    return (on(flow, span, message, related=related, severity=Severity.INFORMATION, layer=Layer.COMPLETENESS),)


def _at_stake(flow: Element, facts: Facts) -> Element | None:
    """What could be somebody else's. A credential that comes along only tells who calls."""
    returned = sensitive(load(flow, "returns", facts), facts)
    carried = tuple(asset for asset in load(flow, "carries", facts) if not is_credential(asset))
    return returned or sensitive(carried, facts)


def silence(flow: Element, facts: Facts) -> Reply:
    """What keeps it from being said: a check that is named, nothing at stake, or a fact that is not known."""
    authentication, stated = flow.text("authentication"), flow.text("authorization")
    if not authentication:
        return Reply(State.CANNOT_TELL, "how its caller is known is not said (FW104 asks)")
    if authentication.lower() == "none":
        return Reply(State.NOT_APPLICABLE, "nobody is asked who calls (FW402)")
    if stated and stated.lower() != "none":
        return Reply(State.ANSWERED, f"what a caller may do is checked: `{stated}`")
    found = without_ends(flow, facts) or without_load(flow, facts)
    if found is not None:
        return found
    start, end = ends(flow, facts)
    if start is None or end is None or start is end or end.kind is not Kind.COMPONENT or is_outside(end):
        return Reply(State.NOT_APPLICABLE, "what is called is no component of this system")
    if not stated and not is_client(start) and not is_untrusted(start, facts):
        return Reply(State.NOT_APPLICABLE, "a component of this system calls, and nothing is said against it")
    if _at_stake(flow, facts) is None:
        return Reply(State.NOT_APPLICABLE, "only a credential goes along, which tells who calls")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat; then what is checked after all."""
    flow = finding.element
    asset = _at_stake(flow, model.facts) if flow is not None else None
    if flow is None or asset is None:
        return
    _, end = ends(flow, model.facts)
    yield from add_threat(flow, _THREAT, (asset, *((end,) if end is not None else ())), model)
    yield from choose(finding, "authorization", _CHECKS, "Correct the flow: authorization: {value}")


RULE = Rule(
    "FW406",
    "authenticated-not-authorised",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    silence=silence,
    fixes=fixes,
    absent=True,
    once="{share} know who calls. What stops me asking for what is somebody else's?",
)
