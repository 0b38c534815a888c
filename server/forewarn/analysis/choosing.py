"""What a configuration, and whoever asks, say about which rules speak and how loudly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.analysis.findings import Choice
from forewarn.rules.rule import Severity, Sureness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forewarn.model.configuration import Configuration
    from forewarn.rules.book import Book

OFF = "off"
"""What is written for a rule's severity where it is not to speak."""
QUESTIONS = {"guided": Severity.HINT, "self-serve": Severity.WARNING}
"""How questions about what is not said yet are shown, by profile; by others as the rules have it."""
PROSE = {"low": Sureness.LOW, "normal": Sureness.NORMAL, "high": Sureness.HIGH, OFF: None}
"""From which sureness on a finding about a sentence is shown, by `prose.sensitivity`."""
ACCEPTANCE = frozenset({"FW205"})
"""The rule that speaks for the policy of acceptances."""


def chosen(
    asked: Choice, configuration: Configuration, book: Book, here: Iterable[str] = (), profile: str = ""
) -> Choice:
    """What speaks in a file: as the configuration has it, except where somebody asks for something else.

    `asked` is what stands on the command line: a selection there stands in place of the configuration's, and speaks
    whatever the configuration silences; so does what is ignored there. `book` holds the rules that there are, `here`
    are those ignored in this file, `profile` is the one asked for.
    """
    codes = book.codes
    protected = codes(configuration.protected)
    severity = {code: word for name, word in configuration.severity.items() for code in codes((name,))}
    off = {code for code, word in severity.items() if word == OFF}
    silent = codes((*configuration.ignore, *here)) | off
    if asked.ignore:
        silent = codes(asked.ignore) | (off - protected)
    else:
        silent -= protected
    sensitivity = PROSE[configuration.prose]
    if sensitivity is None and asked.select:
        sensitivity = asked.sensitivity
    only = codes(configuration.select)
    only = only | protected if only and not asked.select else frozenset[str]()
    return Choice(
        asked.select,
        silent if asked.ignore else silent - codes(asked.select),
        only,
        protected,
        {code: Severity(word) for code, word in severity.items() if word != OFF},
        QUESTIONS.get(profile or configuration.profile),
        sensitivity,
        policy=ACCEPTANCE - codes(asked.ignore) if configuration.acceptance and not asked.select else frozenset(),
    )
