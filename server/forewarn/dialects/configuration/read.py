"""A configuration, read: one item that holds its problems and the rules it names, and the settings that are right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from forewarn.dialects.configuration.build import built
from forewarn.dialects.configuration.names import is_meant, is_shared
from forewarn.dialects.configuration.validate import Validation
from forewarn.model.configuration.settings import settings
from forewarn.model.reading import Item, Part, Reading, new_serial
from forewarn.syntax.problem import ProblemKind
from forewarn.syntax.toml import reader
from forewarn.syntax.toml.reader import Toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.model.configuration import Configuration
    from forewarn.syntax.toml.places import Path
    from forewarn.text.document import Document

DIALECT = "configuration"
_TABLE: Path = ("tool", "forewarn")
IN_FILES_ALONE = ("policy", "own-rules")
"""What a model cannot decide for itself, and no editor for a repository."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The settings that are right; None where the text is no TOML."""

    configuration: Configuration | None


def read(document: Document, path: str) -> Reading:
    """Read a configuration. Never raises. In a `pyproject.toml` only our own table is looked at."""
    item = Item(new_serial(), len(document.lines))
    toml = reader.read(document)
    below = _TABLE if is_shared(path) else ()
    configuration: Configuration | None = None
    if toml.problem is not None:
        said = "Nothing in this file counts until that is mended; an editor goes on with what it read before."
        problem = toml.problem
        if problem.kind is ProblemKind.SYNTAX:
            problem = replace(problem, kind=ProblemKind.SETTING, message=f"{problem.message} {said}")
        if is_meant(path, document):
            item = replace(item, problems=(problem,))
    else:
        validation = Validation(toml, below)
        values = validation.run(_table(toml.values, below))
        configuration = built(values)
        problems = tuple(sorted(validation.problems, key=lambda one: one.span))
        rules = tuple(sorted(validation.rules, key=lambda one: one.span))
        item = replace(item, problems=problems, rules=rules, files=tuple(validation.files))
    return Reading(document, DIALECT, (Part(DIALECT, "", (item,), (0,)),), kept=_Kept(configuration))


def read_values(values: Mapping[str, object]) -> tuple[Configuration, tuple[str, ...]]:
    """The settings that an editor holds, as values in place of a text, and what is wrong with them, in words.

    What is not forewarn's is left out: an editor has settings of its own under the same name.
    """
    said = {name: value for name, value in values.items() if name in settings() and name not in IN_FILES_ALONE}
    validation = Validation(Toml(said), (), editor=True)
    configuration = built(validation.run(said))
    return configuration, tuple(problem.message for problem in validation.problems)


def configuration_of(reading: Reading) -> Configuration | None:
    """The settings of a file that this dialect read; None where it is no TOML."""
    return reading.kept.configuration if isinstance(reading.kept, _Kept) else None


def _table(values: Mapping[str, object], path: Path) -> object:
    found: object = values
    for name in path:
        if not isinstance(found, dict):
            return {}
        found = cast("dict[object, object]", found).get(name, {})
    return found
