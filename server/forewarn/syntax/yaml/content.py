"""What stands in an item: its values, comments, anchors and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forewarn.syntax.yaml.items import ItemKind
from forewarn.syntax.yaml.shadow import Shadow
from forewarn.syntax.yaml.tree import Parsed

if TYPE_CHECKING:
    from forewarn.syntax.problem import Problem
    from forewarn.syntax.values import Comment, Node


class Content(NamedTuple):
    """What was read in an item."""

    root: Node | None
    problems: tuple[Problem, ...]
    comments: tuple[Comment, ...]
    anchors: dict[str, Node]


def content(text: str, kind: ItemKind) -> Content:
    """Read the text of an item of some kind."""
    parsed = Parsed(Shadow.of(text))
    if parsed.broken:
        return Content(None, (), (), {})
    values = parsed.values()
    return Content(values.root, (), tuple(values.comments), values.anchors)
