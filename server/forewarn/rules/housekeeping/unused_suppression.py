"""A comment, or a line of dismissals, silences a rule that has nothing to say there, or that nobody may silence.

## Why it matters
What was waived once may have been mended since. A waiver that stays behind silences the next finding, which nobody has
decided about. A line of `.forewarn-dismissed` of which nothing is found any more only makes the file longer: it is
spoken of softly, and where all texts beside it were read.

## Finds
```yaml
threat-model: Library cards
owner: reading-room
assets:
  # forewarn: ignore FW102 because we do not know yet  # want FW901
  reader-address: {type: personal-data}
```

## Silent
```yaml
threat-model: Library cards
assets:
  # forewarn: ignore FW101 because the library has no teams
  reader-address: {type: personal-data}
```

## Fix
Takes the comment out, or the one rule where it names several; takes the line out of `.forewarn-dismissed`.

## When it is wrong
When the finding comes and goes with a setting, or with a file that is not always there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.changes import Fix, ReplaceText
from forewarn.rules.rule import Finding, Layer, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.dismissals import JudgedDismissal
    from forewarn.model.waivers import Judged
    from forewarn.model.whole import Whole


def waived(judged: Judged) -> Iterator[Finding]:
    """A finding for each rule that is named for nothing; an expired waiver is FW903's matter."""
    for word in judged.waiver.rules:
        if word.text not in judged.known or not judged.holds:
            continue
        if word.text in judged.protected:
            message = f"The configuration protects `{word.text}`: no comment waives it. Who could decide that there?"
        elif word.text not in judged.used:
            message = f"`{word.text}` has nothing to say here. Is the comment still needed?"
        else:
            continue
        only = len(judged.waiver.rules) == 1
        span = judged.removal["" if only else word.text]
        title = "Remove the comment" if only else f"Take `{word.text}` out"
        mend = Fix(title, (ReplaceText(judged.item.serial, span, "", raw=True),), preferred=True)
        yield Finding(judged.item.serial, word.span, message, subject=word.text, mend=mend, unused=True)


def dismissed(judged: JudgedDismissal) -> Iterator[Finding]:
    """A finding for a dismissal that does nothing."""
    one = judged.dismissal
    mend = Fix("Remove the line", (ReplaceText(judged.item.serial, one.line, "", raw=True),), preferred=True)
    severity = None
    if judged.protected:
        message = f"The configuration protects `{one.rule}`: nobody dismisses it. Who could decide that there?"
    else:
        said = f"“{one.words}”" if one.words else "it"
        message = f"`{one.rule}` asks nothing about {said} any more. Is the line still needed?"
        severity = Severity.INFORMATION
    yield Finding(
        judged.item.serial, one.span, message, subject=one.fingerprint, severity=severity, mend=mend, unused=True
    )


def fixes(finding: Finding, model: Whole) -> Iterator[Fix]:
    """Taking it out."""
    del model
    if finding.mend:
        yield finding.mend


RULE = Rule(
    "FW901",
    "unused-suppression",
    Layer.INTEGRITY,
    __doc__ or "",
    waived=waived,
    dismissed=dismissed,
    fixes=fixes,
    severity=Severity.WARNING,
)
