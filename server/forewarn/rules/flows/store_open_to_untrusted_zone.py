"""A store is reached directly by whoever is in an untrusted zone.

## Why it matters
Stores are built to answer programs that they trust. One password or one weakness away from the open network lies all
that is in them. A way through a service is how systems are built, and is no finding.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
zones:
  internet: {trust: none}
  house: {trust: medium}
actors:
  reader: {zone: internet}
components:
  archive: {type: relational-database, zone: house}
flows:
  report: {from: reader, to: archive, protocol: postgres, authentication: password}  # want FW403
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
zones:
  internet: {trust: none}
  house: {trust: medium}
actors:
  reader: {zone: internet}
  archivist: {zone: house}
components:
  phone: {type: mobile-desktop-client, zone: internet}
  on-phone: {type: nosql-search-store, zone: internet}
  desk: {type: app-server, zone: house}
  archive: {type: relational-database, zone: house}
  pictures: {type: object-storage, zone: house, stores: [scan]}
assets:
  opening-hours: {type: public-content}
  scan: {type: customer-content}
flows:
  ask: {from: reader, to: desk}
  look-up: {from: desk, to: archive}
  tidy: {from: archivist, to: archive}
  keep: {from: phone, to: on-phone}
  fetch: {from: reader, to: pictures, returns: [scan], authentication: signed link}
```

## Fix
Add the threat, or extend the one of that type that is there. Where the flow is drawn wrong, lead it through the service
that answers.

## When it is wrong
When everything in the store is meant for everybody, as in a bucket of pictures: list what it `stores:`, with a
sensitivity. Of caches and buckets that hold nothing sensitive nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog.flow_judgements import types_that_are
from forewarn.catalog.words import plain_words
from forewarn.model.changes import AddElement, Fix
from forewarn.model.defaults import ends, sensitivity, zone
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.flows.concerns import add_threat, is_listed
from forewarn.rules.flows.parties import asks_nobody, is_untrusted, load, sensitive
from forewarn.rules.flows.silence import LISTED, without_ends, without_stranger
from forewarn.rules.rule import Finding, Layer, Related, Reply, Rule, State, on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole
    from forewarn.text.position import Span

_THREATS = ("public-bucket", "missing-authentication")


def check(flow: Element, facts: Facts) -> Iterable[Finding]:
    """A finding if one of the ends is a store, the other is untrusted and elsewhere, and no threat speaks of it."""
    start, end = ends(flow, facts)
    if start is None or end is None:
        return ()
    store, other = (end, start) if _is_store(end) else (start, end)
    if not _is_store(store) or (store is start and not flow.flag("both-ways")) or not is_untrusted(other, facts):
        return ()
    home = zone(store, facts)
    if home is None and other.kind is Kind.COMPONENT:
        return ()  # it may be the caller's own; FW105 asks
    if (home is not None and home is zone(other, facts)) or is_untrusted(store, facts):
        return ()
    if _is_meant_for_all(flow, store, facts) or is_listed(facts, (flow, store), *_THREATS):
        return ()
    if any(_tells_of(one.element, other, facts) for one in facts.references_to(store, "against")):
        return ()
    message = (
        f"{called(flow)} leads from {called(other)} straight to {called(store)}, which is a store. What stands between?"
    )
    related = (Related(other, other.anchor, "anybody could be here"), Related(store, store.anchor, "the store"))
    return (on(flow, _place(flow), message, related=related),)


def _is_store(element: Element) -> bool:
    return element.kind is Kind.COMPONENT and element.text("type") in types_that_are("stores")


def _place(flow: Element) -> Span:
    texts = flow.texts("from")
    return texts[0].span if texts and not flow.section else flow.anchor


def _is_meant_for_all(flow: Element, store: Element, facts: Facts) -> bool:
    """Whether being reached by all is what the store is for, as far as the text says."""
    there = [*load(store, "stores", facts), *load(flow, "carries", facts), *load(flow, "returns", facts)]
    known = [sensitivity(asset, facts.scale) for asset in there]
    if there and all(one is not None and not catalog.sensitivity_rank(one.value) for one in known):
        return True
    type_id = store.text("type")
    if type_id in types_that_are("copies") and sensitive(tuple(there), facts) is None:
        return True
    return type_id in types_that_are("links") and bool(flow.text("authentication")) and not asks_nobody(flow)


def _tells_of(threat: Element, other: Element, facts: Facts) -> bool:
    """Whether a threat against the store names, in its title, from where it is reached."""
    words = plain_words(threat.title)
    around = zone(other, facts)
    return any(_within(plain_words(name), words) for one in (other, around) if one for name in (one.id, one.title))


def _within(some: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return bool(some) and any(words[at : at + len(some)] == some for at in range(len(words)))


def silence(flow: Element, facts: Facts) -> Reply:
    """What keeps it from being said: no store, nobody untrusted, or a zone that is not known."""
    start, end = ends(flow, facts)
    found = without_ends(flow, facts)
    if found is not None or start is None or end is None:
        return found or Reply(State.CANNOT_TELL, "where it begins and ends is not said")
    store, other = (end, start) if _is_store(end) else (start, end)
    if not _is_store(store) or (store is start and not flow.flag("both-ways")):
        return Reply(State.NOT_APPLICABLE, "it leads to no store")
    found = without_stranger(other, facts)
    if found is not None:
        return found
    if zone(store, facts) is None and other.kind is Kind.COMPONENT:
        return Reply(State.CANNOT_TELL, f"in which zone {called(store)} is, is not said (FW105 asks)")
    if zone(store, facts) is zone(other, facts) or is_untrusted(store, facts):
        return Reply(State.NOT_APPLICABLE, "both ends are in the same hands")
    if _is_meant_for_all(flow, store, facts):
        return Reply(State.ANSWERED, f"{called(store)} is meant to be reached by all")
    return LISTED


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The threat: the catalogue's, where it has one for this; else one that says what is drawn."""
    flow = finding.element
    start, end = ends(flow, model.facts) if flow is not None else (None, None)
    if flow is None or start is None or end is None:
        return
    store, other = (end, start) if _is_store(end) else (start, end)
    by_link = store.text("type") in types_that_are("links")
    if by_link or asks_nobody(flow):
        yield from add_threat(flow, "public-bucket" if by_link else "missing-authentication", (store,), model)
        return
    title = f"Somebody gets into {store.name} straight from {other.name}"
    fields = (("title", title), ("against", (store.name,)), ("category", "information-disclosure"))
    new = AddElement(Kind.THREAT, model.free_id(Kind.THREAT), fields, near=flow)
    yield Fix(f"Add threat: {title}", (new,), preferred=True)


RULE = Rule(
    "FW403",
    "store-open-to-untrusted-zone",
    Layer.THREAT,
    __doc__ or "",
    kinds=(Kind.FLOW,),
    check=check,
    silence=silence,
    fixes=fixes,
    once="{share} lead from outside straight to a store. What stands between?",
)
