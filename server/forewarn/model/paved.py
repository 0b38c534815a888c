"""The paved path: an organisation's standard way to production, and how a model stands to it (rules.md).

It counts only where the configuration describes it (`[paved-path]`). A model says `paved-path: true`, `false`, or what
it does without (`deviates:`). Who is on the path inherits its mitigations; who deviates inherits the others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn import catalog
from forewarn.model.graph import graph_of
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.configuration import PavedPath
    from forewarn.model.elements import Element, Text
    from forewarn.model.index import Index

FIELD = "paved-path"
"""Where a model says whether it is on the path."""
DEVIATES = "deviates"
"""Where it says which of the path's mitigations it does without."""
_OUTSIDE = "third-party"
"""The group of the catalogue's types for what others run: what is kept there the system does not keep itself."""
_NAMED = 3
"""So many names are listed in a reason; of the others their number is said."""


class Standing(NamedTuple):
    """How a model stands to the paved path.

    `on`: all of it is; `left`: it said so, or has parts that the path is not for; neither where nobody describes a
    path or the model does not speak of it. `inherits` are the mitigation types that the model has from the path,
    `beyond` the components that the path is not for. `reasons` are whole sentences.
    """

    on: bool = False
    left: bool = False
    reasons: tuple[str, ...] = ()
    inherits: frozenset[str] = frozenset()
    beyond: tuple[Element, ...] = ()


@lru_cache(maxsize=4)
def standing(index: Index) -> Standing:
    """How the model behind `index` stands to the paved path of its organisation; made once for each state of it."""
    header = next(iter(index.header.get(FIELD, ())), None)
    paved = index.settings.paved_path
    if paved is None:
        silent = ("The paved path is not described in the configuration, so it does not count.",) if header else ()
        return Standing(reasons=silent)
    name = paved.called
    if header is None or not _speaks(header):
        return Standing(reasons=(f"Nothing says whether it is on {name} (`paved-path:`).",))
    if header.flag(FIELD) is False:
        return Standing(left=True, reasons=(f"It is not on {name}.",))
    beyond = tuple(_beyond(index, paved))
    without = {one.text.strip() for one in deviations(header)}
    inherits = frozenset(paved.provides) - without
    if without:
        return Standing(left=True, reasons=(f"It deviates from {name}.",), inherits=inherits, beyond=beyond)
    if beyond:
        reason = f"{name} is not for {names_of(beyond)}."
        return Standing(left=True, reasons=(reason[:1].upper() + reason[1:],), inherits=inherits, beyond=beyond)
    return Standing(on=True, reasons=(f"It is on {name}.",), inherits=inherits)


def deviations(header: Element) -> tuple[Text, ...]:
    """What a model's header says that it does without."""
    record = header.record(FIELD)
    field = record.fields.get(DEVIATES) if record else None
    return field.texts if field else ()


def _speaks(header: Element) -> bool:
    """Whether the header says how it stands to the path; `deviates:` with nothing behind it yet does not."""
    record = header.record(FIELD)
    if record is None:
        return header.flag(FIELD) is not None
    field = record.fields.get(DEVIATES)
    return field is not None and (isinstance(field.content, tuple) or bool(field.texts))


def holding(threat: Element, standing: Standing, named: Iterable[Element]) -> tuple[str, ...]:
    """The mitigation types that hold a threat because its model has them from the path, in the catalogue's order.

    `named` are the components that the threat is against. Where the path is not for all components of a model, it
    holds what is against those that it is for, and nothing else.
    """
    kind = threat.text("type")
    if not kind or not standing.inherits:
        return ()
    found = tuple(named)
    if standing.beyond and (not found or any(one in standing.beyond for one in found)):
        return ()
    return tuple(one for one in catalog.mitigation_types() if one in standing.inherits and answers(one, kind))


def answers(mitigation_type: str, threat_type: str) -> bool:
    """Whether the catalogue names a mitigation of this type as an answer to such a threat, and as one that suffices."""
    threat, mitigation = catalog.threat_types().get(threat_type), catalog.mitigation_types().get(mitigation_type)
    if threat is None or mitigation is None or mitigation_type not in threat.mitigations:
        return False
    return mitigation.sole_answer and threat_type not in mitigation.does_not_stop


def threats_answered_by(mitigation_type: str) -> tuple[str, ...]:
    """The catalogue's threats that a mitigation of this type answers."""
    return tuple(name for name in catalog.threat_types() if answers(mitigation_type, name))


def plain(mitigation_type: str) -> str:
    """A mitigation type in a sentence: service authentication."""
    return mitigation_type.replace("-", " ")


def is_own(component: Element) -> bool:
    """Whether the system runs a component itself."""
    entry = catalog.types().get(component.text("type"))
    return entry is None or entry.group != _OUTSIDE


def _beyond(index: Index, paved: PavedPath) -> Iterable[Element]:
    """The system's own components of types that the path is not for."""
    nodes = graph_of(index).elements.values() if paved.covers else ()
    return (one for one in nodes if one.kind is Kind.COMPONENT and is_own(one) and one.text("type") not in paved.covers)


def names_of(elements: Iterable[Element]) -> str:
    """Names for a sentence, the first few of them."""
    names = [f"`{one.name}`" if not one.derived else f"“{one.name}”" for one in elements]
    shown, more = names[:_NAMED], len(names) - _NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
