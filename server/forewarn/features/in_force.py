"""What is decided for a file, and by what: which rules are silent there or louder, and what an organisation settled.

Only what differs from what holds where nobody decides anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.analysis.choosing import ACCEPTANCE, OFF, QUESTIONS
from forewarn.analysis.stage import ASKED_OF_ALL
from forewarn.catalog import severities
from forewarn.model import defaults
from forewarn.model.configuration import NOTHING_SET
from forewarn.model.configuration.ages import USUAL_AGES, review_age
from forewarn.model.need import Level, need
from forewarn.rules.registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forewarn.analysis.engine import Analysis
    from forewarn.model.configuration import Configuration
    from forewarn.rules.book import Book
    from forewarn.workspace.workspace import Workspace

_USUAL_PROFILE = "observed"
_PLURAL = {"hint": "hints", "warning": "warnings"}
_WATCHFUL = {
    "low": "of sentences only what is most surely worth a look is shown",
    "high": "of sentences also what may well be nothing is shown",
    OFF: "nothing is said about sentences",
}


def in_force(workspace: Workspace, path: str) -> Iterator[str]:
    """What is decided for the file `path`, a sentence or a list to each line."""
    settings = workspace.settings_for(path)
    home = workspace.configuration_of(path)
    if home is not None and workspace.configurations.is_broken(home):
        known = workspace.configurations.is_known(home)
        yield f"the configuration is no TOML now: {'what was last right in it' if known else 'nothing in it'} counts"
    profile = workspace.profile or settings.profile
    if profile != _USUAL_PROFILE:
        yield f"profile {profile}: questions are shown as {_PLURAL[QUESTIONS[profile]]}"
    if settings.prose != NOTHING_SET.prose:
        yield f"prose {settings.prose}: {_WATCHFUL[settings.prose]} (`prose`)"
    yield from _rules(settings, workspace.book(path), workspace.configurations.ignored(path, home))
    yield from _decided(settings)
    for analysis in workspace.analyses(path):
        yield from _of_model(analysis)


def _rules(settings: Configuration, book: Book, here: Iterable[tuple[str, str]]) -> Iterator[str]:
    codes = book.codes
    protected = codes(settings.protected)
    silent = dict.fromkeys(sorted(codes(settings.ignore)), "`ignore`")
    silent |= {code: f"`ignore-in`, {glob}" for glob, rule in here for code in codes((rule,))}
    off = sorted(rule for rule, word in settings.severity.items() if word == OFF)
    silent |= dict.fromkeys(sorted(codes(off)), "`severity`")
    chosen = codes(settings.select)
    if chosen:
        yield f"only these rules speak: {', '.join(sorted(chosen | protected))} (`select`)"
    kept = ACCEPTANCE if settings.acceptance else frozenset[str]()
    left_out = [
        f"{code} ({why}{'; what policy asks is said' if code in kept else ''})"
        for code, why in silent.items()
        if code not in protected
    ]
    if left_out:
        yield f"silent: {', '.join(left_out)}"
    given = {rule: word for rule, word in settings.severity.items() if word != OFF and codes((rule,))}
    if given:
        told = sorted(f"{code} {word}" for rule, word in given.items() for code in codes((rule,)))
        yield f"shown otherwise: {', '.join(told)} (`severity`)"
    if protected:
        yield f"nobody silences: {', '.join(sorted(protected))} (`policy`)"


def _decided(settings: Configuration) -> Iterator[str]:
    for severity in (step.name for step in reversed(severities())):
        policy = settings.acceptance_of(severity)
        if policy is not None:
            who = " or ".join(policy.by) or "anybody"
            often = f" for {policy.max_days} days" if policy.max_days else ""
            yield f"{severity} threats are accepted by {who}{often} (`policy`, {min(ACCEPTANCE)})"
    if settings.scale.own:
        told = ", ".join(word if word == step else f"{word} ({step})" for word, step in settings.scale.words.items())
        yield f"sensitivities: {told}"
    if settings.review_ages:
        told = ", ".join(f"{level} {review_age(level, settings.review_ages)} days" for level in USUAL_AGES)
        yield f"a review is out of date after: {told} (FW602)"
    path = settings.paved_path
    if path is not None:
        brings = f" brings {', '.join(path.provides)}" if path.provides else " brings nothing yet"
        yield f"{path.called}{f' ({path.link})' if path.link else ''}{brings}"


def _of_model(analysis: Analysis) -> Iterator[str]:
    facts = analysis.whole.facts
    stage = defaults.stage(facts)
    if not analysis.index.header:
        return
    early = [rule.code for rule in all_rules() if stage.value in rule.not_at]
    if early:
        yield f"stage {stage.value}: {', '.join(early)} are silent"
    elif stage.value != "live":
        yield f"stage {stage.value}"
    known = need(analysis.index)
    yield f"need {known.level}: {' '.join(known.reasons)}"
    if known.level is Level.LIGHT:
        yield f"of a light model only {min(ASKED_OF_ALL)} to {max(ASKED_OF_ALL)} ask questions"
