"""Which Markdown files forewarn checks without being asked, and why (docs: "Claiming a file")."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.catalog.source import read
from forewarn.dialects.markdown.vocabulary import Topic, folded, topic
from forewarn.syntax.markdown.sections import front_matter

if TYPE_CHECKING:
    from forewarn.text.document import Document

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]#+)?[ \t]*$")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})\s*(?:threat-model|ya?ml\s+.*threat-model)", re.IGNORECASE)
_SQUEEZED = re.compile(r"[-_. ]")
_KINDS = {
    Topic.THREATS: "threats",
    Topic.MITIGATIONS: "mitigations",
    Topic.ZONES: "trust boundaries",
}
_SURE = 0.5
_ENOUGH = 2


def claims(path: str, document: Document) -> str | None:
    """Why forewarn checks the file at `path` unasked, in words that follow "because"; None if it does not.

    Cheap: looks at names and single lines only.
    """
    parts = PurePosixPath(path.replace("\\", "/")).parts
    by_name = claims_by_name(path)
    if by_name:
        return by_name
    lines = document.lines
    for line in lines[: front_matter(lines)]:
        if line.startswith("threat-model:"):
            return "its front matter has `threat-model:`"
    for part in parts[-_LOOKED_AT:-1]:
        if part.casefold() in _words("design-folders"):
            return f"it lies in a folder for design documents (`{part}`)"
    return _by_headings(document)


def claims_by_name(path: str) -> str | None:
    """Why the name alone says that the file is a threat model, in words that follow "because"; None if it does not."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for part in parts[-_LOOKED_AT:]:
        squeezed = _SQUEEZED.sub("", part.casefold())
        if any(word in squeezed for word in _words("claimed-names")):
            what = "its name" if part == parts[-1] else f"the name of its folder `{part}`"
            return f"{what} says that it is a threat model"
    return None


_LOOKED_AT = 6
"""How many folders above a file may speak for it: further up they are about something larger."""


def _by_headings(document: Document) -> str | None:
    found: dict[str, str] = {}
    fenced = title = ""
    for line in document.lines:
        stripped = line.strip()
        if fenced:
            if stripped.startswith(fenced) and not stripped.strip(fenced[0]):
                fenced = ""
            continue
        if stripped.startswith(("```", "~~~")):
            if _FENCE.match(line):
                return "it holds a block `threat-model`"
            fenced = stripped[:3]
            continue
        if not line.lstrip(" ").startswith("#"):
            continue
        heading = _HEADING.match(line.rstrip("\r\n"))
        if heading and not title:
            title = heading[1].strip()
            if any(phrase in folded(title) for phrase in _words("claiming-titles")):
                return f"its title is “{title}”"
        kind = _kind(heading[1]) if heading else None
        if heading and kind:
            found.setdefault(kind, heading[1].strip())
            if len(found) >= _ENOUGH:
                one, other = list(found.values())[:_ENOUGH]
                return f"it has the headings “{one}” and “{other}”"
    return None


def _kind(heading: str) -> str | None:
    words = folded(heading)
    if words in ("security considerations", "security and privacy considerations"):
        return "security considerations"
    found = topic(heading)
    if found is None or found.share < _SURE:
        return None
    kind = _KINDS.get(found.topic)
    if kind in ("threats", "mitigations") and not any(word in words for word in _words("claiming-words")):
        return None
    return kind


@cache
def _words(key: str) -> tuple[str, ...]:
    return read("heading-synonyms").texts(key)
