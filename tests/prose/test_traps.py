"""Eleven traps that a good reader of designs catches: each is found, and what mends it is not.

Some are a sentence. The others show once they are modelled: a sentence cannot tell that nothing else stands behind it.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.support.findings import judge

ASKED = ("FW203", "FW204", "FW205", "FW21", "FW3", "FW4", "FW5", "FW604")
"""What speaks of answers, assumptions, flows, documents and reviews; the rest asks for what these short texts lack."""


class Trap(NamedTuple):
    """A text that falls into it, the rule that says so, and the text after somebody mended it."""

    falls: str
    code: str
    mended: str


def design(sentence: str) -> str:
    """A design document with one sentence about its security."""
    return f"# Bicycle rental\n\n## Security considerations\n\n{sentence}\n"


def model(body: str) -> str:
    """A threat model with the usual head."""
    zones = "zones:\n  street: {trust: none}\n  hall: {trust: high}\n"
    return f"threat-model: Bicycle rental\nowner: rental\n{zones}{body}"


def threats(kind: str, answer: str, against: str = "rider") -> str:
    """A model with one serious threat of a type, and what answers it."""
    return model(
        f"assets:\n  rider: {{type: personal-data}}\nthreats:\n  T1:\n    title: What could happen\n    type: {kind}\n"
        f"    against: [{against}]\n    severity: high\n    mitigations: [M1]\nmitigations:\n{answer}"
    )


def counter(flows: str, rest: str = "") -> str:
    """A model of a rider at a counter that calls a paid service."""
    return model(
        "actors:\n  rider: {zone: street}\ncomponents:\n  counter: {type: app-server, zone: hall}\n"
        f"  map: {{type: email-sms-channel, zone: hall}}\nassets:\n  rental: {{type: order-history}}\n"
        f"  card: {{type: payment-card-data}}\nflows:\n{flows}{rest}"
    )


PLANNED = "status: planned, ticket: RENT-4"
TRAPS = {
    "validated input makes injection impossible": Trap(
        design("Every field of the form is validated, so SQL injection is impossible."),
        "FW306",
        design("Queries are parameterised; the validation of fields is a second line."),
    ),
    "and once it is modelled": Trap(
        threats("sql-injection", f"  M1: {{title: Fields are validated, type: input-validation, {PLANNED}}}\n"),
        "FW204",
        threats("sql-injection", f"  M1: {{title: Queries take parameters, type: parameterised-queries, {PLANNED}}}\n"),
    ),
    "the gateway authenticates, nobody authorises": Trap(
        design("All requests are already authenticated by the gateway."),
        "FW3",
        design("Every service checks that the rental belongs to the rider who asks (`rental.rider == caller`)."),
    ),
    "and once it is modelled, too": Trap(
        counter("  show: {from: rider, to: counter, returns: [rental], authentication: oidc, authorization: none}\n"),
        "FW406",
        counter(
            "  show: {from: rider, to: counter, returns: [rental], authentication: oidc, authorization: per-record}\n"
        ),
    ),
    "encrypted everywhere except on one hop": Trap(
        design("TLS is used everywhere except between the load balancer and the ledger."),
        "FW308",
        design("The mesh speaks mutual TLS on every hop and refuses plain connections (`mtls: STRICT`)."),
    ),
    "a card verification value is kept": Trap(
        design("We store the CVV so that riders need not type it again."),
        "FW501",
        design("The code on the back of the card goes to the payment provider and nowhere else."),
    ),
    "and once it is modelled, as well": Trap(
        model(
            "assets:\n  code: {type: card-verification-value}\ncomponents:\n"
            "  till: {type: relational-database, zone: hall, stores: [code]}\n"
        ),
        "FW407",
        model(
            "assets:\n  code: {type: card-verification-value}\ncomponents:\n"
            "  till: {type: relational-database, zone: hall}\n"
        ),
    ),
    "disk encryption against a query by an administrator": Trap(
        threats("insider-misuse", f"  M1: {{title: The disks are encrypted, type: encryption-at-rest, {PLANNED}}}\n"),
        "FW204",
        threats(
            "insider-misuse", f"  M1: {{title: Queries go through a view, type: least-privilege-roles, {PLANNED}}}\n"
        ),
    ),
    "an approval is all there is": Trap(
        threats(
            "payout-destination-change",
            "  M1: {title: A second person approves, type: two-person-rule, status: active}\n",
        ),
        "FW213",
        threats(
            "payout-destination-change",
            f"  M1: {{title: The known number is called first, type: callback-verification, {PLANNED}}}\n",
        ),
    ),
    "logs contain no card data": Trap(
        design("Logs contain no card data."),
        "FW301",
        design(
            "A filter in the logger replaces sixteen digits by stars; a test in the pipeline writes some and looks."
        ),
    ),
    "a rate limit that still allows a ruinous bill": Trap(
        counter(
            "  ask: {from: rider, to: counter, authentication: none}\n  send: {from: counter, to: map}\n",
            "mitigations:\n  M1: {title: A hundred requests a second, type: rate-limits, status: active}\n",
        ),
        "FW408",
        counter(
            "  ask: {from: rider, to: counter, authentication: none}\n  send: {from: counter, to: map}\n",
            "mitigations:\n  M1: {title: Two hundred messages a day, type: spend-limits, status: active}\n",
        ),
    ),
    "an endpoint that tells thieves which cards are good": Trap(
        counter("  check: {from: rider, to: counter, carries: [card], authentication: none}\n"),
        "FW409",
        counter(
            "  check: {from: rider, to: counter, carries: [card], authentication: oidc, authorization: own}\n",
            "mitigations:\n  M1: {title: Five tries a day, type: rate-limits, status: active}\n",
        ),
    ),
    "no other service has access": Trap(
        design("No other service has access to this system."),
        "FW301",
        design("The counter alone calls it.") + "\n## Assumptions\n\n- No other service has access to this system.\n",
    ),
    "a review without substance": Trap(
        model(
            "stage: live\nassets:\n  rider: {type: personal-data}\nthreats:\n  T1: {title: Riders are listed, "
            "against: [rider]}\nreviews:\n  - date: 2026-09-12\n"
        ),
        "FW604",
        model(
            "stage: live\nassets:\n  rider: {type: personal-data}\nthreats:\n  T1: {title: Riders are listed, "
            "against: [rider]}\nreviews:\n  - date: 2026-09-12\n    participants: [{name: ada, team: rental}]\n"
            "    votes: {confident: 1, unsure: 0, not-confident: 0}\n"
        ),
    ),
}


def said(text: str) -> list[str]:
    """The rules that speak of threats, answers, assumptions, flows and reviews."""
    dialect = "markdown" if text.startswith("#") else "native"
    return [one.code for one in judge(text, dialect).findings() if one.code.startswith(ASKED)]


@pytest.mark.parametrize("name", TRAPS)
def test_who_falls_into_it_is_told(name: str) -> None:
    assert [code for code in said(TRAPS[name].falls) if code.startswith(TRAPS[name].code)]


@pytest.mark.parametrize("name", TRAPS)
def test_who_mended_it_is_left_in_peace(name: str) -> None:
    assert said(TRAPS[name].mended) == []
