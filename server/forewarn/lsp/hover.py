"""`textDocument/hover`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.features.hover import hover
from forewarn.features.prose import unescape
from forewarn.lsp.params import document_uri, point

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json
    from forewarn.lsp.session import Session

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_MARKS = re.compile(r"(?<!\\)(\*\*|`+)")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)


def on_hover(session: Session, params: Json) -> Json | None:
    """What is said about the word under the cursor, in Markdown where the client shows it."""
    seen = session.view(document_uri(params))
    if seen is None:
        return None
    found = hover(seen, session.places.read_position(seen.document, point(params)))
    if found is None:
        return None
    contents = markup(found.text, markup=session.client.hover_markup, markdown=session.client.hover_markdown)
    return {"contents": contents, "range": session.places.span(seen.document, found.span)}


def markup(text: str, *, markup: bool, markdown: bool) -> Json | str:
    """A Markdown text for a client that shows Markdown, one that shows marked-up text, or one that shows text."""
    if markdown:
        return {"kind": "markdown", "value": text}
    return {"kind": "plaintext", "value": plain(text)} if markup else plain(text)


def plain(text: str) -> str:
    """A Markdown text of ours without its marks."""
    text = _LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", text)
    return unescape(_MARKS.sub("", _HEADING.sub("", text)))
