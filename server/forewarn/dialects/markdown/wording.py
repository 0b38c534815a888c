"""What words sound like: attack, security, somebody who acts, a statement rather than a name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from forewarn import catalog
from forewarn.catalog.source import read
from forewarn.dialects.markdown.vocabulary import ASIDE, FILE, folded
from forewarn.syntax.markdown.inline import plain
from forewarn.syntax.markdown.sentences import cut


@cache
def _agents() -> frozenset[str]:
    return frozenset(read(FILE).texts("agents"))


_FIRST = re.compile(
    r"\s+(?:with|without|who|that|on|in|at|of|from|against|between|via|through|by|whose)\s|[:(,;]|\s[-–—]\s|—"
)


@lru_cache(maxsize=2048)
def names_somebody(title: str) -> bool:
    """Whether a title names somebody who acts, rather than something that happens."""
    head = _FIRST.split(plain(title), maxsplit=1)[0] or title
    parts = folded(head).split()
    return bool(parts) and (
        parts[-1] in _agents()
        or parts[0] in _agents()
        or (catalog.is_hostile_name(head) and parts[-1].endswith(("er", "or")))
    )


@lru_cache(maxsize=2048)
def tells_capabilities(lead: str) -> bool:
    """Whether a line before a list says that somebody is able to do what follows."""
    words = folded(lead.rstrip(": "))
    return any(words == phrase or words.endswith(f" {phrase}") for phrase in read(FILE).texts("capabilities"))


@lru_cache(maxsize=2048)
def tells_attempt(item: str) -> bool:
    """Whether an item says what somebody goes for: "tries to read the mail"."""
    return folded(item).startswith(tuple(f"{phrase} " for phrase in read(FILE).texts("attempts")))


@lru_cache(maxsize=2048)
def tells_no_measure(text: str) -> bool:
    """Whether the first sentence of what stands among mitigations is none: a question, "It depends", out of scope."""
    first = next(cut(text), None)
    shown = plain(text[first.start : first.end]) if first is not None else ""
    words, known = folded(ASIDE.split(shown, maxsplit=1)[0]), read(FILE).record("no-measures")
    begins = any(f"{words} ".startswith(f"{phrase} ") for phrase in known.texts("beginning"))
    return begins or shown.rstrip("*_ ").endswith("?") or any(phrase in words for phrase in known.texts("anywhere"))


@lru_cache(maxsize=1024)
def is_remark(label: str) -> bool:
    """Whether a label among mitigations leads to a remark on them: "Backward compatibility"."""
    return folded(label) in read(FILE).record("no-measures").texts("remarks")


@lru_cache(maxsize=2048)
def names_defence(text: str) -> bool:
    """Whether a text names a defence with its first words, and no attack: "Protection against theft"."""
    words = f" {folded(text)} "
    return " anti " in words or words[1:].startswith(tuple(f"{phrase} " for phrase in read(FILE).texts("defending")))


@lru_cache(maxsize=1024)
def speaks_of_plans(heading: str) -> bool:
    """Whether the mitigations below a heading are plans: "Security roadmap"."""
    words = f" {folded(heading)} "
    return any(f" {phrase} " in words for phrase in read(FILE).texts("plan-words"))


@lru_cache(maxsize=2048)
def names_what_is_left(lead: str) -> bool:
    """Whether a line before a list calls what follows concerns, weaknesses or the like, and says nothing else."""
    return folded(lead.rstrip(": ")).endswith(read(FILE).texts("left-over"))


@lru_cache(maxsize=2048)
def leads_to_remarks(lead: str) -> bool:
    """Whether a line before a list leads to reasons, steps or people, rather than to elements."""
    words, known = folded(lead.rstrip(": ")), read(FILE).record("remarks-follow")
    return words.endswith(known.texts("ending")) or any(f"{one} " in f"{words} " for one in known.texts("story"))


@lru_cache(maxsize=2048)
def begins_with_measure(item: str) -> bool:
    """Whether an item tells somebody to do something that protects: "Validate the names of files"."""
    return f"{folded(item)} ".startswith(tuple(f"{verb} " for verb in read(FILE).texts("measures")))


@lru_cache(maxsize=2048)
def leads_to_parts(lead: str) -> bool:
    """Whether a line before a list says that something is made up of what follows."""
    return folded(lead.rstrip(": ")).endswith(read(FILE).texts("parts-follow"))


@cache
def _stems(key: str) -> re.Pattern[str]:
    """Finds a word of the list `key` in folded words."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, read(FILE).texts(key))) + ")")


@lru_cache(maxsize=2048)
def sounds_hostile(text: str) -> bool:
    """Whether a text speaks of attack."""
    return _stems("attack-words").search(folded(text)) is not None


@lru_cache(maxsize=2048)
def is_about_security(text: str) -> bool:
    """Whether a risk is one to security, by any of its words."""
    return _stems("security-stems").search(plain(text).casefold().replace("-", " ")) is not None


@cache
def _statements() -> re.Pattern[str]:
    """Finds what makes words a statement: how they begin, or a verb that does not belong to "which" or "whose"."""
    words = read(FILE).record("statements")
    beginning, verbs, linking = ("|".join(map(re.escape, words.texts(n))) for n in ("beginning", "verbs", "linking"))
    return re.compile(rf"(?:{beginning})\b|(?:(?!\b(?:{linking})\b).)+\b(?:{verbs})\b")


@lru_cache(maxsize=2048)
def states(text: str) -> bool:
    """Whether a text states something ("The API does not check …", "No telemetry") rather than naming a thing."""
    return _statements().match(folded(ASIDE.split(text, maxsplit=1)[0])) is not None


@lru_cache(maxsize=2048)
def speaks_of_threats(heading: str) -> bool:
    """Whether a heading holds a word for threats that documents about other things do not use for theirs."""
    return _stems("threat-words").search(folded(heading)) is not None


@lru_cache(maxsize=2048)
def speaks_of_security(heading: str) -> bool:
    """Whether a heading says that what stands below it is about security, whatever the document is about."""
    return _stems("security-words").search(folded(heading)) is not None


@lru_cache(maxsize=2048)
def speaks_of_controls(heading: str) -> bool:
    """Whether a heading holds a word for controls that documents about other things do not use for theirs."""
    return _stems("control-words").search(folded(heading)) is not None


@lru_cache(maxsize=2048)
def summarises(heading: str) -> bool:
    """Whether a heading says that what stands below is told elsewhere in full: "Threat summary"."""
    return bool(set(folded(heading).split()) & set(read(FILE).texts("summary-words")))


def names_both(heading: str) -> bool:
    """Whether a heading announces threats with what is done about them: "Threats and controls"."""
    return speaks_of_threats(heading) and speaks_of_controls(heading)
