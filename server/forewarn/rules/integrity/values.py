"""What is wrong with a value, by its shape in the schema, and what could stand there instead.

Empty values are right everywhere here: somebody is still typing, or FW004 asks for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.model.configuration import NOTHING_SET
from forewarn.model.elements import Record, Text, parse_date
from forewarn.model.kinds import Kind
from forewarn.model.paved import DEVIATES
from forewarn.model.schema import Shape, schema
from forewarn.rules.integrity.wording import a, either
from forewarn.rules.nearest import nearest, same_but_for_form
from forewarn.rules.rule import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from forewarn.model.configuration import Configuration, PavedPath
    from forewarn.model.elements import Field
    from forewarn.model.scale import Scale
    from forewarn.model.schema import FieldSpec
    from forewarn.text.position import Span


@dataclass(frozen=True, slots=True)
class Wrong:
    """One value that cannot stand where it stands.

    `instead` are texts that could, the likeliest first; `certain` if the first of them says the same in the right form.
    `withdraw` tells that the field is better left out. `severity` overrides the rule's.
    """

    field: Field
    span: Span
    message: str
    instead: tuple[str, ...] = ()
    certain: bool = False
    withdraw: bool = False
    severity: Severity | None = None


@cache
def _right(kind: Kind) -> Mapping[str, tuple[bool, Container[str] | None]]:
    """By field: whether it takes a list, and the texts that are right at a glance, None where all are."""
    return {spec.name: (spec.many, _right_texts(spec)) for spec in schema().kinds[kind].fields.values()}


def _right_texts(spec: FieldSpec) -> Container[str] | None:
    if spec.shape in _FREE:
        return None
    if spec.shape is Shape.FLAG:
        return frozenset({"true", "false"})
    if spec.shape is Shape.CATEGORY:
        return frozenset(catalog.categories())
    if spec.shape is Shape.TYPE:
        match spec.catalogue:
            case "threat":
                return frozenset(catalog.threat_types())
            case "mitigation":
                return frozenset(name for name, entry in catalog.mitigation_types().items() if not entry.deprecated)
            case "asset" | "component" as holder:
                return frozenset(entry.id for entry in catalog.types_for(holder))
            case _:
                return frozenset[str]()
    return frozenset(spec.choices)


def is_plainly_right(kind: Kind, fields: Mapping[str, Field]) -> bool:
    """Whether all values of an element of this kind can be seen to be right at a glance, as nearly always."""
    right = _right(kind)
    for name, field in fields.items():
        many, texts = right.get(name, _NEVER)
        content = field.content
        if isinstance(content, tuple):
            if not many:
                return False
            for value in content:
                if not isinstance(value, Text) or (texts is not None and value.text not in texts):
                    return False
        elif not isinstance(content, Text) or (texts is not None and content.text not in texts):
            return False
    return True


_NEVER: tuple[bool, Container[str] | None] = (False, frozenset[str]())


def wrong_values(
    fields: Mapping[str, Field], specs: Mapping[str, FieldSpec], settings: Configuration = NOTHING_SET
) -> Iterator[Wrong]:
    """What is wrong with the values of `fields`, records within them included. Unknown fields are FW002's business.

    `settings` are what an organisation decided: its own words for sensitivities, what its paved path brings.
    """
    for name, field in fields.items():
        spec = specs.get(name)
        if spec is None:
            continue
        yield from _of_shape(field, spec, settings)


_FREE = frozenset({Shape.TEXT, Shape.NAME, Shape.NAMES, Shape.TEXTS, Shape.PATHS, Shape.REFERENCE_IDS})
"""Where any text may stand."""
_RECORDS = frozenset({Shape.RECORD, Shape.RECORDS, Shape.PAVED_PATH})


def _of_shape(field: Field, spec: FieldSpec, settings: Configuration) -> Iterator[Wrong]:
    if not spec.many and isinstance(field.content, tuple) and len(field.content) > 1:
        yield _one_expected(field, spec)
        return
    for value in field.values:
        if isinstance(value, Record):
            if spec.shape in _RECORDS:
                yield from wrong_values(value.fields, spec.fields, settings)
            else:
                yield _no_record(field, spec, value)
        elif value.text.strip():
            judge = _JUDGES.get(spec.shape)
            if spec.name == _SENSITIVITY and settings.scale.own:
                found = _own_sensitivity(field, value, settings.scale)
            elif spec.name == DEVIATES and settings.paved_path:
                found = _deviation(field, value, settings.paved_path)
            else:
                found = judge(field, spec, value) if judge else None
            if found:
                yield found


def _one_expected(field: Field, spec: FieldSpec) -> Wrong:
    texts = tuple(text.text for text in field.texts)
    if spec.shape is Shape.TEXT:
        instead = (", ".join(texts),) if len(texts) == len(field.values) else ()
        return Wrong(field, field.span, f"`{spec.name}` is one text; this is a list.", instead)
    message = f"`{spec.name}` takes one value; this is a list of {len(field.values)}. Which one counts?"
    return Wrong(field, field.span, message, texts[:3])


def _no_record(field: Field, spec: FieldSpec, record: Record) -> Wrong:
    """A mapping where texts are read: often a colon with a blank behind it, as in `[asset: session]`."""
    name, inner = next(iter(record.fields.items()), ("", None))
    if inner and len(record.fields) == 1 and isinstance(inner.content, Text) and name in spec.of:
        whole = f"{name}:{inner.content.text}"
        return Wrong(field, record.span, f"The blank after the colon cut this name. Is `{whole}` meant?", (whole,))
    message = (
        f"`{spec.name}` is text; keys and values stand here. If the colon belongs to the text, put quotes around it."
    )
    return Wrong(field, record.span, message)


def _record_expected(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    names = ", ".join(f"`{name}:`" for name in spec.fields)
    each = "each of them has" if spec.shape is Shape.RECORDS else "it has"
    return Wrong(field, text.span, f"`{spec.name}` is more than a text: {each} fields of its own, {names}.")


_TRUTHS = {"yes": "true", "y": "true", "on": "true", "1": "true", "no": "false", "n": "false", "off": "false"}


def _flag(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    word = text.text.strip().lower()
    if word in ("true", "false"):
        return None
    instead = _TRUTHS.get(word, "")
    if instead:
        message = f"`{text.text}` is text here (YAML 1.2). Write `{spec.name}: {instead}`."
        return Wrong(field, text.span, message, (instead,), certain=True)
    return Wrong(
        field, text.span, f"`{spec.name}` is true or false, not `{text.text}`.", nearest(word, ("true", "false"))
    )


def _paved_path(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    found = _flag(field, spec, text)
    if found is None or found.certain:
        return found
    message = (
        f"`{spec.name}` is true, false, or `deviates:` with what is done otherwise; `{text.text}` is none of them."
    )
    return Wrong(field, text.span, message, found.instead)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _number(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    if _NUMBER.fullmatch(text.text.strip()):
        return None
    return Wrong(field, text.span, f"`{spec.name}` is a number, zero or more; `{text.text}` is none.")


_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def _date(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    del spec
    written = text.text.strip()
    if _DAY.fullmatch(written):
        if parse_date(written):
            return None
        return Wrong(field, text.span, f"`{written}` is no day of the calendar.")
    found = _YEAR_FIRST.fullmatch(written)
    numbers = found.groups() if found else ()
    # Dots come with the day first everywhere they are used; slashes do not, so that nothing is proposed for them.
    found = None if found else _DAY_FIRST.fullmatch(written)
    numbers = tuple(reversed(found.groups())) if found else numbers
    meant = "-".join(number.zfill(2) for number in numbers)
    if meant and parse_date(meant):
        return Wrong(field, text.span, f"A date is written YYYY-MM-DD. Is {meant} meant?", (meant,), certain=True)
    return Wrong(field, text.span, f"`{written}` is no date: write YYYY-MM-DD.")


def _choice(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    written = text.text.strip()
    if written in spec.choices:
        return None
    if len(spec.choices) == 1:
        message = f"`{written}` does not go here: {spec.about[:1].lower()}{spec.about[1:]}"
        return Wrong(field, text.span, message, nearest(written, spec.choices), withdraw=True)
    meaning = _MEANINGS.get(spec.name)
    meant = (meaning(written) if meaning else None) or ""
    near = (meant,) if meant in spec.choices else nearest(written, spec.choices)
    if not near:
        return Wrong(field, text.span, f"`{written}` is no value of `{spec.name}`: choose {either(spec.choices)}.")
    message = f"`{written}` is no value of `{spec.name}`. Is `{near[0]}` meant?"
    return Wrong(field, text.span, message, near, certain=same_but_for_form(written, near[0]))


def _own_sensitivity(field: Field, text: Text, scale: Scale) -> Wrong | None:
    """An organisation's own words, and the names of the format, stand here; other words for them are proposed."""
    written, own = text.text.strip(), scale.words
    known = (*own, *(word for words in scale.own.values() for word in words), *own.values())
    if written in known:
        return None
    step = scale.step(written)
    same = next((word for word in known if same_but_for_form(written, word)), scale.shown(step) if step else "")
    near = (same,) if same else nearest(written, dict.fromkeys(known))
    if not near:
        return Wrong(field, text.span, f"`{written}` is no value of `{field.name}`: choose {either(tuple(own))}.")
    message = f"`{written}` is no value of `{field.name}`. Is `{near[0]}` meant?"
    return Wrong(field, text.span, message, near, certain=same_but_for_form(written, near[0]))


