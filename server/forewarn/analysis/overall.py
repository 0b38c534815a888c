"""What only all findings of a rule together tell: which of them are shown, and how (`Rule.overall`).

A rule sees one element at a time, so that an edit costs what was edited. Some questions are about all elements: which
of them should ask for a threat that fits several, which of many risks comes first. Such a rule reports whatever could
be said, and chooses here, from what there is, without looking at the model again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forewarn.analysis.engine import Raised
    from forewarn.model.reading import Part
    from forewarn.rules.rule import Finding, Overall, Rule
    from forewarn.text.position import Span

    Ask = Callable[[Rule, Overall, Sequence[Finding]], Sequence[Raised]]


def overall(
    found: Mapping[int, tuple[Raised, ...]], parts: Sequence[Part], ask: Ask
) -> Mapping[int, tuple[Raised, ...]]:
    """`found` as the rules that look at all their findings have it; itself where there are none of those.

    `ask` calls a function of a rule and gives what it finds; a rule that breaks finds nothing.
    """
    wanted = frozenset(serial for serial, raised in found.items() if any(one.rule.overall for one in raised))
    if not wanted:
        return found
    by_rule: dict[Rule, list[Finding]] = {}
    for serial in (item.serial for part in parts for item in part.items if item.serial in wanted):
        for rule, finding in found[serial]:
            if rule.overall:
                by_rule.setdefault(rule, []).append(finding)
    kept = {serial: [one for one in found[serial] if not one.rule.overall] for serial in wanted}
    for rule, findings in by_rule.items():
        for one in ask(rule, rule.overall, findings) if rule.overall else ():
            kept[one.finding.item].append(one)
    chosen = {serial: tuple(sorted(left, key=_place)) for serial, left in kept.items()}
    return {**found, **chosen}


def _place(one: Raised) -> tuple[Span, str]:
    return one.finding.span, one.rule.code
