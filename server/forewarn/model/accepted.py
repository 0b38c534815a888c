"""What a native model says of a value that was written elsewhere: the same in its own words, or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog import reference_ids
from forewarn.model.elements import parse_date
from forewarn.model.scale import USUAL
from forewarn.model.schema import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forewarn.model.scale import Scale
    from forewarn.model.schema import FieldSpec

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d{1,15}")
_RIGHT = frozenset({reference_ids.Status.KNOWN, reference_ids.Status.NOT_CHECKED})
_FREE = frozenset({Shape.TEXT, Shape.TEXTS, Shape.NAME, Shape.NAMES})


def accepted(spec: FieldSpec, text: str, scale: Scale = USUAL) -> str:
    """`text` as the field takes it; empty where it refuses it. What the catalogue has another word for is that word.

    `scale` holds an organisation's own words for sensitivities.
    """
    if spec.shape in _FREE:
        return text
    if spec.name == "sensitivity":
        step = scale.step(text)
        return scale.shown(step) if step else ""
    judge = _JUDGES.get(spec.shape)
    return judge(spec, text) if judge else ""


def _choice(spec: FieldSpec, text: str) -> str:
    if text in spec.choices:
        return text
    meaning = _MEANINGS.get(spec.name)
    meant = (meaning(text) if meaning else None) or ""
    return meant if meant in spec.choices else ""


_MEANINGS: Mapping[str, Callable[[str], str | None]] = {
    "severity": catalog.severity,
}


def _type(spec: FieldSpec, text: str) -> str:
    match spec.catalogue:
        case "threat":
            known = text in catalog.threat_types()
        case "mitigation":
            entry = catalog.mitigation_types().get(text)
            known = entry is not None and not entry.deprecated
        case _:
            there = catalog.types().get(text)
            known = there is not None and (there.for_asset if spec.catalogue == "asset" else there.for_component)
    return text if known else ""


def _reference_id(spec: FieldSpec, text: str) -> str:
    del spec
    found = reference_ids.check(text)
    return text if found is None or found.status in _RIGHT else ""


def _flag(spec: FieldSpec, text: str) -> str:
    del spec
    return text.lower() if text.lower() in ("true", "false") else ""


def _number(spec: FieldSpec, text: str) -> str:
    del spec
    return text if _NUMBER.fullmatch(text) else ""


def _date(spec: FieldSpec, text: str) -> str:
    del spec
    return text if _DATE.fullmatch(text) and parse_date(text) else ""


def _category(spec: FieldSpec, text: str) -> str:
    del spec
    return catalog.category(text) or ""


def _path(spec: FieldSpec, text: str) -> str:
    """A path relative to another file would lead elsewhere from this one."""
    del spec
    return "" if text.startswith(("./", "../")) else text


_JUDGES: Mapping[Shape, Callable[[FieldSpec, str], str]] = {
    Shape.FLAG: _flag,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.CATEGORY: _category,
    Shape.TYPE: _type,
    Shape.REFERENCE_IDS: _reference_id,
    Shape.PATHS: _path,
}
