"""A flow of which nobody says how the caller proves who it is.

## Why it matters
It is asked only where the answer matters: where the flow crosses a trust boundary, or takes something restricted or
secret along. "The gateway does it" is an answer; so is `none`.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  street: {trust: none}
  house: {trust: medium}
components:
  kiosk: {zone: street}
  desk: {zone: house}
assets:
  opening-hours: {type: public-content}
flows:
  ask: {from: kiosk, to: desk, carries: [opening-hours], protocol: https}  # want FW104
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
zones:
  street: {trust: none}
  house: {trust: medium}
components:
  kiosk: {zone: street}
  desk: {zone: house}
  shelf: {zone: house}
assets:
  opening-hours: {type: public-content}
flows:
  ask: {from: kiosk, to: desk, carries: [opening-hours], protocol: https, authentication: none}
  look: {from: desk, to: shelf, carries: [opening-hours]}
```

## Fix
Write `authentication:` and leave the answer to a person, or state that nobody is asked (`none`).

## When it is wrong
When the flow only picks up what anybody may see. `authentication: none` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.rule import Finding, Layer, Rule, on
from forewarn.rules.unknown.asking import choose, leave_blank, place
from forewarn.rules.unknown.reasons import worth_asking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.changes import Fix
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if nothing says how the caller is known, and the flow is one where that matters."""
    if "authentication" in flow.fields and flow.text("authentication"):
        return ()
    reason = worth_asking(flow, facts)
    if not reason:
        return ()
    message = f"{called(flow)} {reason}. How does the caller prove who it is?"
    return (on(flow, place(flow, "authentication"), message, subject="authentication"),)


def fixes(finding: Finding, _model: Whole) -> Iterator[Fix]:
    """A place for the answer, then `none`."""
    yield from leave_blank(finding, "authentication", "Say how the caller proves who it is")
    yield from choose(finding, "authentication", ["none"], "Nobody is asked: {value}")


RULE = Rule(
    "FW104",
    "flow-authentication-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} cross a trust boundary or take something sensitive along, and do not say how the caller proves who "
    "it is. How does it?",
    once_none="None of the {total} {plural} says how the caller proves who it is. How does it?",
)