def _deviation(field: Field, text: Text, path: PavedPath) -> Wrong | None:
    """Only what a paved path brings can be left out."""
    written = text.text.strip()
    if written in path.provides:
        return None
    near = nearest(written, path.provides)
    ask = f"Is `{near[0]}` meant?" if near else "What of it is left out?"
    message = f"{path.called[:1].upper()}{path.called[1:]} brings no `{written}`, so nothing is left out here. {ask}"
    return Wrong(field, text.span, message, near, severity=Severity.WARNING)


_SENSITIVITY = "sensitivity"
_MEANINGS: dict[str, Callable[[str], str | None]] = {
    "severity": catalog.severity,
    "sensitivity": catalog.sensitivity,
}
"""Where the catalogue knows other words for the choices."""


def _category(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    del spec
    written = text.text.strip()
    if catalog.category(written):
        return None
    near = nearest(written, catalog.categories())
    ask = f"Is `{near[0]}` meant?" if near else "Write a STRIDE word or its letter, `linddun:` and a name, or `other`."
    return Wrong(field, text.span, f"`{written}` is no category. {ask}", near)


def _type(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    """A type that the catalogue does not have: a hint, because only what would follow from it is missing."""
    written = text.text.strip()
    if spec.catalogue == "threat":
        known = written in catalog.threat_types()
        near = () if known else nearest(written, catalog.threat_types())
    elif spec.catalogue == "mitigation":
        mitigation = catalog.mitigation_types().get(written)
        if mitigation and mitigation.deprecated:
            ask = f"Is `{mitigation.replaced_by[0]}` meant?" if mitigation.replaced_by else "What says it better?"
            return Wrong(
                field, text.span, f"The catalogue has given up the type `{written}`. {ask}", mitigation.replaced_by,
                severity=Severity.HINT,
            )  # fmt: skip
        known = mitigation is not None
        near = () if known else nearest(written, catalog.mitigation_types())
    else:
        return _holder_type(field, spec, text)
    return None if known else _unknown_type(field, spec, text, near)


def _holder_type(field: Field, spec: FieldSpec, text: Text) -> Wrong | None:
    written = text.text.strip()
    there = catalog.types().get(written)
    is_asset = spec.catalogue == Kind.ASSET
    if there and (there.for_asset if is_asset else there.for_component):
        return None
    found = catalog.nearest_type(written, "asset" if is_asset else "component")
    near = (found.id,) if found else ()
    if there is None:
        return _unknown_type(field, spec, text, near)
    other = Kind.COMPONENT if is_asset else Kind.ASSET
    ask = f"Is `{near[0]}` meant, or {a(other)}?" if near else f"Is this {a(other)}?"
    message = f"`{written}` is a type of {other}s, not of {spec.catalogue}s. {ask}"
    return Wrong(field, text.span, message, near, severity=Severity.HINT)


def _unknown_type(field: Field, spec: FieldSpec, text: Text, near: tuple[str, ...]) -> Wrong:
    ask = f"Is `{near[0]}` meant?" if near else "Nothing follows from it."
    message = f"The catalogue has no {spec.catalogue} type `{text.text.strip()}`. {ask}"
    return Wrong(field, text.span, message, near, severity=Severity.HINT)


_JUDGES: dict[Shape, Callable[[Field, FieldSpec, Text], Wrong | None]] = {
    Shape.FLAG: _flag,
    Shape.NUMBER: _number,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.CATEGORY: _category,
    Shape.TYPE: _type,
    Shape.RECORD: _record_expected,
    Shape.RECORDS: _record_expected,
    Shape.PAVED_PATH: _paved_path,
}
