"""A setting that says what it cannot say.

## Why it matters
A misspelt setting does nothing, and nobody notices: the rule that was to be an error stays a hint, the folder that was
to be left alone is not. What is wrong here does not count, all else does. A file that is no TOML counts for nothing;
an editor goes on with what it read before. In a file with rules of your own (docs/own-rules.md) a rule in which
something is wrong does not count, the others do.

## Finds
```toml
profile = "guidd"  # want FW905
ignoer = ["FW101"]  # want FW905

[files]
claim = "security/"  # want FW905

[policy]
protected = ["FW206"]

[severity]
acceptance-expired = "off"  # want FW905
```

## Silent
```toml
profile = "guided"
ignore = ["FW101"]

[files]
claim = ["security/"]

[policy]
protected = ["FW206"]
```

## Fix
The nearest setting or word that may stand there.

## When it is wrong
Never: the settings are those of docs/configuration.md. One that a later forewarn knows is no setting yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.model.reading import RuleRole
from forewarn.rules.nearest import nearest
from forewarn.rules.rule import Finding, Layer, Rule
from forewarn.syntax.problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.reading import Item
    from forewarn.model.whole import Whole
    from forewarn.rules.book import Book
    from forewarn.syntax.problem import Problem

_FEW = 12
"""So many words that may stand in a place are listed in full."""


def read(item: Item) -> Iterator[Finding]:
    """A finding for every setting, and everything in a rule of the organisation's own, that is wrong."""
    for problem in item.problems:
        if problem.kind is ProblemKind.SETTING:
            near = nearest(problem.word, problem.known, limit=1) if problem.known else ()
            mend = None
            if near:
                change = ReplaceText(item.serial, problem.span, near[0], raw=True)
                mend = Fix(f"Change to `{near[0]}`", (change,), preferred=True)
            yield Finding(item.serial, problem.span, _said(problem, near), mend=mend)


def named(item: Item, book: Book) -> Iterator[Finding]:
    """A finding for every rule that is protected and silenced or defined twice, and every rule file that is absent."""
    yield from _contradictions(item, book)
    for file in item.files:
        if file.text in book.missing:
            message = f"There is no file `{file.text}` in this workspace that can be read: its rules do not speak."
            yield Finding(item.serial, file.span, message)
    for one in item.rules:
        if one.role is RuleRole.DEFINES and one.name in book.by_name and not book.by_name[one.name].is_own:
            yield Finding(item.serial, one.span, f"`{one.name}` is a rule of forewarn's own. What else is this called?")
        elif one.role is RuleRole.DEFINES and book.defined_in.get(one.name, item.serial) != item.serial:
            message = f"`{one.name}` is another rule already, and that one counts. What else is this called?"
            yield Finding(item.serial, one.span, message)


def _contradictions(item: Item, book: Book) -> Iterator[Finding]:
    known = book.by_name
    codes = [(known[one.name].code, one) for one in item.rules if one.name in known]
    protected = {code for code, one in codes if one.role is RuleRole.PROTECTED}
    for code, one in codes:
        if one.role is RuleRole.SILENT and code in protected:
            message = f"`{one.name}` is silenced here, and `policy` protects it: it speaks. Which of the two is meant?"
            yield Finding(item.serial, one.span, message)


def _said(problem: Problem, near: tuple[str, ...]) -> str:
    if near:
        return f"{problem.message} Is `{near[0]}` meant?"
    if 1 < len(problem.known) <= _FEW:
        *most, last = (f"`{word}`" for word in problem.known)
        return f"{problem.message} Write {', '.join(most)} or {last}."
    return problem.message


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """The word that was meant."""
    del model
    if finding.mend:
        yield finding.mend


RULE = Rule("FW905", "bad-configuration", Layer.INTEGRITY, __doc__ or "", read=read, named=named, fixes=fixes)
