"""Models to measure on: seeded, of any length, and honest — few findings, names and references spread evenly.

A model is made of *services*. Each has components, assets, flows, threats, mitigations and one assumption, about 90
lines with 22 elements; threats and flows also name elements of other services. Every fifth service has one flaw of the
kind that people make, so that there is about one open finding for a hundred elements.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

SERVICE_LINES = 90
_FLAWS = ("unanswered", "suggestion", "unknown-name", "no-severity", "encryption-unknown")
_SERVICES_FOR_A_FLAW = 5

_AREAS = ("order", "invoice", "shipment", "refund", "account", "catalogue", "price", "review", "search", "ticket")
_ROLES = ("intake", "ledger", "planner", "mailer", "archive", "gateway", "router", "matcher", "export", "audit")
_ASSETS = {
    "person": "personal-data",
    "session": "session-token",
    "record": "financial-record",
    "key": "api-key",
}
_THREATS = (  # asset, type, severity, what happens, the type of what stops it
    ("session", "session-hijack", "medium", "is replayed from another machine", "session-rotation"),
    ("person", "sensitive-data-exposure", "low", "leaks through an export", "output-filtering"),
    ("record", "replay-duplicate", "high", "is processed twice", "idempotency"),
    ("key", "secret-in-logs", "medium", "ends in a log file", "no-secrets-in-logs"),
    ("record", "broken-object-authz", "low", "is read by changing a number in the address", "object-level-authz"),
)
_FLAWED = 3  # the threat of a service that has the flaw, where it is about a threat


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to type at: line and column from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the shop: its name, one that it talks to, its zone, and its flaw or ""."""

    name: str
    other: str
    zone: str
    flaw: str


def make(lines: int, seed: int = 1) -> str:
    """A native model of about `lines` lines, always the same one for the same arguments."""
    services = _services(max(2, round((lines - 20) / SERVICE_LINES)), seed)
    zones = sorted({service.zone for service in services})
    out = [
        "threat-model: Everything the shop runs",
        "owner: platform-team",
        "stage: design",
        "scope: All services behind the shop, one by one.",
        "",
        "zones:",
        "  internet: {trust: none}",
        *(f"  {zone}: {{trust: medium}}" for zone in zones),
        "",
        "actors:",
        "  customer: {zone: internet}",
        "  thief: {zone: internet, hostile: true, capability: organised}",
    ]
    for heading, entries in (
        ("components", _components),
        ("assets", _assets),
        ("flows", _flows),
        ("threats", _threats),
        ("mitigations", _mitigations),
        ("assumptions", _assumptions),
    ):
        out += ["", f"{heading}:"]
        for service in services:
            out += entries(service)
    out += [
        "",
        "questions:",
        "  - ask: What are the bad things that can happen here?",
        "    answer: Orders go to strangers, or money goes the wrong way.",
        "",
    ]
    return "\n".join(out)


def middle_title(text: str) -> Spot:
    """In the title of the threat in the middle, behind its first word: where somebody rewords a sentence."""
    return after(text, "    title: Data")


def middle_reference(text: str) -> Spot:
    """Behind a name in a threat's `against` in the middle: typing here breaks the reference, and undoing mends it."""
    line = after(text, "    against: [").line
    return Spot(line, text.split("\n")[line].index(","))


def after(text: str, start: str) -> Spot:
    """Behind `start` in the middle one of the lines that begin with it."""
    found = [number for number, line in enumerate(text.split("\n")) if line.startswith(start)]
    return Spot(found[len(found) // 2], len(start))


def _services(count: int, seed: int) -> list[Service]:
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    names = [
        f"{_AREAS[number % len(_AREAS)]}-{_ROLES[number // len(_AREAS) % len(_ROLES)]}-{number}"
        for number in range(count)
    ]
    return [
        Service(
            name=name,
            other=names[(number + chance.randrange(1, count)) % count],
            zone=f"zone-{number // 8:04}",
            flaw=_FLAWS[number // _SERVICES_FOR_A_FLAW % len(_FLAWS)] if number % _SERVICES_FOR_A_FLAW == 1 else "",
        )
        for number, name in enumerate(names)
    ]


def _components(at: Service) -> list[str]:
    return [
        f"  {at.name}: {{type: app-server, zone: {at.zone}}}",
        f"  {at.name}-db: {{type: relational-database, zone: {at.zone}, stores: [{at.name}-person, {at.name}-record]}}",
        f"  {at.name}-queue: {{type: message-queue, zone: {at.zone}}}",
    ]


def _assets(at: Service) -> list[str]:
    return [f"  {at.name}-{name}: {{type: {kind}}}" for name, kind in _ASSETS.items()]


def _flows(at: Service) -> list[str]:
    me, protocol = at.name, "amqp" if at.flaw == "encryption-unknown" else "https"
    return [
        f"  {me}-use: {{from: customer, to: {me}, carries: [{me}-person, {me}-session], returns: [{me}-record], "
        + _terms(protocol, "session-cookie", "per-record"),
        f"  {me}-keep: {{from: {me}, to: {me}-db, carries: [{me}-person, {me}-record], "
        + _terms("https", "password", "role"),
        f"  {me}-tell: {{from: {me}, to: {me}-queue, carries: [{me}-record], " + _terms("https", "mutual-tls", "role"),
        f"  {me}-ask: {{from: {me}, to: {at.other}-queue, carries: [{me}-key, {at.other}-key], "
        + _terms("https", "mutual-tls", "role"),
    ]


def _terms(protocol: str, authentication: str, authorization: str) -> str:
    return f"protocol: {protocol}, authentication: {authentication}, authorization: {authorization}}}"


def _threats(at: Service) -> list[str]:
    out: list[str] = []
    for number, (asset, kind, severity, deed, _) in enumerate(_THREATS, 1):
        flaw = at.flaw if number == _FLAWED else ""
        against = f"{at.name}-{asset}{'x' if flaw == 'unknown-name' else ''}"
        out += [
            f"  {at.name}-T{number}:",
            f"    title: Data of {at.name} {deed}",
            f"    type: {kind}",
            f"    against: [{against}, {at.name}, {at.other}-queue]",
            *([] if flaw == "no-severity" else [f"    severity: {severity}"]),
            *([] if flaw == "unanswered" else [f"    mitigations: [{at.name}-M{number}]"]),
            "    description: Seen elsewhere; whoever holds a copy needs no further access.",
            f"    ticket: SHOP-{number}",
            f"    when: {('now', 'next', 'later')[number % 3]}",
        ]
    return out


def _mitigations(at: Service) -> list[str]:
    out: list[str] = []
    for number, (*_, control) in enumerate(_THREATS, 1):
        flaw = at.flaw if number == _FLAWED else ""
        if flaw == "unanswered":
            continue
        status = "suggested" if flaw == "suggestion" else ("active", "planned")[number % 2]
        out += [
            f"  {at.name}-M{number}:",
            f"    title: Control {number} of {at.name} is in place and somebody looks after it",
            f"    type: {control}",
            f"    status: {status}",
            *([] if flaw == "suggestion" else [f"    ticket: SHOP-{number}"]),
            "    evidence: [SHOP-1]",
        ]
    return out


def _assumptions(at: Service) -> list[str]:
    return [
        f"  {at.name}-A1:",
        f"    statement: Nobody outside {at.zone} reaches {at.name}-db over the network.",
        "    kind: reach",
        "    validation: {method: config-check, result: held, date: 2026-09-01, by: platform-team}",
    ]
