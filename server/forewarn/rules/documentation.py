"""A rule's documentation, taken apart: the docstring of its module is what people read and what the tests run.

The docstring begins with one sentence and goes on with sections under `## `. Sections `Finds` and `Silent` hold fenced
examples. At the end of a line of an example, `# want CODE` says that a finding of this rule begins there, and
`# want CODE CODE` that two do (in Markdown `<!-- want CODE -->`, in JSON `// want CODE`). People are shown the examples
without these notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.rules.rule import Rule

SECTIONS = ("Why it matters", "Finds", "Silent", "Fix", "When it is wrong")
"""The sections that every rule has, in this order."""
_WANT = re.compile(r"[ \t]*(?:#|//|<!--) want(?P<codes>(?: FW\d{3})+)(?: -->)?[ \t]*$")
_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<language>[a-z-]*)\s*$")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its text without notes, its language (`yaml`, `markdown`), and what is found in it.

    `wanted` are pairs of a line, counted from 0, and a code; a pair stands twice if two findings begin on that line.
    """

    language: str
    text: str
    wanted: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Documentation:
    """What a rule's docstring says. `text` is all of it, Markdown, without the notes for tests."""

    title: str
    text: str
    sections: Mapping[str, str]
    examples: Mapping[str, tuple[Example, ...]]

    @property
    def finds(self) -> tuple[Example, ...]:
        """The examples in which the rule finds something."""
        return self.examples.get("Finds", ())

    @property
    def silent(self) -> tuple[Example, ...]:
        """The examples in which it finds nothing."""
        return self.examples.get("Silent", ())


@cache
def documentation(rule: Rule) -> Documentation:
    """The documentation of `rule`. What the docstring lacks is empty here; the tests ask for it."""
    return parse(rule.doc)


def parse(doc: str) -> Documentation:
    """Take a docstring apart."""
    lines: list[str] = []
    sections: dict[str, list[str]] = {}
    examples: dict[str, list[Example]] = {}
    section, fence, language = "", "", ""
    body: list[str] = []
    wanted: list[tuple[int, str]] = []
    for written in doc.strip().split("\n"):
        line = written
        opening = _FENCE.match(written)
        if fence and written.strip() == fence:
            example = Example(language, "".join(f"{one}\n" for one in body), tuple(wanted))
            examples.setdefault(section, []).append(example)
            fence, body, wanted = "", [], []
        elif fence:
            note = _WANT.search(written)
            if note:
                line = written[: note.start()]
                wanted += [(len(body), code) for code in note["codes"].split()]
            body.append(line)
        elif opening:
            fence, language = opening["ticks"], opening["language"]
        elif written.startswith("## "):
            section = written[3:].strip()
            sections[section] = []
            lines.append(line)
            continue
        lines.append(line)
        if section:
            sections[section].append(line)
    return Documentation(
        title=lines[0] if lines else "",
        text="\n".join(lines) + "\n",
        sections={name: "\n".join(text).strip() for name, text in sections.items()},
        examples={name: tuple(found) for name, found in examples.items()},
    )
