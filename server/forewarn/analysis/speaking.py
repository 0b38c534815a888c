"""Speaking once (rules.md): what a whole document does not say is said once, with a count, and softly.

A document that people wrote for people lacks many things that a model would have. Asking for each of them on each item
would bury the few questions that help. So the findings of one rule become one: on the heading of the section if all of
them stand in one section, else on the document's title. And of what is read out of a document only so much is asked at
a time that the whole stays below `AT_MOST`.

Native models are not touched: who writes YAML wants every place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from forewarn.analysis.engine import Raised
from forewarn.model.clock import Clock
from forewarn.model.kinds import Kind
from forewarn.model.schema import schema
from forewarn.rules.calling import titled
from forewarn.rules.rule import Layer, Related, Severity, Together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forewarn.model.elements import Element, Section
    from forewarn.model.reading import Item, Part
    from forewarn.rules.rule import Finding, Rule
    from forewarn.text.position import Span

AT_MOST = 5
"""So many findings an honest document shows at first (rules.md). Contradictions, and what the text itself says is open,
are always shown."""
_TWICE = 2
"""A rule that is said once from here on asks for what a whole document does not say."""
_RELATED = 8
"""So many of the places that one finding speaks for are listed with it."""
Listed: TypeAlias = "Mapping[Kind, int]"
_DIALECT = "markdown"


class Standing(NamedTuple):
    """A finding with the item that holds it and the item's first line."""

    item: Item
    start: int
    raised: Raised


def speak_once(part: Part, found: Sequence[Standing], listed: Listed | None = None) -> list[Standing]:
    """The findings of one part as they are shown. `found` are those that are to be shown at all (stage, selection).

    The result is in the order of `found`, merged findings first where they stand at the front of their group; callers
    sort by place. A single finding stays where it is. `listed` counts the elements of the whole model by kind, which
    may lie in other files as well; without it those of this part count.
    """
    if part.dialect != _DIALECT:
        return list(found)
    return _few(_merged(part, _without_answers_apart(part, found), listed))


def speak_as_asked(part: Part, found: Sequence[Standing], listed: Listed | None = None) -> list[Standing]:
    """The findings of one part where rules were asked for by name: as many as there are.

    A rule that speaks once only where it would speak often (`once_from`) speaks at each place; what a whole document
    does not say is said once here too.
    """
    if part.dialect != _DIALECT:
        return list(found)
    return _merged(part, _without_answers_apart(part, found), listed, often=False)


# -- answers that stand apart from their threats
_UNANSWERED = "FW201"
_SHARE = 2


def _without_answers_apart(part: Part, found: Sequence[Standing]) -> list[Standing]:
    """Without "nothing answers this" where the document has many answers that it gives to no threat.

    Which threats they answer is what FW012 asks; that a threat has none of them cannot be known. It can where both are
    numbered: identifiers are there to be named, and this threat names none.
    """
    numbered = any(one.kind is Kind.MITIGATION and not one.derived for one, _ in part.elements())
    asked = [one for one in found if one.raised.rule.code == _UNANSWERED and _asks(one)]
    asked = [one for one in asked if not (numbered and _is_numbered(one))]
    if not asked:
        return list(found)
    given = {name for one, _ in part.elements() if one.kind is Kind.THREAT for name in one.names("mitigations")}
    loose = sum(one.kind is Kind.MITIGATION and one.id not in given for one, _ in part.elements())
    if loose * _SHARE < len(asked):
        return list(found)
    dropped = {id(one) for one in asked}
    return [one for one in found if id(one) not in dropped]


def _is_numbered(one: Standing) -> bool:
    element = one.raised.finding.element
    return element is not None and not element.derived


# -- merging
def _merged(part: Part, found: Sequence[Standing], listed: Listed | None, *, often: bool = True) -> list[Standing]:
    """With the findings of a rule made one; those of rules that only speak too often stay apart unless `often`."""
    keys = [_group(one) if _mergeable(one) else None for one in found]
    groups: dict[_Group, list[Standing]] = {}
    for key, one in zip(keys, found, strict=True):
        if key is not None and (often or one.raised.rule.once_from <= _TWICE):
            groups.setdefault(key, []).append(one)
    result: list[Standing] = []
    for key, one in zip(keys, found, strict=True):
        group = groups.get(key, []) if key is not None else []
        if not group or len(group) < max(2, one.raised.rule.once_from):
            result.append(one)
        elif one is group[0]:
            together = _together(part, group, listed)
            result += group if together is None else [together]
    return result


def _mergeable(one: Standing) -> bool:
    element = one.raised.finding.element
    return bool(one.raised.rule.once) and element is not None and element.section is not None


_Group = tuple[str, bool, str]


