"""The last review ended without most being confident enough, counts more votes than people, or tells neither.

## Why it matters
"Are most of us confident enough?" is how a review ends. Those who are not have seen something: a threat that is not
listed, or an answer that they do not believe.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2026-09-12
    votes: {confident: 1, unsure: 2, not-confident: 1}  # want FW604
```

More votes than people are a slip of the pen.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2026-09-12
    participants: [{name: ines, team: reading-room}, {name: tom, team: web-team}]
    votes: {confident: 3, unsure: 0, not-confident: 0}  # want FW604
```

A date alone is a record of nothing.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2026-09-12  # want FW604
    outcome: approved
```

## Silent
An earlier review is history, and whoever was there need not vote.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2026-03-12
    votes: {confident: 1, unsure: 2, not-confident: 1}
  - date: 2026-09-12
    participants:
      - {name: ines, team: reading-room}
      - {name: tom, team: web-team}
      - {name: eva, team: web-team}
    votes: {confident: 2, unsure: 0, not-confident: 0}
```

## Fix
None: what those who are not confident have seen is theirs to say.

## When it is wrong
When somebody voted who is not listed. Then the list of participants is what to mend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.kinds import Kind
from forewarn.rules.reviews.latest import latest, people
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

_CHOICES = ("confident", "unsure", "not-confident")
_MOST_DIGITS = 9


def check(review: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the votes. What is no number is FW003's."""
    field, record = review.fields.get("votes"), review.record("votes")
    if field is None and "participants" not in review.fields and latest(facts) is review:
        message = "This review says neither who was there nor how many were confident. Whom can one ask?"
        return (on(review, review.anchor, message, severity=Severity.INFORMATION, layer=Layer.COMPLETENESS),)
    if field is None or record is None:
        return ()
    written = {name: record.text(name) for name in _CHOICES}
    if not all(_is_count(text) for text in written.values() if text):
        return ()
    votes = {name: int(text or "0") for name, text in written.items()}
    total, confident, there = sum(votes.values()), votes["confident"], len(people(review))
    if there and total > there:
        are = "person is" if there == 1 else "people are"
        message = f"{total} votes are counted, and {there} {are} listed. Which of the two is right?"
        return (on(review, field.span, message, severity=Severity.WARNING, layer=Layer.INTEGRITY),)
    if total and written["confident"] and 2 * confident <= total and latest(facts) is review:
        message = f"{confident} of {total} are confident enough. What would the others need to see?"
        return (on(review, field.span, message),)
    return ()


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


RULE = Rule(
    "FW604",
    "no-majority-confidence",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.REVIEW,),
    check=check,
    absent=True,
)
