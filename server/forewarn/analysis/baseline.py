"""What is known already: the findings that a file lists, or that an earlier text had, so that only new ones are shown.

The file is JSON with one finding on each line, sorted, so that it reads well in a diff. A finding is known by its
fingerprint. Where one stands twice, two findings are known and no more: one in the same file first, else one anywhere,
so that a file may be renamed, and a copy of it is new.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, cast

from forewarn.model.dismissals import FORM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION = 1
_MARK = "forewarn-baseline"


class BadBaselineError(Exception):
    """A text that is no baseline. The message says why, without the file's name."""


class Entry(NamedTuple):
    """One finding that is known. `path` is relative to the baseline's folder, or absolute; `about` is for people."""

    path: str
    code: str
    about: str
    fingerprint: str


def written(entries: Iterable[Entry]) -> str:
    """The text of a baseline that lists these findings."""
    lines = [
        json.dumps(
            {"fingerprint": one.fingerprint, "code": one.code, "path": one.path, "about": one.about}, ensure_ascii=False
        )
        for one in sorted(entries)
    ]
    listed = ",\n    ".join(lines)
    inner = f"[\n    {listed}\n  ]" if lines else "[]"
    text = f'{{\n  "{_MARK}": {VERSION},\n  "findings": {inner}\n}}\n'
    # Bytes of a file's name that are no text (PEP 383) become escapes, which JSON reads as what they were.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def read(text: str) -> tuple[Entry, ...]:
    """The findings that a baseline lists. Raises BadBaselineError."""
    try:
        found = cast("object", json.loads(text))
    except (ValueError, RecursionError) as error:
        raise BadBaselineError(f"not a baseline: no JSON ({error})") from error
    top = _object(found)
    if _MARK not in top:
        raise BadBaselineError(f"not a baseline: there is no `{_MARK}` in it; --write-baseline writes one")
    if top[_MARK] != VERSION:
        raise BadBaselineError(f"a baseline of version {top[_MARK]!r}; this forewarn reads version {VERSION}")
    findings = top.get("findings")
    if not isinstance(findings, list):
        raise BadBaselineError("not a baseline: `findings` is a list")
    return tuple(_entry(number, one) for number, one in enumerate(cast("list[object]", findings), 1))


def _entry(number: int, found: object) -> Entry:
    record = _object(found)
    path, code, about, fingerprint = (record.get(name, "") for name in ("path", "code", "about", "fingerprint"))
    if not (isinstance(path, str) and isinstance(code, str) and isinstance(about, str)):
        raise BadBaselineError(f"finding {number} is none: `path`, `code` and `about` are texts")
    if not isinstance(fingerprint, str) or not FORM.fullmatch(fingerprint):
        raise BadBaselineError(f"finding {number} has no fingerprint")
    return Entry(path, code, about, fingerprint)


def _object(found: object) -> Mapping[str, object]:
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def known(before: Iterable[Entry], now: Iterable[Entry]) -> Mapping[str, Counter[str]]:
    """How many findings with which fingerprint are known in which file, of those that there are `now`.

    Paths of both are of the same form.
    """
    left = Counter((one.fingerprint, one.path) for one in before)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    elsewhere: list[Entry] = []
    for one in now:
        if left[one.fingerprint, one.path]:
            left[one.fingerprint, one.path] -= 1
            found[one.path][one.fingerprint] += 1
        else:
            elsewhere.append(one)
    over: Counter[str] = Counter()
    for (fingerprint, _), count in left.items():
        over[fingerprint] += count
    for one in elsewhere:
        if over[one.fingerprint]:
            over[one.fingerprint] -= 1
            found[one.path][one.fingerprint] += 1
    return found