def _group(one: Standing) -> _Group:
    """Findings that say the same of different elements. What the text itself says is kept apart from what it lacks."""
    rule, finding = one.raised
    return rule.code, finding.stated, finding.subject if rule.apart else ""


def _together(part: Part, group: Sequence[Standing], listed: Listed | None) -> Standing | None:
    """One finding for all of `group`; None if there is no place to put it."""
    home = _home(part, group)
    if home is None:
        return None
    item, start, span, section = home
    rule, first = group[0].raised
    element = first.element
    if element is None:
        return None
    kind = element.kind
    elements = [one for one, _ in part.elements()]
    total = sum(one.kind is kind and (section is None or one.section == section) for one in elements)
    related = tuple(_related(one.raised.finding) for one in group[:_RELATED])
    finding = replace(
        first,
        item=item.serial,
        span=span,
        message=_message(
            rule, [one.raised.finding for one in group], total, listed or Counter(one.kind for one in elements)
        ),
        related=tuple(one for one in related if one is not None),
        severity=_loudest(group),
        together=len(group),
        layer=_gravest(group),
        clock=_clock(group),
        protected=any(one.raised.finding.protected for one in group),
    )
    return Standing(item, start, Raised(rule, finding))


def _home(part: Part, group: Sequence[Standing]) -> tuple[Item, int, Span, Section | None] | None:
    """Where to speak for `group`: the heading they share, else the title, else the first one's heading."""
    sections = [section for section, _ in groupby(_section(one) for one in group)]
    if len(set(sections)) > 1:
        for element, start in part.elements():
            title = element.fields.get("threat-model") if element.kind is Kind.MODEL else None
            if title is not None and title.texts and element.item in part.places:
                return part.places[element.item][0], start, title.texts[0].span, None
    section = sections[0]
    if section is None or section.item not in part.places:
        return None
    item, start = part.places[section.item]
    return item, start, section.span, section if len(set(sections)) == 1 else None


def _section(one: Standing) -> Section | None:
    element = one.raised.finding.element
    return element.section if element is not None else None


def _related(finding: Finding) -> Related | None:
    return Related(finding.element, finding.span, titled(finding.element)) if finding.element is not None else None


def _message(rule: Rule, group: Sequence[Finding], total: int, listed: Mapping[Kind, int]) -> str:
    kind = next((one.element.kind for one in group if one.element is not None), Kind.THREAT)
    count = len(group)
    total = max(total, count)
    plural = schema().kinds[kind].plural
    share = f"{count} of the {total} {plural}"
    if count == total:
        share = f"Both {plural}" if total == 2 else f"All {total} {plural}"  # noqa: PLR2004 - both are two
    if rule.wording is not None:
        own = rule.wording(Together(tuple(group), share, total, count == total, listed))
        if own:
            return own
    template = rule.once_none if rule.once_none and count == total else rule.once
    message = template.format(count=count, total=total, plural=plural, share=share)
    return message.replace("None of the 2 ", "Neither of the 2 ", 1)


def _loudest(group: Sequence[Standing]) -> Severity:
    severities = (one.raised.severity for one in group)
    return min(severities, key=lambda one: one.softness)


def _gravest(group: Sequence[Standing]) -> Layer:
    """The rule's own layer, unless all of the findings are of another one."""
    layers = {one.raised.layer for one in group}
    return layers.pop() if len(layers) == 1 else group[0].raised.rule.layer


def _clock(group: Sequence[Standing]) -> Clock | None:
    """What dates bring, where they bring all of it."""
    clocks = [one.raised.finding.clock for one in group]
    if not all(clocks):
        return None
    return Clock.PASSED if Clock.PASSED in clocks else Clock.AHEAD


# -- not too much at a time
def _few(found: list[Standing]) -> list[Standing]:
    """What contradicts itself or is said to be open, and as many of the questions as `AT_MOST` leaves room for."""
    questions = [one for one in found if _asks(one)]
    room = max(0, AT_MOST - (len(found) - len(questions)))
    if len(questions) <= room:
        return found
    chosen = {id(one) for one in sorted(questions, key=_weight)[:room]}
    return [one for one in found if not _asks(one) or id(one) in chosen]


def _asks(one: Standing) -> bool:
    """Whether a finding only asks for what the document does not say. Embedded models are models, not documents."""
    finding = one.raised.finding
    of_document = finding.sureness is not None or _of_document(finding.element)
    return one.raised.layer is not Layer.INTEGRITY and not finding.stated and of_document


def _of_document(element: Element | None) -> bool:
    return element is not None and (element.section is not None or element.kind is Kind.MODEL)


def _weight(one: Standing) -> tuple[bool, int, str]:
    """What is asked first: threats before gaps, then what concerns most elements, then the order of the rules."""
    rule, finding = one.raised
    return one.raised.layer is not Layer.THREAT, -finding.together, rule.code
