"""A configuration against the settings that there are: strictly, each problem at its place.

What is wrong is left out, and the rest counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from forewarn.dialects.configuration.agreement import settled
from forewarn.model.configuration.settings import Keys, Setting, Shape, component_types, known_keys, settings
from forewarn.model.elements import Text
from forewarn.model.reading import RuleName, RuleRole
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.text.position import NOWHERE, Position, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.syntax.toml.places import Path
    from forewarn.syntax.toml.reader import Toml

Value: TypeAlias = "str | int | bool | tuple[str, ...] | dict[str, Value]"
_WANTED = {
    Shape.TEXT: "a text in quotes",
    Shape.FLAG: "true or false",
    Shape.DAYS: "a number of days, 1 or more",
    Shape.CHOICE: "a text in quotes",
    Shape.RULES: 'a list of rules, ["FW201", "unknown-key"]',
    Shape.GLOBS: 'a list of patterns, ["docs/old/"]',
    Shape.FILES: 'a list of files, ["security/rules.yaml"]',
    Shape.TEXTS: 'a list of texts, ["one", "another"]',
    Shape.COMPONENT_TYPES: "a list of types of components",
    Shape.RECORD: "a table",
    Shape.TABLE: "a table",
}


_MANY = 10**15
_ACCEPTANCE, _ACCEPTED_BY = "acceptance", "FW205"
"""The policy of acceptances, and the rule that speaks for it."""


class Validation:
    """One look at one configuration, a file or the settings of an editor.

    `problems`, `rules` and `files` (those it names) are filled by `run`.
    """

    def __init__(self, toml: Toml, table: Path, *, editor: bool = False) -> None:
        self._toml = toml
        self._table = table
        self._editor = editor
        self.problems: list[Problem] = []
        self.rules: list[RuleName] = []
        self.files: list[Text] = []

    def run(self, values: object) -> dict[str, Value]:
        """The settings that are right. `values` are those below the table that is ours."""
        table = _mapping(values)
        if table is None:
            self._wrong(self._table, "Here stands a table with forewarn's settings, or nothing.")
            return {}
        return self._record(table, settings(), self._table)

    # -- tables
    def _record(self, table: Mapping[str, object], fields: Mapping[str, Setting], path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, value in table.items():
            setting = fields.get(name)
            if setting is None:
                where = f" in `{path[-1]}`" if len(path) > len(self._table) else ""
                self._wrong_key((*path, name), f"There is no setting `{name}`{where}.", name, tuple(fields))
                continue
            if setting.editors and not self._editor:
                here = "Each person chooses it in their own editor; here it does not count."
                self._wrong_key((*path, name), f"`{name}` is a setting of editors. {here}", "", ())
                continue
            checked = self._value(value, setting, (*path, name))
            if checked is not None:
                found[name] = checked
        return found

    def _entries(self, table: Mapping[str, object], setting: Setting, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, value in table.items():
            of = setting.of
            if of is None or not self._is_key(name, setting, (*path, name)):
                continue
            checked = self._value(value, of, (*path, name))
            if checked is None:
                continue
            found[name] = checked
            if setting.keys is Keys.RULE:
                silent = checked == "off"
                self._name(name, self._key_span((*path, name)), RuleRole.SILENT if silent else RuleRole.SPEAKS)
        return found

    def _is_key(self, name: str, setting: Setting, path: Path) -> bool:
        if setting.keys is Keys.GLOB:
            return self._is_glob(name, self._key_span(path))
        known = known_keys(setting.keys) if setting.keys else ()
        if known and name not in known:
            what = "mitigation of the catalogue" if setting.keys is Keys.MITIGATION_TYPE else "severity"
            self._wrong_key(path, f"`{name}` is no {what}.", name, known)
            return False
        return True

    # -- values
    def _value(self, value: object, setting: Setting, path: Path) -> Value | None:
        """The value as it counts; None, and a problem, where it is of another shape."""
        match setting.shape:
            case Shape.RECORD | Shape.TABLE:
                table = _mapping(value)
                if table is None:
                    return self._misshapen(setting, path)
                record = setting.shape is Shape.RECORD
                if setting.some and not table:
                    known = " or ".join(f"`{name}`" for name in setting.fields)
                    return self._wrong_key(path, f"`{path[-1]}` says nothing yet: write {known}.", "", ())
                read = self._record(table, setting.fields, path) if record else self._entries(table, setting, path)
                if setting.name == _ACCEPTANCE and read:
                    self._name(_ACCEPTED_BY, self._key_span(path), RuleRole.PROTECTED)
                return self._agreed(setting, path, read)
            case Shape.TEXT:
                if isinstance(value, str) and not value.strip():
                    return self._wrong(path, f"`{path[-1]}` says nothing yet.")
                return value if isinstance(value, str) else self._misshapen(setting, path)
            case Shape.FLAG:
                return value if isinstance(value, bool) else self._misshapen(setting, path)
            case Shape.DAYS:
                return self._days(value, setting, path)
            case Shape.CHOICE:
                if not isinstance(value, str):
                    return self._misshapen(setting, path)
                if value not in setting.choices:
                    return self._unknown_word(path, value, setting.choices, f"`{value}` is nothing that stands here.")
                return value
            case _:
                return self._list(value, setting, path)

    def _days(self, value: object, setting: Setting, path: Path) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            return self._misshapen(setting, path)
        if setting.most is not None and value > setting.most:
            years = setting.most // 365
            self._wrong(path, f"`{path[-1]}` is {_brief(value)} days, more than {years} years. How many are meant?")
            return None
        return value

    def _agreed(self, setting: Setting, path: Path, table: dict[str, Value]) -> dict[str, Value]:
        """A table whose entries agree with each other."""
        found, wrong = settled(setting.name, table)
        for one in wrong:
            self._wrong((*path, *one.path), one.message)
        return found

    def _list(self, value: object, setting: Setting, path: Path) -> tuple[str, ...] | None:
        if not isinstance(value, list):
            return self._misshapen(setting, path)
        if setting.some and not value:
            return self._wrong(path, f"`{path[-1]}` names nobody. Who is it?")
        found: list[str] = []
        for number, one in enumerate(cast("list[object]", value)):
            here = (*path, number)
            if not isinstance(one, str) or not one.strip():
                self._wrong(here, f"Here stands {_WANTED[setting.shape]}.")
            elif setting.shape is Shape.RULES:
                role = RuleRole.SPEAKS if path[-1] == "select" else RuleRole.SILENT
                role = RuleRole.PROTECTED if path[-1] == "protected" else role
                self._name(one, self._value_span(here), role)
                found.append(one)
            elif setting.shape is Shape.GLOBS:
                if self._is_glob(one, self._value_span(here)):
                    found.append(one)
            elif setting.shape is Shape.FILES:
                if self._is_file(one, self._value_span(here)):
                    found.append(one)
            elif setting.shape is Shape.COMPONENT_TYPES and one not in component_types():
                self._unknown_word(here, one, component_types(), f"`{one}` is no type of component.")
            else:
                found.append(one)
        return tuple(found)

    def _is_glob(self, written: str, span: Span) -> bool:
        """Whether the pattern can name files in the folder of the configuration or below."""
        problem = ""
        if ".." in written.split("/"):
            problem = f"`{written}` leads out of this folder. Only files in it and below it can be meant."
        elif not written.strip() or "\0" in written:
            problem = "Here stands a pattern of files, like `docs/old/` or `*.yaml`."
        if problem:
            self.problems.append(Problem(ProblemKind.SETTING, span, problem))
        return not problem

    def _is_file(self, written: str, span: Span) -> bool:
        """Whether the path can name one file with rules in the folder of the configuration or below."""
        problem = ""
        if ".." in written.split("/") or written.startswith("/"):
            problem = f"`{written}` leads out of this folder. Only files in it and below it can be meant."
        elif not written.endswith((".yaml", ".yml", ".json")) or any(sign in written for sign in "*?[\\\0"):
            problem = "Here stands one file with rules, in YAML: `security/rules.yaml`."
        if problem:
            self.problems.append(Problem(ProblemKind.SETTING, span, problem))
        else:
            self.files.append(Text(written, span))
        return not problem

    def _name(self, name: str, span: Span, role: RuleRole) -> None:
        self.rules.append(RuleName(name, span, role))

    # -- problems
    def _misshapen(self, setting: Setting, path: Path) -> None:
        self._wrong(path, f"`{path[-1]}` is {_WANTED[setting.shape]}.")

    def _unknown_word(self, path: Path, word: str, known: tuple[str, ...], message: str) -> None:
        span = self._value_span(path)
        self.problems.append(Problem(ProblemKind.SETTING, span, message, word=word, known=known))

    def _wrong(self, path: Path, message: str) -> None:
        place = self._toml.places.get(path)
        span = place.value if place else NOWHERE
        if place and span.start.line != span.end.line:
            span = place.key
        self.problems.append(Problem(ProblemKind.SETTING, span, message))

    def _wrong_key(self, path: Path, message: str, word: str, known: tuple[str, ...]) -> None:
        span = self._key_span(path)
        self.problems.append(Problem(ProblemKind.SETTING, span, message, word=word, known=known))

    def _key_span(self, path: Path) -> Span:
        place = self._toml.places.get(path)
        return _without_quotes(place.key, str(path[-1])) if place else NOWHERE

    def _value_span(self, path: Path) -> Span:
        place = self._toml.places.get(path)
        if place is None:
            return NOWHERE
        value = self._at(path)
        return _without_quotes(place.value, value) if isinstance(value, str) else place.value

    def _at(self, path: Path) -> object:
        found = cast("object", self._toml.values)
        for step in path:
            if isinstance(found, dict):
                found = cast("dict[object, object]", found).get(step)
            elif isinstance(found, list) and isinstance(step, int):
                found = cast("list[object]", found)[step]
        return cast("object", found)


def _brief(number: int) -> str:
    """A number, as far as anybody reads it."""
    return f"{number:,}" if number < _MANY else "very many"


def _mapping(value: object) -> Mapping[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _without_quotes(span: Span, text: str) -> Span:
    """The characters between the quotes, where the text stands between simple ones as it is."""
    (line, start), end = span
    if end.line == line and end.column - start == len(text) + 2:
        return Span(Position(line, start + 1), Position(line, end.column - 1))
    return span
