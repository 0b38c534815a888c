"""Texts with a mark where the cursor stands, and what an editor would show there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.features.completion import complete
from forewarn.features.hover import hover
from forewarn.features.view import View, view
from forewarn.text.document import Document
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.text.position import Position
from forewarn.workspace.workspace import Workspace

if TYPE_CHECKING:
    from forewarn.features.completion import Completion
    from forewarn.features.hover import Hover

MARK = "¦"
"""Where the cursor stands. The plain bar is a sign of YAML and of Markdown."""
YAML = "/models/threat-model.yaml"
JSON = "/models/threat-model.json"
MARKDOWN = "/models/threat-model.md"


class Marked(NamedTuple):
    """A text, read, and the place of the cursor in it."""

    view: View
    position: Position

    @property
    def text(self) -> str:
        """The text without the mark."""
        return self.view.document.text


def marked(text: str, path: str = YAML) -> Marked:
    """Read `text`, which holds one mark, as the file `path`."""
    before, mark, after = text.partition(MARK)
    assert mark, "the text has no mark"
    assert MARK not in after, "the text has two marks"
    lines = Document.of(before).lines
    return Marked(read(before + after, path), Position(len(lines) - 1, len(lines[-1])))


def read(text: str, path: str = YAML) -> View:
    """Read `text` as the file `path`, alone in the world."""
    workspace = Workspace()
    workspace.hold(path, Document.of(text))
    found = view(workspace, path)
    assert found is not None
    return found


def completions(text: str, path: str = YAML) -> list[Completion]:
    """What is offered at the mark, in the order in which an editor shows it."""
    found = complete(*marked(text, path))
    return sorted(found, key=lambda one: one.sort or one.label)


def labels(text: str, path: str = YAML) -> list[str]:
    """The labels of what is offered at the mark, in the order in which an editor shows them."""
    return [one.label for one in completions(text, path)]


def accepted(text: str, label: str, path: str = YAML) -> str:
    """The text after the completion called `label` is taken; the mark stands where the cursor is then."""
    at = marked(text, path)
    one = next(one for one in complete(*at) if one.label == label)
    insert, cursor, rest = one.insert.partition("$0") if one.snippet else (one.insert, "", "")
    return apply_edits(at.view.document, (TextEdit(one.span, insert + (MARK if cursor else "") + rest),)).text


def hovered(text: str, path: str = YAML) -> Hover | None:
    """What is said at the mark."""
    return hover(*marked(text, path))


def said(text: str, path: str = YAML) -> str:
    """The text that is shown at the mark; empty if there is none."""
    found = hovered(text, path)
    return found.text if found else ""
