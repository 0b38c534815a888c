"""Which rules of its own an organisation has for a file: those of the rule files that its configuration names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.rules.book import NO_OWN_RULES, Book
from forewarn.workspace.files import absolute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forewarn.model.own_rules import Defined, OwnRule
    from forewarn.rules.rule import Rule

MOST_FILES = 20
"""So many rule files of one configuration are read."""


@dataclass(slots=True)
class OwnRules:
    """What was read of rule files.

    `named_by` gives the paths that a configuration names, `look` the files that such a path means, `there` reads one
    and tells whether it can be read.
    """

    named_by: Callable[[str], tuple[str, ...]]
    look: Callable[[str, str], tuple[str, ...]]
    there: Callable[[str], bool]
    _defined: dict[str, tuple[Defined, ...]] = field(default_factory=dict[str, "tuple[Defined, ...]"])
    _good: dict[str, dict[str, OwnRule]] = field(default_factory=dict[str, "dict[str, OwnRule]"])
    _books: dict[str, Book] = field(default_factory=dict[str, Book])
    _fresh: set[str] = field(default_factory=set[str])
    stirred: bool = False
    """Whether anything came that may have changed a book since somebody looked."""
    settled: bool = False
    """Whether nothing that is read changes them."""

    def as_they_are(self) -> OwnRules:
        """These rules, whatever is read from now on."""
        return replace(self, settled=True)

    def forget(self) -> None:
        """Look again from now on: a configuration changed, or files came or went."""
        self._fresh.clear()
        self.stirred = True

    def keep(self, path: str, defined: tuple[Defined, ...]) -> None:
        """A rule file was read. A rule that is broken now stays in force as it was when it was last sound."""
        if self.settled:
            return
        before = self._good.get(path, {})
        good: dict[str, OwnRule] = {}
        for one in defined:
            rule = one.rule or before.get(one.code)
            if rule is not None:
                good.setdefault(one.code, rule)
        self._good[path] = good
        self._defined[path] = defined
        self.forget()

    def drop(self, path: str) -> None:
        """What was read of the file counts no more, nor what was sound in it."""
        if self.settled:
            return
        self._good.pop(path, None)
        self._defined.pop(path, None)
        self.forget()

    def files_of(self, home: str) -> dict[str, tuple[str, ...]]:
        """The rule files that a configuration names, by the path as written."""
        return {written: self.look(home, written) for written in self.named_by(home)[:MOST_FILES]}

    def candidates(self) -> tuple[str, ...]:
        """Where the rule files of the configurations that count may lie, whether they are there or not."""
        return tuple(
            absolute(f"{Path(home).parent}/{written}") for home in self._books for written in self.named_by(home)
        )

    def book(self, home: str | None, path: str = "") -> Book:
        """The rules that a configuration brings. Where nothing changed it is the same object.

        A rule file `path` that no configuration names is judged by itself.
        """
        if path in self._defined and (home is None or all(path not in one for one in self.files_of(home).values())):
            return self._kept(path, lambda: self._made((path,), path, frozenset()))
        if home is None:
            return NO_OWN_RULES
        return self._kept(home, lambda: self._of_configuration(home))

    def _kept(self, key: str, make: Callable[[], Book]) -> Book:
        if key not in self._fresh:
            self._fresh.add(key)
            before, now = self._books.get(key, NO_OWN_RULES), make()
            same = (before.own, before.defined_in, before.missing) == (now.own, now.defined_in, now.missing)
            self._books[key] = before if same else now
        return self._books[key]

    def _of_configuration(self, home: str) -> Book:
        named = self.files_of(home)
        if not named:
            return NO_OWN_RULES
        readable = {written: tuple(filter(self.there, found)) for written, found in named.items()}
        files = dict.fromkeys(file for found in readable.values() for file in found)
        self._fresh.add(home)  # reading a file begins anew
        return self._made(files, home, frozenset(written for written, found in readable.items() if not found))

    def _made(self, files: Iterable[str], home: str, missing: frozenset[str]) -> Book:
        from forewarn.rules.own import as_rule  # noqa: PLC0415 - few organisations have rules of their own

        own: dict[str, Rule] = {}
        defined_in: dict[str, int] = {}
        for path in files:
            good: Mapping[str, OwnRule] = self._good.get(path, {})
            for one in self._defined.get(path, ()):
                first = one.code not in defined_in
                rule = good.get(one.code)
                for name in (one.code, rule.name) if rule is not None else (one.code,):
                    defined_in.setdefault(name, one.item)
                if first and rule is not None:
                    own[one.code] = as_rule(rule, _relative(path, home))
        return Book(tuple(own.values()), defined_in, missing)


def _relative(path: str, home: str) -> str:
    folder = Path(home).parent
    return Path(path).relative_to(folder).as_posix() if Path(path).is_relative_to(folder) else path
