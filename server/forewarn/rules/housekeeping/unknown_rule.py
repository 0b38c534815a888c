"""A rule is named that does not exist.

## Why it matters
Somebody wanted a rule to speak, or to be silent, and nothing of the sort happens.

## Finds
```toml
ignore = ["FW101", "asset-owner-unknow"]  # want FW904

[severity]
FW999 = "error"  # want FW904
```

## Silent
```toml
ignore = ["FW101", "asset-owner-unknown"]

[severity]
FW201 = "error"
```

## Fix
The rule whose name or code is nearest.

## When it is wrong
When the configuration is shared with a newer forewarn, which has rules that this one does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.reading import RuleRole
from forewarn.model.waivers import waiver
from forewarn.rules.nearest import nearest
from forewarn.rules.rule import Finding, Layer, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item
    from forewarn.model.whole import Whole
    from forewarn.rules.book import Book
    from forewarn.text.position import Span


def named(item: Item, book: Book) -> Iterator[Finding]:
    """A finding for every name in the configuration, or in a comment that waives, that no rule has."""
    for one in item.rules:
        if one.role is not RuleRole.DEFINES:
            yield from _unknown(item, one.name, one.span, book)
    for remark in item.remarks:
        said = waiver(remark)
        if said is not None and not said.rules:
            yield Finding(item.serial, said.verb.span, "`ignore` what? Name the rule: `ignore FW201 because …`.")
        for word in said.rules if said is not None else ():
            yield from _unknown(item, word.text, word.span, book)


def _unknown(item: Item, name: str, span: Span, book: Book) -> Iterator[Finding]:
    known = book.by_name
    if name in known or name in book.defined_in:
        return  # what is wrong with a rule that does not count is said where it is defined
    # Two codes differ by their meaning, however near their numbers are: only the case of one is mended.
    near = nearest(name, [one for one in known if one.casefold() == name.casefold() or one != known[one].code], limit=1)
    ask = f"Is `{near[0]}` meant?" if near else "`forewarn rules` lists them."
    mend = None
    if near:
        mend = Fix(f"Change to `{near[0]}`", (ReplaceText(item.serial, span, near[0], raw=True),), preferred=True)
    yield Finding(item.serial, span, f"No rule is called `{name}`. {ask}", mend=mend)


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The rule that was meant."""
    del model
    if finding.mend:
        yield finding.mend


RULE = Rule("FW904", "unknown-rule", Layer.INTEGRITY, __doc__ or "", named=named, fixes=fixes)
