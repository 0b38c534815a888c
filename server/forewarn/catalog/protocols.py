"""What a flow's protocol tells about encryption (formats.md, *Defaults*)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from forewarn.catalog.source import read

_TOKEN = re.compile(r"[a-z0-9.+/()-]+")
_NEGATIONS = frozenset({"no", "not", "without", "non", "un"})


@dataclass(frozen=True, slots=True)
class Protocols:
    """Names of protocols: encrypted by definition, plain by definition, run either way; words that name a carrier."""

    encrypted: frozenset[str]
    plain: frozenset[str]
    over: frozenset[str]
    either_way: tuple[str, ...]


@cache
def protocols() -> Protocols:
    """Give the known protocols."""
    record = read("protocols")
    return Protocols(
        encrypted=frozenset(record.texts("encrypted")),
        plain=frozenset(record.texts("plain")),
        over=frozenset(record.texts("over")),
        either_way=record.texts("either-way"),
    )


@cache
def protocol_names() -> tuple[str, ...]:
    """Give the names to offer where a protocol is typed, those that tell about encryption first."""
    record = read("protocols")
    return record.texts("encrypted") + record.texts("plain") + record.texts("either-way")


@lru_cache(maxsize=1024)
def encrypted_by_protocol(text: str) -> bool | None:
    """Tell whether a flow with the protocol `text` is encrypted; None where the words do not tell.

    >>> encrypted_by_protocol("HTTPS"), encrypted_by_protocol("ftp"), encrypted_by_protocol("postgres")
    (True, False, None)
    >>> encrypted_by_protocol("grpc over TLS"), encrypted_by_protocol("HTTP/HTTPS")
    (True, None)
    """
    known = protocols()
    words = text.casefold().replace("://", " ").strip(" .:;,`*_")
    if "(s)" in words or "http/s" in words:
        return None
    if words in known.encrypted:
        return True
    if words in known.plain:
        return False
    tokens = [part for token in _TOKEN.findall(words) for part in _parts(token, known)]
    if _NEGATIONS.intersection(tokens):
        return None
    secure = any(token in known.encrypted for token in tokens)
    plain = any(token in known.plain for token in tokens)
    if secure and plain:
        # "http over tls" is encrypted; "http, https" is either.
        return True if _carried(tokens, known) else None
    if secure:
        return True
    return False if plain else None


def _parts(token: str, known: Protocols) -> list[str]:
    if token in known.encrypted or token in known.plain or token in known.either_way:
        return [token]
    return [part for part in re.split(r"[/()+-]", token) if part]


def _carried(tokens: list[str], known: Protocols) -> bool:
    return any(word in known.over and following in known.encrypted for word, following in pairwise(tokens))
