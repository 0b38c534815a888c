"""Markdown threat models to measure on: seeded, of any length, written as people write them, without mark-up."""

from __future__ import annotations

import random

from tests.bench.models import Spot, after

_CHAPTER_LINES = 47
_PARTS = ("intake", "ledger", "planner", "mailer", "archive", "gateway", "router", "matcher", "export", "audit")
_SENTENCES = (
    "It takes requests from the shop and hands them on once they are complete.",
    "What it keeps is deleted after thirty days, unless a dispute is open.",
    "The team on call looks at its queue every morning and clears what is stuck.",
    "Two copies run at a time, and either of them can take over all of the work.",
    "Settings come from the release and are not changed while it runs.",
    "Its own store holds names, addresses and what was bought.",
)
_THREATS = (
    ("Somebody replays a session from another machine", "high", "New session at login, killed on logout"),
    ("A record of somebody else is read by changing a number", "medium", "The owner of each record is checked"),
    ("A request is processed twice", "low", "Requests carry a number that is used once"),
    ("An address ends in a log file", "medium", "Addresses are masked before anything is logged"),
)
_ASSUMPTIONS = (
    "Only the gateway can reach the {part} over the network.",
    "The {part} gets its keys from the platform when it starts.",
)


def make(lines: int, seed: int = 1) -> str:
    """A document of about `lines` lines, always the same one for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    out = ["# Threat model of everything the shop runs", "", "Status: design", "Owner: platform team", ""]
    for number in range(max(1, round((lines - 5) / _CHAPTER_LINES))):
        out += _chapter(f"{chance.choice(_PARTS)} {number}", chance)
    return "\n".join(out)


def middle_prose(text: str) -> Spot:
    """In a sentence in the middle of the document."""
    return after(text, "It takes requests")


def middle_threat(text: str) -> Spot:
    """In the title of a threat in the middle of the document."""
    return after(text, "| Somebody replays")


def _chapter(part: str, chance: random.Random) -> list[str]:
    said = [_SENTENCES[0], *chance.sample(_SENTENCES[1:], 4)]
    return [
        f"## The {part}",
        "",
        *said[:3],
        "",
        *said[3:],
        "",
        f"### Assets of the {part}",
        "",
        f"- **Customer record of the {part}**: name, address and what was bought.",
        f"- **Session of the {part}**: whoever has it is the customer.",
        f"- **Key of the {part}**: opens its store.",
        "",
        f"### Threats to the {part}",
        "",
        "| Threat | Severity | Mitigation |",
        "|---|---|---|",
        *(f"| {title} at the {part} | {severity} | {answer} |" for title, severity, answer in _THREATS),
        "",
        f"#### T{part.rsplit(maxsplit=1)[-1]}1: Orders of the {part} are read on the way",
        "",
        "Somebody between two services copies what goes by.",
        "",
        "- Severity: medium",
        "- Mitigation: All traffic is encrypted, between services too",
        "- Status: in place",
        "",
        f"### Mitigations at the {part}",
        "",
        "- Every call names the person it is made for, and the service checks it.",
        "- Limits for each person and each address, with an alarm at half of them.",
        "- Backups are restored once a month, to see that they can be.",
        "",
        f"### Assumptions about the {part}",
        "",
        *(f"- {assumption.format(part=part)}" for assumption in _ASSUMPTIONS),
        "",
        f"### Open questions about the {part}",
        "",
        "- How long do we keep what nobody has asked for?",
        "",
    ]
