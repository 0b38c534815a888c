"""From a name to what it names, and back: over a model and the documents that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.lsp.editor import EDITORS
from tests.lsp.files import Files

if TYPE_CHECKING:
    from tests.lsp.editor import Editor

MODEL = """\
threat-model: Lockers \U0001f512
documents: [design/lockers.md]
zones:
  street: {trust: none}
components:
  kiosk: {notes: "\U0001f512\U0001f512", type: iot-device, zone: street}
  store: {type: relational-database, stores: [code]}
  session: {type: iot-device}
assets:
  code: {type: access-token}
  session: {type: session-token}
flows:
  type-code: {title: "U\u0308ber \U0001f6aa", from: kiosk, to: store, carries: [code]}
threats:
  T1:
    title: A door is forced, as in T2, at the `kiosk`
    against: ["asset:session", kiosk]
    mitigations: [M1]
    ruled-out-by: [A1]
  T2: {title: A code is guessed, against: [session]}
mitigations:
  M1: {title: Stronger hinges, evidence: [design/lockers.md, SEC-7]}
assumptions:
  A1:
    statement: The kiosk cannot reach the store.
    check: no-direct kiosk -> store
    validation: {method: test, result: held, date: 2026-01-02}
"""
DOCUMENT = """\
---
threat-model: ../threat-model.yaml
---
# Lockers: threat model

The \U0001f512 `kiosk` keeps nothing; see T1.

## Architecture

```mermaid
sequenceDiagram
  participant kiosk as "The kiosk \U0001f512"
  kiosk->>store: \U0001f511 code
  Note over kiosk,store: twice
  kiosk->>store: again
```

## Threats

- T1: A door is forced
- T3: \U0001f6aa The power fails

| ID | Threat | Mitigation |
|---|---|---|
| T4 | e\u0301\U0001f6aa A hinge breaks | M1 |

```threat-model
flows:
  look-up: {title: "\U0001f6aa", from: store, to: kiosk}
```
"""


@pytest_asyncio.fixture
async def files(editor: Editor) -> Files:
    """The model and the document, the model in front."""
    opened = Files.write(editor, {"threat-model.yaml": MODEL, "design/lockers.md": DOCUMENT})
    await opened.open("threat-model.yaml")
    return opened


async def definition(files: Files, words: str) -> list[str]:
    """Where these words lead."""
    params = types.DefinitionParams(text_document=files.editor.document, position=files.editor.at(words))
    return files.locations(await files.editor.client.text_document_definition_async(params))


async def references(files: Files, words: str, *, definition: bool = False) -> list[str]:
    """Where else it is named."""
    params = types.ReferenceParams(
        types.ReferenceContext(include_declaration=definition), files.editor.document, files.editor.at(words)
    )
    return files.locations(await files.editor.client.text_document_references_async(params))


KIOSK = 'threat-model.yaml:6 [kiosk]: {notes: "\U0001f512\U0001f512", type: iot-device, zone: street}'
M1 = "threat-model.yaml:22 [M1]: {title: Stronger hinges, evidence: [design/lockers.md, SEC-7]}"


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_a_name_in_a_model_leads_to_its_entry(files: Files) -> None:
    for words, leads in (
        ("from: ki|osk", KIOSK),
        ("zone: str|eet", "threat-model.yaml:4 [street]: {trust: none}"),
        ("asset:sess|ion", "threat-model.yaml:11 [session]: {type: session-token}"),
        ("direct ki|osk", KIOSK),
        ("-> |store", "threat-model.yaml:7 [store]: {type: relational-database, stores: [code]}"),
        ("ruled-out-by: [A1|]", "threat-model.yaml:24 [A1]:"),
        ("as in |T2", "threat-model.yaml:20 [T2]: {title: A code is guessed, against: [session]}"),
        ("at the `ki|osk`", KIOSK),
        ("  |M1: ", M1),
    ):
        assert await definition(files, words) == [leads]


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_a_name_in_a_document_leads_to_the_entry_in_its_model(files: Files) -> None:
    """In back-ticks, in running text, in a diagram's messages and notes, in an embedded block, in a table."""
    await files.open("design/lockers.md")
    for words, line in (("`kio|sk` keeps", 6), ("see |T1.", 15), ("kiosk->>st|ore: \U0001f511", 7),
                        ("over kiosk,sto|re", 7), ("from: |store", 7)):  # fmt: skip
        assert [one.split(" ")[0] for one in await definition(files, words)] == [f"threat-model.yaml:{line}"]
    cell = files.editor.range_of("M1").end
    params = types.DefinitionParams(text_document=files.editor.document, position=cell)
    assert files.locations(await files.editor.client.text_document_definition_async(params)) == [M1]


async def test_a_name_that_means_two_leads_to_both(files: Files) -> None:
    found = await definition(files, "against: [ses|sion]")
    assert found == [
        "threat-model.yaml:8 [session]: {type: iot-device}",
        "threat-model.yaml:11 [session]: {type: session-token}",
    ]


async def test_a_path_leads_to_the_file(files: Files) -> None:
    assert await definition(files, "documents: [design|") == ["design/lockers.md:1 []---"]
    await files.open("design/lockers.md")
    assert await definition(files, "threat-model: ../thr|eat") == [
        f"threat-model.yaml:1 []{MODEL.split(chr(10), maxsplit=1)[0]}"
    ]


