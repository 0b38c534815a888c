"""The words that an editor colours because they mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forewarn.features.tokens import Colours
from tests.support.cursors import JSON, MARKDOWN, YAML, read
from tests.unit.features.test_everywhere import DOCUMENT, PIECES
from tests.unit.features.test_everywhere import MODEL as FERRY

if TYPE_CHECKING:
    from forewarn.features.view import View

MODEL = """\
threat-model: x
zones:
  street: {trust: none}
components:
  kiosk: {notes: "🔒 see `pin` and T1, `nothing`", type: iot-device, zone: street}
assets:
  pin: {type: "session-token", sensitivity: secret}
threats:
  T1:
    title: "🚪 T1 é"
    type: session-hijack
    category: made-up
    against: ["asset:pin", kiosk, gone]
    references: [CWE-384, CWE-1187]
    ruled-out-by: [A1]
assumptions:
  A1: {statement: x, check: no-direct street -> kiosk}
"""


def coloured(view: View, first: int = 0, last: int | None = None) -> list[str]:
    """Each token: its words, its sort, what else is to say."""
    return [
        f"{view.document.slice(one.span)} {one.sort}{' own' * one.own}{' old' * one.old}"
        for one in Colours().of(view, first, last)
    ]


def test_a_model() -> None:
    """A name that nothing has in running text is none; in a field it is meant to be one."""
    assert coloured(read(MODEL)) == [
        "street name own",
        "none choice",
        "kiosk name own",
        "pin name",
        "T1 name",
        "iot-device type",
        "street name",
        "pin name own",
        '"session-token" type',
        "secret choice",
        "T1 name own",
        "T1 name",
        "session-hijack type",
        "pin name",
        "kiosk name",
        "gone name",
        "CWE-384 reference id",
        "CWE-1187 reference id old",
        "A1 name",
        "A1 name own",
        "no-direct claim",
        "street name",
        "-> claim",
        "kiosk name",
    ]


def test_a_document() -> None:
    text = """\
# Threats of lockers

## Threats

- **T1**: 🚪 A door is forced (CWE-284), worse than T2; see `foo()` and T77
- T2: Another

```mermaid
flowchart LR
  a[Kiosk] --> b[Store]
```

```threat-model
assets:
  pin: {type: session-token}
```
"""
    assert coloured(read(text, MARKDOWN)) == [
        "T1 name own",
        "CWE-284 reference id",
        "T2 name",
        "T2 name own",
        "a name own",
        "b name own",
        "pin name own",
        "session-token type",
    ]


def test_a_part_is_a_part_of_the_whole() -> None:
    view = read(MODEL)
    whole = Colours().of(view)
    for first in range(len(view.document.lines)):
        for last in (first, first + 3):
            assert Colours().of(view, first, last) == [one for one in whole if first <= one.span.start.line <= last]


def test_what_is_known_is_right_after_an_edit() -> None:
    colours = Colours()
    colours.of(read(MODEL))
    again = read(MODEL.replace("  pin:", "  # a new line\n  pin:"))
    assert colours.of(again) == Colours().of(again)


@given(st.data())
def test_tokens_of_any_text_stand_apart(data: st.DataObject) -> None:
    text, path = data.draw(st.sampled_from([(FERRY, YAML), (DOCUMENT, MARKDOWN), ('{"threats": {"T1": {}}}', JSON)]))
    at = data.draw(st.integers(0, len(text)))
    view = read(text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 12)) :], path)
    end = None
    for one in Colours().of(view):
        assert one.span.start.line == one.span.end.line
        assert one.span.start < one.span.end
        assert view.document.clamp(one.span.end) == one.span.end
        assert end is None or end <= one.span.start
        end = one.span.end
