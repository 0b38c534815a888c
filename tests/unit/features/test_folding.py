"""What can be folded away, in YAML, JSON, Markdown and TOML. A half-typed text folds around its broken place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.folding import folds
from tests.support.cursors import JSON, MARKDOWN, YAML, read

if TYPE_CHECKING:
    from pathlib import Path


def folded(text: str, path: str = YAML) -> list[str]:
    """Each fold as its first and its last line."""
    view = read(text, path)
    lines = [view.document.line(number).strip() for number in range(len(view.document.lines))]
    return [f"{lines[one.first]} … {lines[one.last]}{' #' * bool(one.kind)}" for one in folds(view)]


def test_sections_elements_and_what_is_in_them() -> None:
    text = """\
# A model
# of doors
threat-model: Lockers

threats:
  T1: {title: one line}
  T2:
    title: "🚪"
    description: |
      It is
      forced.
    references:
    - CWE-384
    - CWE-287

  # M1 comes later
mitigations:
  M1:
    title: Hinges
"""
    assert folded(text) == [
        "# A model … # of doors #",
        "threats: … - CWE-287",
        "T2: … - CWE-287",
        "description: | … forced.",
        "references: … - CWE-287",
        "mitigations: … title: Hinges",
        "M1: … title: Hinges",
    ]


def test_a_half_typed_line_costs_nothing_around_it() -> None:
    text = "threats:\n  T1:\n    against: [a, {\n    title: x\n  T2:\n    title: y\n"
    assert folded(text) == ["threats: … title: y", "T1: … title: x", "T2: … title: y"]


def test_several_models_in_one_file() -> None:
    text = "threat-model: a\nassets:\n  a: {}\n---\nthreat-model: b\nassets:\n  b: {}\n"
    assert folded(text) == ["assets: … a: {}", "assets: … b: {}"]


def test_json_shows_its_closing_brackets() -> None:
    text = '{\n  "threat-model": "x",\n  "assets": {\n    "a": {}\n  }\n}\n'
    assert folded(text, JSON) == ["{ … }", '"assets": { … "a": {}']


def test_a_document() -> None:
    text = """\
---
threat-model: true
---
# Lockers 🔒

## Threats

- T1: A door
  is forced
- T2: Short

### More

| a | b |
|---|---|
| c | d |

<!--
to do
-->

> said
> elsewhere

```threat-model
assets:
  pin:
    type: password
```

## Mitigations

None.
"""
    assert folded(text, MARKDOWN) == [
        "--- … ---",
        "# Lockers 🔒 … None.",
        "## Threats … ```",
        "- T1: A door … is forced",
        "### More … ```",
        "| a | b | … | c | d |",
        "<!-- … --> #",
        "> said … > elsewhere",
        "```threat-model … ```",
        "assets: … type: password",
        "pin: … type: password",
        "## Mitigations … None.",
    ]


def test_a_fence_that_is_still_open() -> None:
    assert folded("# x\n\n```threat-model\nassets:\n  a:\n    type: x\n", MARKDOWN) == [
        "# x … type: x",
        "```threat-model … type: x",
        "assets: … type: x",
        "a: … type: x",
    ]


def test_settings() -> None:
    text = "[rules]\nFW101 = 'off'\n\n[claims]\ninclude = ['a']\n"
    assert folded(text, "/models/forewarn.toml") == ["[rules] … FW101 = 'off'", "[claims] … include = ['a']"]


def test_nothing_to_fold() -> None:
    for path in (YAML, JSON, MARKDOWN):
        assert folded("", path) == []
        assert folded("\n\n \n", path) == []


def test_folds_of_real_files_nest(shared: Path) -> None:
    """Some files of every sort: a fold lies inside another, or beside it."""
    files = sorted(path for ending in ("*.md", "*.yaml") for path in (shared / "corpus").rglob(ending))
    for path in files[:: max(1, len(files) // 60)]:
        view = read(path.read_bytes()[:200_000].decode("utf-8", "replace"), path.as_posix())
        around: list[int] = []
        for one in folds(view):
            assert 0 <= one.first < one.last < len(view.document.lines)
            while around and around[-1] < one.first:
                around.pop()
            assert not around or one.last <= around[-1], (path, one)
            around.append(one.last)
