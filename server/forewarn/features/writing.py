"""How a key or value is written at the cursor: with the quotation marks, blanks and dashes that the place asks for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forewarn.features.cursor import Cursor
    from forewarn.features.token import Token

_PLAIN = re.compile(r"[A-Za-z0-9_](?:[\w.&/()+-]|:(?=\S)| (?=[^#\s]))*$")
"""What may stand in YAML without quotation marks, inside brackets as well (YAML 1.2.2, §7.3.3)."""

_PLAIN_PATH = re.compile(r"[\w./][\w./()+-]*(?: [\w./()+-]+)*$")
"""A path that needs no quotation marks."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The manner of the place. `json`: keys and texts stand in quotation marks. `dash`: a list item is yet to begin."""

    cursor: Cursor
    json: bool = False
    dash: bool = False

    def key(self, name: str) -> str:
        """A key with its colon, if there is none yet."""
        token = self.cursor.token
        return self._front(token) + self._quoted(name, token, must=self.json) + ("" if token.colon else ": ")

    def value(self, text: str, token: Token, *, word: bool = False) -> str:
        """A value at `token`. `word` tells that JSON has it without quotation marks: true, false."""
        return self._front(token) + self._quoted(text, token, must=self.json and not word)

    def _front(self, token: Token) -> str:
        """What has to stand before it."""
        blank = " " if not token.quote and token.before in (":", ",", "-") and token.before else ""
        return blank + ("- " if self.dash else "")

    def _quoted(self, text: str, token: Token, *, must: bool) -> str:
        if token.quote:
            return text.replace("'", "''") + "'" if token.quote == "'" else json.dumps(text, ensure_ascii=False)[1:]
        return json.dumps(text, ensure_ascii=False) if must or not _PLAIN.match(text) else text


def plain_or_quoted(text: str, quote: str = "") -> str:
    """A text as a value: between quotation marks like those that stood there, or where it needs any."""
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return text if not quote and _PLAIN_PATH.match(text) else json.dumps(text, ensure_ascii=False)
