"""Another name for an element: wherever it stands, in models and documents, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forewarn.features.names import own_name
from forewarn.features.renaming import NotRenamedError, renamable, rename
from tests.support.files import Held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from forewarn.features.view import View
    from forewarn.text.position import Position

MODEL = """\
threat-model: Lockers
documents: [design.md]
zones:
  street: {trust: none}
components:
  kiosk: {title: "🔑 The kiosk", zone: street}
  "store": {type: relational-database, stores: [code]}
  session: {title: A machine}
assets:
  code: {title: The locker's code, type: one-time-code}
  session: {title: A sitting, type: session-token}
flows:
  type-code: {title: "Ü 🚪", from: kiosk, to: store, carries: [code]}
threats:
  T1:
    title: "🚪 A door is forced, as in T2, at the `kiosk`; see T11"
    against: ["asset:session", kiosk]
    mitigations: [M1]
    ruled-out-by: [A1]
  T2: {title: A code is guessed, against: [code]}
  T11: {title: T11 is no T1, against: [kiosk]}
mitigations:
  M1: {title: Stronger hinges}
assumptions:
  A1:
    statement: The kiosk cannot reach the store.
    check: no-direct kiosk -> store
"""
DOCUMENT = """\
---
threat-model: threat-model.yaml
---
# Lockers: threat model

The 🔒 `kiosk` keeps nothing; see T1 and [the door](#T1). Plain words: a kiosk.

## Architecture

```mermaid
sequenceDiagram
  participant kiosk as "The kiosk 🔒"
  kiosk->>store: 🔑 code
  Note over kiosk,store: twice
```

## Threats

- **T1**: A door is forced

| ID | Threat | Mitigation |
|---|---|---|
| T4 | é🚪 A hinge breaks | M1 |

```threat-model
flows:
  look-up: {title: "🚪", from: store, to: kiosk}
```
"""
FILES = {"threat-model.yaml": MODEL, "design.md": DOCUMENT}
NO_NAME = " cannot be an identifier: a letter comes first, then letters, digits, `-` or `_`."


def renamed(folder: Path, files: Mapping[str, str], name: str, words: str, new: str) -> dict[str, str]:
    """The lines that are different after the rename at `¦`, by file and line from 1."""
    held = Held.of(files, folder)
    after = held.edited(rename(*held.at(name, words), new))
    return {
        f"{file}:{number}": line.strip()
        for file, text in after.items()
        for number, (old, line) in enumerate(zip(files[file].split("\n"), text.split("\n"), strict=True), 1)
        if old != line
    }


def refused(folder: Path, files: Mapping[str, str], name: str, words: str, new: str) -> str:
    """Why nothing is renamed at `¦`."""
    with pytest.raises(NotRenamedError) as error:
        rename(*Held.of(files, folder).at(name, words), new)
    return str(error.value)


# -- wherever it stands
def test_a_component_in_every_sort_of_place(tmp_path: Path) -> None:
    """Its entry, a flow, a list, a claim, back-ticks; a participant, messages, a note, an embedded block. No prose."""
    assert renamed(tmp_path, FILES, "threat-model.yaml", "from: ki¦osk", "terminal") == {
        "threat-model.yaml:6": 'terminal: {title: "🔑 The kiosk", zone: street}',
        "threat-model.yaml:13": 'type-code: {title: "Ü 🚪", from: terminal, to: store, carries: [code]}',
        "threat-model.yaml:16": 'title: "🚪 A door is forced, as in T2, at the `terminal`; see T11"',
        "threat-model.yaml:17": 'against: ["asset:session", terminal]',
        "threat-model.yaml:21": "T11: {title: T11 is no T1, against: [terminal]}",
        "threat-model.yaml:27": "check: no-direct terminal -> store",
        "design.md:6": "The 🔒 `terminal` keeps nothing; see T1 and [the door](#T1). Plain words: a kiosk.",
        "design.md:12": 'participant terminal as "The kiosk 🔒"',
        "design.md:13": "terminal->>store: 🔑 code",
        "design.md:14": "Note over terminal,store: twice",
        "design.md:27": 'look-up: {title: "🚪", from: store, to: terminal}',
    }


def test_an_identifier_in_running_text_and_links(tmp_path: Path) -> None:
    assert renamed(tmp_path, FILES, "design.md", "see T¦1 and", "T7") == {
        "threat-model.yaml:15": "T7:",
        "threat-model.yaml:21": "T11: {title: T11 is no T7, against: [kiosk]}",
        "design.md:6": "The 🔒 `kiosk` keeps nothing; see T7 and [the door](#T7). Plain words: a kiosk.",
        "design.md:19": "- **T7**: A door is forced",
    }


def test_a_cell_of_a_table_and_the_record_it_names(tmp_path: Path) -> None:
    assert renamed(tmp_path, FILES, "threat-model.yaml", "\n  M¦1:", "M9") == {
        "threat-model.yaml:18": "mitigations: [M9]",
        "threat-model.yaml:23": "M9: {title: Stronger hinges}",
        "design.md:23": "| T4 | é🚪 A hinge breaks | M9 |",
    }


def test_what_a_document_says_in_the_organisations_own_words(tmp_path: Path) -> None:
    """The sensitivity that the document adds to the model's asset is the same before and after."""
    files = {
        "forewarn.toml": '[sensitivity]\nrestricted = ["C3"]\n',
        "threat-model.yaml": "threat-model: Lockers\ndocuments: [design.md]\nassets:\n  code: {title: The code}\n",
        "design.md": "# Lockers: threat model\n\n## Assets\n\n"
        "| ID | Asset | Sensitivity |\n|---|---|---|\n| `code` | The code | C3 |\n",
    }
    assert renamed(tmp_path, files, "threat-model.yaml", "  co¦de:", "pin") == {
        "threat-model.yaml:4": "pin: {title: The code}",
        "design.md:7": "| `pin` | The code | C3 |",
    }


def test_quoted_keys_keep_their_quotes(tmp_path: Path) -> None:
    assert renamed(tmp_path, FILES, "threat-model.yaml", '"st¦ore"', "vault")["threat-model.yaml:7"] == (
        '"vault": {type: relational-database, stores: [code]}'
    )


def test_a_name_that_two_share_where_a_prefix_tells_them_apart(tmp_path: Path) -> None:
    """The asset `session` has a component as its namesake: only what says `asset:` follows."""
    assert renamed(tmp_path, FILES, "threat-model.yaml", "asset:ses¦sion", "sitting") == {
        "threat-model.yaml:11": "sitting: {title: A sitting, type: session-token}",
        "threat-model.yaml:17": 'against: ["asset:sitting", kiosk]',
    }


def test_in_a_document_alone(tmp_path: Path) -> None:
    items = "- **R1** 🚪 The door\n- R2: As R1, by night\n"
    text = f"# Threat model\n\n## Threats\n\n{items}\nWhat of R1 and `R1`? XR1, R1a.\n"
    assert renamed(tmp_path, {"threat-model.md": text}, "threat-model.md", "As R¦1", "R10") == {
        "threat-model.md:5": "- **R10** 🚪 The door",
        "threat-model.md:6": "- R2: As R10, by night",
        "threat-model.md:8": "What of R10 and `R10`? XR1, R1a.",
    }


def test_in_json(tmp_path: Path) -> None:
    text = '{"threat-model": "x", "assets": {"pin": {}}, "threats": {"T1": {"title": "🚪", "against": ["pin"]}}}'
    assert list(renamed(tmp_path, {"threat-model.json": text}, "threat-model.json", '["pi¦n"]', "code").values()) == [
        text.replace('"pin"', '"code"')
    ]


def test_around_a_half_typed_line(tmp_path: Path) -> None:
    text = MODEL.replace("    mitigations: [M1]", "    mitigations: [M1").replace("documents: [design.md]\n", "")
    assert renamed(tmp_path, {"threat-model.yaml": text}, "threat-model.yaml", "mitigations: [M1¦", "M2") == {
        "threat-model.yaml:17": "mitigations: [M2",
        "threat-model.yaml:22": "M2: {title: Stronger hinges}",
    }


# -- what may be renamed
def test_what_is_offered_is_the_name_alone(tmp_path: Path) -> None:
    held = Held.of(FILES, tmp_path)
    for name, words in (
        ("threat-model.yaml", '"asset:sess¦ion"'),
        ("threat-model.yaml", "as in T¦2"),
        ("design.md", "`ki¦osk`"),
    ):
        seen, position = held.at(name, words)
        found = renamable(seen, position)
        assert found
        assert seen.document.slice(found.span) == found.name == re.sub(r"[^\w]|asset:|as in ", "", words)


def test_nothing_is_offered_on_plain_words(tmp_path: Path) -> None:
    assert renamable(*Held.of(FILES, tmp_path).at("threat-model.yaml", "A door is for¦ced")) is None


@pytest.mark.parametrize(
    ("words", "new", "reason"),
    [
        ("from: ki¦osk", "store", "`store` is taken: a component is called so."),
        ("[M¦1]", "A1", "`A1` is taken: an assumption is called so."),
        ("[M¦1]", "", "A name has at least one letter."),
        ("[M¦1]", "two words", f"`two words`{NO_NAME}"),
        ("[M¦1]", "a\nb: c", f"`a\nb: c`{NO_NAME}"),
        ("[M¦1]", "CWE-384", "`CWE-384` is an entry of a public list: it cannot be the name of something else."),
        ("see T1¦1", "T1", "`T1` is taken: a threat is called so."),
        ("A door is for¦ced", "x", "Nothing is named here."),
    ],
)  # fmt: skip
def test_what_cannot_be(words: str, new: str, reason: str, tmp_path: Path) -> None:
    assert refused(tmp_path, FILES, "threat-model.yaml", words, new) == reason


def test_what_nothing_is_called(tmp_path: Path) -> None:
    files = {"threat-model.yaml": MODEL.replace("mitigations: [M1]", "mitigations: [M9]")}
    assert refused(tmp_path, files, "threat-model.yaml", "[M¦9]", "M2") == "Nothing is called `M9` in this model."


def test_a_name_that_may_mean_two(tmp_path: Path) -> None:
    files = {"threat-model.yaml": MODEL.replace('"asset:session"', "session")}
    both = "`session` names a component and an asset: which one is meant, its own line tells."
    assert refused(tmp_path, files, "threat-model.yaml", "[ses¦sion", "sitting") == both
    assert refused(tmp_path, files, "threat-model.yaml", "ses¦sion: {title: A sitting", "sitting") == (
        "Line 17 of threat-model.yaml says `session`, which is an asset and a component: "
        "write `asset:session` there first."
    )


def test_two_elements_of_one_name(tmp_path: Path) -> None:
    files = {"threat-model.yaml": MODEL.replace("  T2:", "  T1:")}
    assert refused(tmp_path, files, "threat-model.yaml", "  T1¦: {title: A code", "T3") == (
        "Two elements are called `T1`: give one of them another name by hand first."
    )


def test_what_a_document_calls_by_its_words(tmp_path: Path) -> None:
    """Without a title, the heading would not mean it any more."""
    model = "threat-model: x\ndocuments: [design.md]\ncomponents:\n  order-store: {type: message-queue}\n"
    document = "---\nthreat-model: threat-model.yaml\n---\n# Design\n\n## Components\n\n- Order store: keeps orders\n"
    files = {"threat-model.yaml": model, "design.md": document}
    assert refused(tmp_path, files, "threat-model.yaml", "order-st¦ore", "vault") == (
        "design.md calls `order-store` by its words: give it that title first."
    )
    files["threat-model.yaml"] = model.replace("{type", "{title: Order store, type")
    assert list(renamed(tmp_path, files, "threat-model.yaml", "order-st¦ore", "vault")) == ["threat-model.yaml:4"]


def test_a_name_that_its_document_does_not_take_for_one(tmp_path: Path) -> None:
    """In a column of a document the identifier of a mitigation is letters and a number."""
    assert refused(tmp_path, FILES, "threat-model.yaml", "\n  M¦1:", "hinges") == (
        "Line 23 of design.md is read otherwise with `hinges` in it."
    )


def test_a_document_that_has_another_name_for_it_keeps_that(tmp_path: Path) -> None:
    files = {
        "threat-model.yaml": "threat-model: x\ndocuments: [design.md]\nthreats:\n  T7: {title: A door is forced}\n",
        "design.md": "# Threats of lockers\n\n## Threats\n\n- **T3**: A door is forced\n- **T4**: As T3, by night\n",
    }
    assert refused(tmp_path, files, "design.md", "**T¦3**", "T8") == "The model records this as `T7`: rename it there."
    assert renamed(tmp_path, files, "threat-model.yaml", "T¦7", "T8") == {
        "threat-model.yaml:4": "T8: {title: A door is forced}"
    }


# -- and nothing else
def test_every_name_of_the_shipped_example_and_back(repository: Path, tmp_path: Path) -> None:
    """An element of the example gets a new name, and its old one again: the texts are what they were, byte by byte."""
    folder = repository / "docs" / "example"
    names = ["threat-model.yaml", *sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))]
    files = {name: (folder / name).read_bytes().decode() for name in names}
    seen = sum(1 for _ in _there_and_back(tmp_path, files, most=8))
    assert seen > 5


