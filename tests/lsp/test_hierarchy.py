"""Call hierarchy, which is data flow, as an editor sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from tests.lsp.editor import EDITORS, Editor
from tests.lsp.files import Files

if TYPE_CHECKING:
    from tests.lsp.wire import Wire

MODEL = """\
threat-model: x
documents: [x.md]
actors:
  reader: {}
components:
  kiosk: {notes: "\U0001f512"}
  store: {}
flows:
  look-up: {title: "U\u0308 \U0001f6aa", from: kiosk, to: store}
  ask: {from: reader, to: kiosk}
assets:
  code: {}
"""
DOCUMENT = """\
---
threat-model: threat-model.yaml
---
# x

## Architecture

```mermaid
sequenceDiagram
  store->>reader: \U0001f511 answer
```
"""


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_flows_in_and_out(editor: Editor) -> None:
    files = Files.write(editor, {"threat-model.yaml": MODEL, "x.md": DOCUMENT})
    await files.open("threat-model.yaml")
    params = types.CallHierarchyPrepareParams(text_document=editor.document, position=editor.at("from: kio|sk"))
    items = await editor.client.text_document_prepare_call_hierarchy_async(params)
    assert items
    assert [(one.name, one.detail, editor.text_in(one.selection_range)) for one in items] == [
        ("kiosk", "component", "kiosk")
    ]
    back = await editor.client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(items[0]))
    assert [(one.from_.name, one.from_.detail, [editor.text_in(r) for r in one.from_ranges]) for one in back or []] == [
        ("reader", "ask", ["ask"])
    ]
    on = await editor.client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(items[0]))
    assert [(one.to.name, one.to.detail, [editor.text_in(r) for r in one.from_ranges]) for one in on or []] == [
        ("store", "look-up", ["look-up"])
    ]
    # One step further, from what was found.
    assert on
    further = await editor.client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(on[0].to))
    assert [(one.to.name, one.to.detail) for one in further or []] == [("reader", "\U0001f511 answer")]


async def test_on_half_typed_text(editor: Editor) -> None:
    await editor.open("threat-model.yaml", MODEL)
    editor.change(("to: kiosk}", "to: kiosk, carries: [co"))
    params = types.CallHierarchyPrepareParams(text_document=editor.document, position=editor.at("to: kio|sk, carries"))
    items = await editor.client.text_document_prepare_call_hierarchy_async(params)
    assert [one.name for one in items or []] == ["kiosk"]


async def test_nothing_flows_of_an_asset(editor: Editor) -> None:
    await editor.open("threat-model.yaml", MODEL)
    params = types.CallHierarchyPrepareParams(text_document=editor.document, position=editor.at("co|de"))
    assert await editor.client.text_document_prepare_call_hierarchy_async(params) is None


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_without_it_is_not_offered_it(editor: Editor) -> None:
    assert editor.server.call_hierarchy_provider is None


def test_items_that_were_never_given(wire: Wire) -> None:
    wire.begin()
    wire.open(MODEL)
    for item in (
        None,
        7,
        {},
        {"data": None},
        {"data": {"seen": 7, "kind": "component", "name": "kiosk"}},
        {"data": {"seen": "untitled:threat-model.yaml", "kind": "threat", "name": "kiosk"}},
        {"data": {"seen": "untitled:threat-model.yaml", "kind": "component"}},
    ):
        for method in ("callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"):
            assert wire.request(method, {"item": item})["error"]["code"] == -32602
    data = {"seen": "untitled:threat-model.yaml", "kind": "component", "name": "gone"}
    assert wire.request("callHierarchy/incomingCalls", {"item": {"data": data}})["result"] == []
    data = {"seen": "untitled:closed.yaml", "kind": "component", "name": "kiosk"}
    assert wire.request("callHierarchy/incomingCalls", {"item": {"data": data}})["result"] is None
