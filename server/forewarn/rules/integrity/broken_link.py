"""A file that is not there.

## Why it matters
A model answers for its design documents and rests on the files that say what is deployed; evidence is what shows that a
mitigation works. A path that leads nowhere means that nobody has looked at it since the file was moved.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
documents: [design/library-card.md]  # want FW010
sources:
  - {path: deploy/staging/, environment: staging}  # want FW010
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
    evidence: [./tests/test_card.py]  # want FW010
```

```markdown
---
threat-model: model/library-card.yaml <!-- want FW010 -->
---
# Library cards
```

## Silent
```yaml
threat-model: Library cards
owner: reading-room
documents: [design/*.md]
sources:
  - {path: deploy/production/, environment: production}
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
    evidence: [./tests/test_cards.py, RR-7, "https://example.org/reading-room/test-report"]
```

## Fix
The nearest path that exists.

## When it is wrong
When the file is made later, by a build for instance. Evidence is only looked at if it begins with `./`; web addresses
and absolute paths never are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.elements import Record
from forewarn.model.kinds import Kind
from forewarn.rules.integrity.places import stands_alone
from forewarn.rules.rule import Finding, Layer, Rule, on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.elements import Element, Field, Text
    from forewarn.model.facts import Facts
    from forewarn.model.whole import Whole

_HERE = "./"


def check(element: Element, facts: Facts) -> Iterator[Finding]:
    """A finding for every path, or pattern, that names nothing."""
    for _, text in _paths(element):
        path = text.text.strip()
        if not facts.file_exists(element, path):
            message = f"No file matches `{path}`." if "*" in path else f"`{path}` is not there."
            yield on(element, text.span, f"{message} Where is it now?", subject=path)


def _paths(element: Element) -> Iterator[tuple[Field, Text]]:
    """The texts of `element` that are paths of files in the workspace."""
    if element.kind is Kind.MITIGATION:
        evidence = element.fields.get("evidence")
        for text in evidence.texts if evidence else ():
            if evidence and text.text.startswith(_HERE):
                yield evidence, text
        return
    sources = element.fields.get("sources")
    records = [source for source in sources.values if isinstance(source, Record)] if sources else []
    # The front matter of a document names its model.
    model = None if element.recorded else element.fields.get("model")
    for field in (model, element.fields.get("documents"), *(record.fields.get("path") for record in records)):
        for text in field.texts if field else ():
            if field and _is_ours(text.text.strip()):
                yield field, text


def _is_ours(path: str) -> bool:
    """Whether a path can be looked up: not a web address, not a place on somebody's own machine."""
    return "://" not in path and not path.startswith(("/", "~", "\\")) and path[1:2] != ":"


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The nearest paths that exist."""
    element = finding.element
    if element is None:
        return
    for field, text in _paths(element):
        if text.span != finding.span or not stands_alone(field, text.span):
            continue
        lead = _HERE if finding.subject.startswith(_HERE) else ""
        for place, near in enumerate(model.files.near(element.item, finding.subject.removeprefix(_HERE))):
            path = lead + near.removeprefix(_HERE)
            if path != finding.subject:
                change = ReplaceText(element.item, text.span, path)
                yield Fix(f"Change to `{path}`", (change,), preferred=place == 0)


RULE = Rule(
    "FW010",
    "broken-link",
    Layer.INTEGRITY,
    __doc__ or "",
    kinds=(Kind.MODEL, Kind.MITIGATION),
    check=check,
    fixes=fixes,
)
