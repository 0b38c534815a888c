"""Whether a text names a control: something that stops, notices or limits harm."""

from __future__ import annotations

import re
from functools import cache

from forewarn.catalog.source import read

_SENTENCE = re.compile(r"[.;!?]\s+|\n+")


def control_in(text: str) -> str:
    """Give the control that `text` says is there, in its own words; empty if it names none, or only wishes for one.

    >>> control_in("The network is private; it is behind a firewall."), control_in("A firewall would cost too much.")
    ('firewall', '')
    """
    for sentence in _SENTENCE.split(text):
        found = _words("controls").search(sentence)
        # A control's own words ("not reachable", "no ...") are taken out before the sentence is searched for doubts.
        if found and not _words("unless").search(_words("controls").sub(" ", sentence)):
            return found[0]
    return ""


def tells_what_is_done(heading: str, text: str) -> bool:
    """Whether `text`, a risk below `heading`, says itself what is done about it, as is usual under such headings.

    >>> tells_what_is_done("Risks and mitigations", "A card is lent twice. The desk will reject it; we will log that.")
    True
    >>> tells_what_is_done("Threats", "Nobody can prevent that.")
    False
    """
    return promises_answers(heading) and _words("done").search(text) is not None


def promises_answers(heading: str) -> bool:
    """Whether a heading says that what is done about risks stands with them: "Risks and mitigations"."""
    return _words("both").search(heading) is not None


def says_what_is_done(text: str) -> bool:
    """Whether a sentence of `text`, which tells a threat, says what the system does about it.

    >>> says_what_is_done("A card is lent twice. The desk rejects the second loan.")
    True
    >>> says_what_is_done("An attacker rejects the loan. The desk is not protected by a lock.")
    False
    """
    return any(
        _words("answering").search(sentence) is not None and _words("doubting").search(sentence) is None
        for sentence in _SENTENCE.split(text)
    )


@cache
def _words(part: str) -> re.Pattern[str]:
    phrases = sorted(read("control-words").texts(part), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])", re.IGNORECASE)
