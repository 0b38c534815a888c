"""Scalars as they are written, so that every YAML reader takes them for the same text.

Plain where that is safe in YAML 1.2 (7.3.3) and where readers of YAML 1.1 would not see a number, a truth value, a
date or nothing in it (yaml.org/type); in quotes otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.model.schema import Shape

if TYPE_CHECKING:
    from forewarn.model.schema import FieldSpec

DOUBLE = '"'
SINGLE = "'"

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=~")
_FLOW = frozenset(",[]{}?")  # readers of YAML 1.1 end a plain text at `?` between brackets
_OTHER_TYPE = re.compile(
    r"""(?: y | n | yes | no | on | off | true | false | null | ~ | <<
    | [-+]? (?: [0-9][0-9_,]* (?: \.[0-9_]* )? | \.[0-9_]+ ) (?: e [-+]? [0-9]+ )?
    | [-+]? 0 (?: b[01_]+ | x[0-9a-f_]+ | o[0-7_]+ )
    | [-+]? [0-9][0-9_]* (?: : [0-5]?[0-9] )+ (?: \.[0-9_]* )?
    | [-+]? \.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [Tt \t] .* )?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TRUTH = re.compile(r"true|false|True|False|TRUE|FALSE")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNPRINTABLE = re.compile("[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile('[\0-\x1f"\\\\\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def is_plain(text: str, *, flow: bool) -> bool:
    """Whether `text` may stand without quotes and is read as itself. `flow`: inside brackets or braces."""
    return (
        bool(text)
        and text[0] not in _INDICATORS
        and text == text.strip()
        and ": " not in text
        and "\t" not in text
        and not text.endswith(":")
        and not re.search(r"\s#", text)
        and not text.startswith("...")
        and not _UNPRINTABLE.search(text)
        and not (flow and _FLOW.intersection(text))
    )


def is_other_type(text: str) -> bool:
    """Whether some reader takes the plain `text` for something else than text."""
    return _OTHER_TYPE.fullmatch(text) is not None


def fits_single(text: str) -> bool:
    """Whether single quotes can hold `text`: they know no escapes."""
    return not _UNPRINTABLE.search(text)


def quoted(text: str, quote: str = DOUBLE) -> str:
    """`text` in quotes of this kind; in double ones where single ones cannot hold it. What is in them is valid JSON."""
    if quote == SINGLE and fits_single(text):
        return "'" + text.replace("'", "''") + "'"
    return DOUBLE + inside_double(text) + DOUBLE


def inside_double(text: str) -> str:
    """`text` as it stands between double quotes (YAML 1.2.2, 7.3.1, and RFC 8259, 7)."""
    return _ESCAPED.sub(lambda match: _SHORT_ESCAPES.get(match[0], f"\\u{ord(match[0]):04x}"), text)


def is_bare(text: str, spec: FieldSpec | None) -> bool:
    """Whether `text` is meant as a truth value, a number or a date and stands without quotes for that reason."""
    if spec is None:
        return False
    if spec.shape in (Shape.FLAG, Shape.PAVED_PATH):
        return _TRUTH.fullmatch(text) is not None
    if spec.shape is Shape.NUMBER:
        return _NUMBER.fullmatch(text) is not None
    return spec.shape is Shape.DATE and _DATE.fullmatch(text) is not None


def scalar(text: str, spec: FieldSpec | None = None, *, flow: bool, quote: str = "", always: bool = False) -> str:
    """`text` as the value of the field that `spec` describes.

    `quote` is the kind of quotes this file uses, `always` tells that it uses them for every text.
    """
    if is_bare(text, spec):
        return text
    if not always and is_plain(text, flow=flow) and not is_other_type(text):
        return text
    return quoted(text, quote or DOUBLE)


def key(text: str, *, flow: bool, always: bool = False) -> str:
    """`text` as the key of a mapping."""
    return scalar(text, flow=flow, always=always)


def json_scalar(text: str, spec: FieldSpec | None = None) -> str:
    """`text` as a JSON value: in quotes unless it is meant as a number or a truth value."""
    if spec is not None and spec.shape is not Shape.DATE and is_bare(text, spec):
        return text.lower()
    return quoted(text)


def is_printable(text: str) -> bool:
    """Whether `text` can stand in the file without escapes."""
    return not _UNPRINTABLE.search(text)
