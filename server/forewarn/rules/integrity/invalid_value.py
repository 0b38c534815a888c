"""A value that cannot stand where it stands, or not beside another one.

## Why it matters
A severity that is none of the four, a date that no calendar has, a list where one name is read: the value counts as not
written, and whatever rests on it (what comes first, what has run out, what is sensitive) goes wrong in silence.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data, sensitivity: Restricted}  # want FW003
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    severity: moderate  # want FW003
    category: information-disclosur  # want FW003
    decision:
      kind: accept
      date: 2026-02-30  # want FW003
assumptions:
  A1:
    statement: Nobody but the archive reads the register.
    validity: confirmed  # want FW003
    validation: {method: test, result: broken, date: 2026-03-01, until: 2026-02-01}  # want FW003
components:
  archive: {type: app-server}
flows:
  file: {from: archive, to: archive}  # want FW003
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data, sensitivity: restricted}
threats:
  T1:
    title: Somebody lists all addresses
    against: reader-address
    severity: medium
    category: information-disclosure
    decision:
      kind: accept
      date: 2026-02-28
assumptions:
  A1:
    statement: Nobody but the archive reads the register.
    validity: rejected
    validation: {method: test, result: broken, date: 2026-03-01}
```

## Fix
The nearest value that may stand there; the catalogue's word for a synonym; a date in its proper form.

## When it is wrong
A `type` that the catalogue does not have is only a hint: the model means what it says, and forewarn knows nothing that
follows from it. A flow that ends where it begins is only a question. In running prose nothing is said: words there are
not bound to a list. A comment that begins with `forewarn:` is meant for forewarn: a word in it that means nothing is a
warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, RemoveField, ReplaceText
from forewarn.model.kinds import Kind
from forewarn.model.references import CHECK
from forewarn.model.schema import schema
from forewarn.rules.integrity.at_odds import at_odds
from forewarn.rules.integrity.claims import wrong_claims
from forewarn.rules.integrity.comments import wrong_comment
from forewarn.rules.integrity.places import stands_alone
from forewarn.rules.integrity.values import is_plainly_right, wrong_values
from forewarn.rules.rule import Finding, Layer, Rule, Severity, on
from forewarn.syntax.problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.reading import Item
    from forewarn.model.whole import Whole
    from forewarn.text.position import Span


def read(item: Item) -> Iterator[Finding]:
    """A finding where the text holds a list instead of a mapping, or a comment says what forewarn does not know."""
    for problem in item.problems:
        if problem.kind is ProblemKind.SHAPE:
            yield Finding(item.serial, problem.span, problem.message)
    for remark in item.remarks:
        wrong = wrong_comment(remark)
        if wrong is not None:
            mend = _instead(item, wrong.span, wrong.instead[0]) if wrong.instead else None
            yield Finding(item.serial, wrong.span, wrong.message, severity=Severity.WARNING, mend=mend)


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every value that its field does not take."""
    if element.section is None and not is_plainly_right(element.kind, element.fields):
        for wrong in wrong_values(element.fields, schema().kinds[element.kind].fields, facts.settings):
            yield on(element, wrong.span, wrong.message, subject=wrong.field.name, severity=wrong.severity)
    for odds in at_odds(element) if element.section is None else ():
        asks = (Severity.INFORMATION, Layer.COMPLETENESS) if odds.asks else (None, None)
        yield on(element, odds.span, odds.message, severity=asks[0], layer=asks[1])
    for broken in wrong_claims(element) if element.recorded else ():
        yield on(element, broken.span, broken.message, subject=CHECK)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """What could stand there instead, or nothing at all where the field is better left out."""
    element = finding.element
    if element is None:
        if finding.mend:
            yield finding.mend
        return
    for wrong in wrong_values(element.fields, schema().kinds[element.kind].fields, model.facts.settings):
        if wrong.span != finding.span or wrong.field.name != finding.subject:
            continue
        if wrong.withdraw and element.field(wrong.field.name) is wrong.field:
            yield Fix(f"Take `{wrong.field.name}` out", (RemoveField(element, wrong.field.name),), preferred=True)
        if not stands_alone(wrong.field, wrong.span):
            continue
        for place, text in enumerate(wrong.instead):
            change = ReplaceText(element.item, wrong.span, text)
            safe = wrong.certain and place == 0
            yield Fix(f"Change to `{text}`", (change,), safe=safe, preferred=place == 0 and not wrong.withdraw)


def _instead(item: Item, span: Span, word: str) -> Fix:
    return Fix(f"Change to `{word}`", (ReplaceText(item.serial, span, word, raw=True),), preferred=True)


RULE = Rule(
    "FW003", "invalid-value", Layer.INTEGRITY, __doc__ or "", kinds=tuple(Kind), check=check, read=read, fixes=fixes
)