async def test_a_plain_word_leads_nowhere(files: Files) -> None:
    assert await definition(files, "A door is fo|rced, as") == []
    assert await references(files, "A door is fo|rced, as") == []


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_references_of_a_component_in_every_sort_of_place(files: Files) -> None:
    """Its entry, a flow, a list, a claim, back-ticks, a participant, messages, a note, and an embedded block."""
    assert await references(files, "  kio|sk: {notes", definition=True) == [
        'threat-model.yaml:6 [kiosk]: {notes: "\U0001f512\U0001f512", type: iot-device, zone: street}',
        'threat-model.yaml:13 type-code: {title: "U\u0308ber \U0001f6aa", from: [kiosk], to: store, carries: [code]}',
        "threat-model.yaml:16 title: A door is forced, as in T2, at the `[kiosk]`",
        'threat-model.yaml:17 against: ["asset:session", [kiosk]]',
        "threat-model.yaml:26 check: no-direct [kiosk] -> store",
        "design/lockers.md:6 The \U0001f512 `[kiosk]` keeps nothing; see T1.",
        'design/lockers.md:12 participant [kiosk] as "The kiosk \U0001f512"',
        "design/lockers.md:13 [kiosk]->>store: \U0001f511 code",
        "design/lockers.md:14 Note over [kiosk],store: twice",
        "design/lockers.md:15 [kiosk]->>store: again",
        'design/lockers.md:29 look-up: {title: "\U0001f6aa", from: store, to: [kiosk]}',
    ]


async def test_references_without_the_definition(files: Files) -> None:
    found = await references(files, "  T|1:")
    assert found == ["design/lockers.md:6 The \U0001f512 `kiosk` keeps nothing; see [T1]."]


async def test_a_declaration_is_where_a_document_tells_of_it(files: Files) -> None:
    params = types.DeclarationParams(text_document=files.editor.document, position=files.editor.at("  T|1:"))
    found = await files.editor.client.text_document_declaration_async(params)
    assert files.locations(found) == ["design/lockers.md:20 - [T1]: A door is forced"]
    params.position = files.editor.at("  T|2: {")
    found = await files.editor.client.text_document_declaration_async(params)
    assert files.locations(found) == [
        "threat-model.yaml:20 [T2]: {title: A code is guessed, against: [session]}"
    ]  # fmt: skip


async def test_what_stands_behind_it(files: Files) -> None:
    """Behind an assumption its validation, behind a mitigation its evidence, behind a threat what answers it."""
    evidence = "threat-model.yaml:22 M1: {title: Stronger hinges, evidence: [design/lockers.md, [SEC-7]]}"
    for words, behind in (
        ("[A|1]", ["threat-model.yaml:27 [validation]: {method: test, result: held, date: 2026-01-02}"]),
        ("  M|1: ", ["design/lockers.md:1 []---", evidence]),
        ("  T|1:", [M1, "threat-model.yaml:24 [A1]:"]),
        ("from: ki|osk", []),
    ):
        params = types.ImplementationParams(text_document=files.editor.document, position=files.editor.at(words))
        found = await files.editor.client.text_document_implementation_async(params)
        assert files.locations(found) == behind


@pytest.mark.parametrize("editor_name", EDITORS)
async def test_highlights_are_those_of_the_file_in_front(files: Files) -> None:
    params = types.DocumentHighlightParams(text_document=files.editor.document, position=files.editor.at("[M|1]"))
    found = await files.editor.client.text_document_document_highlight_async(params)
    seen = [(files.at(files.editor.uri, one.range).split(" ")[0], one.kind) for one in found or []]
    assert seen == [
        ("threat-model.yaml:18", types.DocumentHighlightKind.Read),
        ("threat-model.yaml:22", types.DocumentHighlightKind.Write),
    ]


async def test_a_text_that_is_being_typed(files: Files) -> None:
    """A bracket is open and a key half there: names around them still lead where they did."""
    files.editor.change(("mitigations: [M1]", "mitigations: [M1"), ("    validation", "    valid"))
    files.texts["threat-model.yaml"] = files.editor.text
    assert await definition(files, "mitigations: [M|1") == [
        "threat-model.yaml:22 [M1]: {title: Stronger hinges, evidence: [design/lockers.md, SEC-7]}"
    ]
    assert await definition(files, "direct ki|osk") == [
        'threat-model.yaml:6 [kiosk]: {notes: "\U0001f512\U0001f512", type: iot-device, zone: street}'
    ]


@pytest.mark.parametrize("editor_name", ["bare"])
async def test_a_client_that_asks_for_nothing_is_offered_nothing(editor: Editor) -> None:
    offered = editor.server
    assert offered.definition_provider is None
    assert offered.references_provider is None
    assert offered.document_highlight_provider is None


async def test_a_file_that_is_not_ours_has_no_names(editor: Editor) -> None:
    editor.show("notes.md", "# Notes\n\nSee `T1`.\n", "markdown")
    params = types.DefinitionParams(text_document=editor.document, position=types.Position(2, 6))
    assert await editor.client.text_document_definition_async(params) is None
