"""A reference id that leads nowhere.

## Why it matters
`CWE-384` tells a reader in one word what is meant, and lets tools join this model with scanners and tickets. An id that
does not exist, or that its owner has withdrawn, misleads both. ASVS numbers its requirements anew with every version,
so that without the version they mean several things.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
threats:
  T1:
    title: Somebody lists all addresses
    references: [CWE 639]  # want FW009
  T2:
    title: A card is used after it was reported lost
    references: [CWE-99999, ASVS V7.4.1]  # want FW009 FW009
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
threats:
  T1:
    title: Somebody lists all addresses
    references: [CWE-639, "https://example.org/reading-room/incident-7"]
  T2:
    title: A card is used after it was reported lost
    references: [CWE-613, ASVS 5.0.0 V7.4.1, ATT&CK T1550]
```

## Fix
The id in its proper form, or the one that its owner names as the successor.

## When it is wrong
When the catalogue is newer than forewarn's list of it: the finding names the edition that was looked at. Ids of which
forewarn has no complete list are only looked at for their form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.catalog.reference_ids import Status, parse, schemes
from forewarn.catalog.reference_ids import check as look_up
from forewarn.catalog.source import read
from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.rules.integrity.places import stands_alone
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.catalog.reference_ids import Check
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_RIGHT = frozenset({Status.KNOWN, Status.NOT_CHECKED})
_WITHDRAWN = frozenset({Status.DEPRECATED, Status.REVOKED})
_FIELD = "references"


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every id of a scheme we know that is not one of its ids."""
    del facts
    field = element.fields.get(_FIELD)
    for text in field.texts if field else ():
        found = look_up(text.text)
        if found is None or found.status in _RIGHT:
            continue
        if element.section is not None and found.status is Status.MALFORMED:
            # Prose may speak of a catalogue without giving an id of it.
            continue
        severity = Severity.WARNING if found.status in _WITHDRAWN else None
        if element.section is not None and found.status is Status.VERSION_MISSING:
            severity = Severity.INFORMATION
        unused = found.status is Status.REVOKED
        message = _message(text.text.strip(), found)
        yield on(element, text.span, message, subject=text.text, severity=severity, unused=unused)


def _message(text: str, found: Check) -> str:
    edition = f" {found.edition}" if found.edition else ""
    instead = _instead(found)
    ask = f" Is `{instead}` meant?" if instead else ""
    match found.status:
        case Status.UNKNOWN:
            return f"{found.scheme}{edition} has no `{text}`.{ask}"
        case Status.VERSION_MISSING:
            ask = ask or f" Write it like `{schemes()[found.scheme].example}`."
            return f"`{text}` does not say of which version of ASVS, and each has its own numbers.{ask}"
        case Status.DEPRECATED:
            return f"{found.scheme}{edition} advises against `{text}`.{ask or ' Which id says it today?'}"
        case Status.REVOKED:
            return f"{found.scheme}{edition} has withdrawn `{text}`.{ask or ' Which id says it today?'}"
        case _:
            example = f" It is written like `{schemes()[found.scheme].example}`."
            return f"`{text}` is no id of {found.scheme}.{ask or example}"


def _instead(found: Check) -> str:
    """What to write instead; nothing for an ASVS id without a version whose chapter several versions have."""
    if found.status is not Status.VERSION_MISSING:
        return found.replacement
    meant = parse(found.replacement)
    editions = read("reference-details").record("asvs-chapters")
    chapter = meant.id.partition(".")[0].removeprefix("V") if meant else ""
    having = [edition for edition in editions.names() if chapter in editions.record(edition).names()]
    return found.replacement if len(having) == 1 else ""


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The id as it should be, where that is known."""
    del model
    element = finding.element
    field = element.field(_FIELD) if element else None
    if element is None or field is None or not stands_alone(field, finding.span):
        return
    found = look_up(finding.subject)
    instead = _instead(found) if found else ""
    if instead:
        yield Fix(f"Change to `{instead}`", (ReplaceText(element.item, finding.span, instead),), preferred=True)


RULE = Rule(
    "FW009",
    "unknown-reference-id",
    Layer.INTEGRITY,
    __doc__ or "",
    kinds=(Kind.THREAT, Kind.MITIGATION),
    check=check,
    fixes=fixes,
)