def test_names_of_real_models_and_back(shared: Path, tmp_path: Path) -> None:
    """Some elements of some files of the corpus. What is refused is refused with a reason and leaves all as it is."""
    paths = sorted((shared / "corpus" / "markdown-models").rglob("*.md"))
    done = 0
    for path in paths[:: max(1, len(paths) // 12)]:
        text = path.read_bytes()[:100_000].decode("utf-8", "replace")
        done += sum(1 for _ in _there_and_back(tmp_path, {path.name: text}, most=2))
    assert done > 5


def _there_and_back(folder: Path, files: Mapping[str, str], most: int = 1000) -> Iterator[str]:
    held = Held.of(files, folder)
    for name in files:
        seen = held.view(name)
        for spot, old in list(_names(seen))[:most]:
            new = f"{old[:1]}{'Z' if old[0].isupper() else 'z'}-{old[1:]}" if not old[-1:].isdigit() else f"{old}0"
            try:
                edits = rename(seen, spot, new)
            except NotRenamedError:
                continue
            after = Held.of(held.edited(edits), folder)
            assert after.texts != files
            assert _findings(after, new, old) == _findings(held, new, old), (name, old, new)
            back = rename(*_again(after, old, new), old)
            assert after.edited(back) == dict(files), (name, old, new)
            yield old


def _names(seen: View) -> Iterator[tuple[Position, str]]:
    for part in seen.reading.parts:
        for element, start in part.elements():
            if element.id and not element.derived:
                meant = own_name(element, start, seen.document)
                yield meant.span.start, meant.name


def _again(held: Held, old: str, new: str) -> tuple[View, Position]:
    """The place of the new name's own element."""
    return next(
        (held.view(name), spot) for name in held.texts for spot, called in _names(held.view(name)) if called == new
    )


def _findings(held: Held, new: str, old: str) -> list[tuple[str, int, str]]:
    return [
        (one.code, one.span.start.line, one.message.replace(new, old))
        for name in held.texts
        for one in held.view(name).findings
    ]
