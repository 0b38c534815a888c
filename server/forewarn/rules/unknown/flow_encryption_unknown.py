"""A flow of which nobody says whether it is encrypted.

## Why it matters
It is asked only where the answer matters: where the flow crosses a trust boundary, or takes something restricted or
secret along. Inside one zone, with nothing sensitive, it may stay unknown.

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
  printer: {zone: house}
assets:
  opening-hours: {type: public-content}
  reader-address: {type: personal-data}
flows:
  ask: {from: kiosk, to: desk, carries: [opening-hours], protocol: grpc}  # want FW103
  print: {from: desk, to: printer, carries: [reader-address]}  # want FW103
```

Where the protocol and `encrypted:` do not agree, the flow's encryption is not known either.
```yaml
threat-model: Library cards
owner: reading-room
components:
  kiosk: {}
  desk: {}
assets:
  reader-address: {type: personal-data}
flows:
  ask: {from: kiosk, to: desk, carries: [reader-address], protocol: https, encrypted: false}  # want FW103
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
  ask: {from: kiosk, to: desk, carries: [opening-hours], protocol: https}
  show: {from: desk, to: kiosk, carries: [opening-hours], protocol: grpc, encrypted: true}
  look: {from: desk, to: shelf, carries: [opening-hours], protocol: grpc}
  hang: {from: desk, to: kiosk, carries: [opening-hours], protocol: http, encrypted: true, because: WireGuard below.}
```

## Fix
State that it is encrypted, or that it is not.

## When it is wrong
When the network below encrypts everything. Say so once for each flow (`encrypted: true`), so that it shows when one
of them leaves that network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import encrypted_by_protocol
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
    """A finding if neither the flow nor its protocol tells, or if the two disagree and nobody says why."""
    told = encrypted_by_protocol(flow)
    if "encrypted" not in flow.fields or not flow.text("encrypted"):
        reason = worth_asking(flow, facts) if told is None else ""
        if not reason:
            return ()
        message = f"{called(flow)} {reason}, and nothing says whether it is encrypted. Is it?"
        return (on(flow, place(flow, "encrypted"), message, subject="encrypted"),)
    stated = flow.flag("encrypted")
    if told is None or stated is None or stated == told.value or flow.text("because"):
        return ()
    return (on(flow, place(flow, "encrypted"), _disagree(flow, encrypted=stated), subject="protocol"),)


def _disagree(flow: Element, *, encrypted: bool) -> str:
    protocol = flow.text("protocol")
    if encrypted:
        return f"{called(flow)} is said to be encrypted, and {protocol} is not. What encrypts it? Say so in `because:`."
    return f"{called(flow)} is said not to be encrypted, and {protocol} always is. Which of the two is right?"


def fixes(finding: Finding, _model: Whole) -> Iterator[Fix]:
    """The two answers; where protocol and statement disagree, what the protocol tells, or a reason."""
    flow = finding.element
    if flow is None:
        return
    told = encrypted_by_protocol(flow)
    if finding.subject == "protocol":
        if told is not None:
            value = str(told.value).lower()
            yield from choose(finding, "encrypted", [value], "Go by the protocol: encrypted: {value}")
        yield from leave_blank(finding, "because", "Say why")
        return
    yield from choose(finding, "encrypted", ["true"], "It is encrypted")
    yield from choose(finding, "encrypted", ["false"], "It is not encrypted")


RULE = Rule(
    "FW103",
    "flow-encryption-unknown",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    fixes=fixes,
    absent=True,
    once="{share} cross a trust boundary or take something sensitive along, and do not say whether they are encrypted. "
    "Are they?",
    once_none="None of the {total} {plural} says whether it is encrypted. Which of them are?",
)
