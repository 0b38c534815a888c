"""A component keeps what is not allowed to be kept.

## Why it matters
Some things are worth having for a moment only, and the rules they come under forbid keeping them even encrypted: the
code on the back of a card is gone once the payment is authorised (PCI DSS 3.3.1). What is not there cannot be stolen.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
components:
  till: {type: relational-database, stores: [fee, card-code]}  # want FW407
assets:
  fee: {type: financial-record}
  card-code: {type: card-verification-value}
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
components:
  till: {type: relational-database, stores: [fee]}
  terminal: {type: app-server, stores: [card-code]}
assets:
  fee: {type: financial-record}
  card-code: {type: card-verification-value}
threats:
  T1:
    title: The terminal keeps the code longer than the payment takes
    type: prohibited-retention
    against: [terminal]
```

## Fix
Add the threat, or extend the one of that type that is there; or correct the component: it does not keep it.

## When it is wrong
When it is only held in memory until the payment is authorised. Then it is not stored: take it out of `stores:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.changes import Fix, RemoveField, ReplaceText
from forewarn.model.defaults import without_prefix
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_listed
from forewarn.rules.flows.silence import LISTED
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on
from forewarn.text.position import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_THREAT = "prohibited-retention"


def check(component: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for each asset that is stored here and whose type says `retain: never`."""
    if "stores" not in component.fields:
        return
    for text in component.texts("stores"):
        for asset in facts.named(without_prefix(text), Kind.ASSET):
            found = catalog.types().get(asset.text("type")) if "type" in asset.fields else None
            if found is None or found.retain != "never" or is_listed(facts, (component, asset), _THREAT):
                continue
            message = (
                f"{called(component)} keeps {called(asset)}. It ({found.label.lower()}) is not allowed to be kept, "
                "even encrypted. Who needs it afterwards?"
            )
            related = (Related(asset, asset.anchor, "what it is"),)
            span = text.span if not component.section else component.anchor
            yield on(component, span, message, subject=asset.id, related=related)


def silence(component: Element, facts: Facts) -> Reply:
    """What keeps it from being said: it stores nothing of that sort, or the model speaks of it."""
    stored = [asset for text in component.texts("stores") for asset in facts.named(without_prefix(text), Kind.ASSET)]
    found = [catalog.types().get(asset.text("type")) for asset in stored]
    if not any(one is not None and one.retain == "never" for one in found):
        return Reply(State.NOT_APPLICABLE, "nothing that it stores is of a type that may not be kept")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat; then the component without it."""
    component = finding.element
    asset = model.facts.first(finding.subject, Kind.ASSET)
    if component is None or asset is None:
        return
    yield from add_threat(component, _THREAT, (asset, component), model)
    yield from _without(component, finding.subject)


def _without(component: Element, name: str) -> Iterator[Fix]:
    """Take one name out of the list of what is stored, with what parts it from its neighbour."""
    texts = component.texts("stores")
    place = next((n for n, text in enumerate(texts) if without_prefix(text) == name), None)
    if place is None or component.section:
        return
    title = f"Correct the component: it does not keep `{name}`"
    if len(texts) == 1:
        yield Fix(title, (RemoveField(component, "stores"),))
        return
    if place:
        span = Span(texts[place - 1].span.end, texts[place].span.end)
    else:
        span = Span(texts[0].span.start, texts[1].span.start)
    yield Fix(title, (ReplaceText(component.item, span, "", raw=True),))


RULE = Rule(
    "FW407",
    "must-not-be-kept",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.COMPONENT,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} keep what is not allowed to be kept, even encrypted. Who needs it afterwards?",
)
