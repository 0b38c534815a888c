"""What a finding is about, in a short and stable form: how it is known again after edits, on other days, elsewhere.

A fingerprint is made of the rule, the element and the words meant, never of a line or of a file's name. So it stays the
same where elements change places, lines are indented or wrapped anew, a file is renamed, or something else is edited;
it changes with the words that the finding is about. Two elements that say the same have the same fingerprint: who
compares counts how often it stands (`forewarn.analysis.baseline`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from forewarn.model.dismissals import LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.analysis.engine import Raised
    from forewarn.model.elements import Element
    from forewarn.text.document import Document

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
_LONGEST = 80


def fingerprint(raised: Raised, start: int, document: Document) -> str:
    """The fingerprint of a finding in an item that begins on line `start` of `document`: `LENGTH` hexadecimal digits.

    SHA-256 (FIPS 180-4), cut short.
    """
    rule, finding = raised
    subject = finding.subject if finding.together == 1 or rule.apart else ""
    told = "\n".join((rule.code, *_about(raised, start, document), " ".join(_words(subject))))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def in_words(raised: Raised, start: int, document: Document) -> str:
    """What the finding is about in a few words on one line, for people who read a list of fingerprints."""
    finding = raised.finding
    element = finding.element if finding.together == 1 else None
    if element is None:
        told = document.slice(finding.span.down(start)) or finding.subject
    elif element.id and not element.derived:
        told = " ".join(dict.fromkeys((element.id, element.title)))
    else:
        told = element.name or _text(element, start, document)
    if element is not None and element.section is None and finding.span != element.anchor:
        told = f"{told}: {document.slice(finding.span.down(start))}"
    words = "".join(sign if sign.isprintable() else " " for sign in told).split()
    short = " ".join(words[:_MOST_WORDS])
    return f"{short[:_LONGEST].rstrip()} …" if len(short) > _LONGEST or len(words) > _MOST_WORDS else short


def _about(raised: Raised, start: int, document: Document) -> Iterable[str]:
    """What identifies the place: the element, or the heading where a finding stands for many, or else the words."""
    finding = raised.finding
    element = finding.element
    meant = document.slice(finding.span.down(start))
    if finding.together != 1:
        return ("together", " ".join(_words(meant)))
    if element is None:
        # A bracket has no words of its own; those of its line are what is known of it.
        line = document.line(finding.span.start.line + start)
        return ("text", " ".join((*_words(meant), *(() if _WORD.search(meant) else _words(line)))))
    there = "" if finding.span == element.anchor else " ".join(_words(meant))
    return (element.kind.value, *_identity(element, start, document), there)


def _identity(element: Element, start: int, document: Document) -> tuple[str, str]:
    """The identifier that the author wrote, and the element's own words where there is none.

    In documents every text has a T1: there the title says which of them is meant, and both count.
    """
    written = "" if element.derived else unicodedata.normalize("NFC", element.id)
    if written and element.section is None:
        return written, ""
    return written, " ".join(_words(element.title or element.id or _text(element, start, document)))


def _text(element: Element, start: int, document: Document) -> str:
    return document.slice(element.span.down(start))


def _words(text: str) -> tuple[str, ...]:
    """The words, without case, mark-up, punctuation, and what only looks different (Unicode's NFKC, UAX #15).

    What has no words, such as an emoji, counts as it stands.
    """
    found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("_", " "))
    return tuple(found or text.split())
