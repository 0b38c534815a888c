"""Settings that are right each by itself and contradict each other: what is said about them, and what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from forewarn import catalog
from forewarn.catalog.words import folded
from forewarn.model.configuration.ages import USUAL_AGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forewarn.dialects.configuration.validate import Value
    from forewarn.syntax.toml.places import Path

Table: TypeAlias = "dict[str, Value]"


class Wrong(NamedTuple):
    """A place below the table that was looked at, and what is wrong there."""

    path: Path
    message: str


def settled(name: str, table: Table) -> tuple[Table, list[Wrong]]:
    """The table of the setting `name` without what contradicts the rest of it, and what that is."""
    check = _CHECKS.get(name)
    return check(table) if check else (table, [])


def _scale(table: Table) -> tuple[Table, list[Wrong]]:
    """Words of which each means one step. A step whose name means another one needs a word of its own."""
    found: Table = {}
    wrong: list[Wrong] = []
    meant: dict[str, str] = {}
    named = {folded(name) for name, words in table.items() if words}
    lost = {folded(step.name) for step in catalog.sensitivities()} - named
    for name, words in table.items():
        right: list[str] = []
        for number, word in enumerate(cast("tuple[str, ...]", words)):
            key = folded(word)
            other = meant.setdefault(key, name)
            if other != name:
                wrong.append(Wrong((name, number), f"`{word}` is a word for `{other}` already. Which is meant?"))
            elif key in lost and key != folded(name):
                message = f"`{word}` is the name of a step itself. Which word stands for that one?"
                wrong.append(Wrong((name, number), message))
            else:
                right.append(word)
        found[name] = tuple(right)
    return found, wrong


def _ages(table: Table) -> tuple[Table, list[Wrong]]:
    """Ages of which none is longer than that of what needs less."""
    said = {name: days for name in USUAL_AGES if isinstance(days := table.get(name), int)}
    wrong = [
        Wrong(
            (more,),
            f"What needs a {more} model would be looked at after {said[more]} days, and what needs a {less} one after "
            f"{said[less]}. Which of the two is meant?",
        )
        for more, less in _too_long([*said][::-1], said)
    ]
    return {name: value for name, value in table.items() if all(one.path != (name,) for one in wrong)}, wrong


def _acceptance(table: Table) -> tuple[Table, list[Wrong]]:
    """Limits of which none is longer than that of a milder severity."""
    found = {name: dict(cast("Table", record)) for name, record in table.items()}
    wrong: list[Wrong] = []
    order = [step.name for step in catalog.severities() if step.name in found]
    said = {name: days for name in order if isinstance(days := found[name].get("max-days"), int)}
    for graver, milder in _too_long([*said], said):
        message = (
            f"A {graver} threat might be accepted for {said[graver]} days, and a {milder} one for {said[milder]}. "
            "Which of the two is meant?"
        )
        wrong.append(Wrong((graver, "max-days"), message))
        del found[graver]["max-days"]
    return dict(found), wrong


def _too_long(order: list[str], days: Mapping[str, int]) -> list[tuple[str, str]]:
    """Those with more days than one that stands before them in `order`, each with that one."""
    found: list[tuple[str, str]] = []
    least = ""
    for name in order:
        if least and days[name] > days[least]:
            found.append((name, least))
        else:
            least = name
    return found


_CHECKS: Mapping[str, Callable[[Table], tuple[Table, list[Wrong]]]] = {
    "sensitivity": _scale,
    "review-ages": _ages,
    "acceptance": _acceptance,
}
