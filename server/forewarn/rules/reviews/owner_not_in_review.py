"""A sensitive asset, or the whole model, belongs to a team of which nobody was in the last review.

## Why it matters
Whoever owns it knows what it is worth and how it is kept, and lives with what is decided. A review without them finds
what others imagine.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
  login: {type: session-token, owner: web-team}  # want FW605
reviews:
  - date: 2026-09-12
    participants: [{name: ines, team: reading-room}]
```

```yaml
threat-model: Library cards
owner: reading-room  # want FW605
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2026-09-12
    participants: [{name: tom, team: web-team}]
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
  login: {type: session-token, owner: web-team}
  opening-hours: {type: public-content, owner: front-desk}
reviews:
  - date: 2026-09-12
    participants: [{name: ines, team: reading-room}, {name: tom, team: web-team}]
```

Where somebody's team is not said, it cannot be told who was missing.
```yaml
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
reviews:
  - date: 2026-09-12
    participants: [{name: tom}]
```

## Fix
None: ask the team, and record who comes.

## When it is wrong
When the same team goes by two names, in `owner:` and among the participants. Use one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.defaults import is_sensitive, said
from forewarn.model.kinds import Kind
from forewarn.rules.calling import called
from forewarn.rules.nearest import same_but_for_form
from forewarn.rules.reviews.latest import day_of, latest, was_there
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts


def check(element: Element, facts: Facts) -> Iterable[Finding]:
    """A finding on the owner's name: that of the model, or another one's of a sensitive asset."""
    owner = said(element, "owner")
    if not owner:
        return ()
    if element.kind is Kind.ASSET:
        header = facts.header("owner")
        if not is_sensitive(element, facts.scale) or (header and same_but_for_form(header.text("owner"), owner)):
            return ()  # what belongs to the model's owner is asked of the model
    elif facts.header("owner") is not element:
        return ()
    review = latest(facts)
    if review is None or was_there(owner, review) is not False:
        return ()
    what = f"{called(element)} belongs to {owner}" if element.kind is Kind.ASSET else f"This model belongs to {owner}"
    message = f"{what}; nobody from there was in the review of {day_of(review)}. Who could look at it?"
    return (on(element, element.texts("owner")[0].span, message),)


RULE = Rule(
    "FW605",
    "owner-not-in-review",
    Layer.COMPLETENESS,
    __doc__ or "",
    kinds=(Kind.ASSET, Kind.MODEL),
    check=check,
)
