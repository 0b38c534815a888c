"""The rules that hold for a model: forewarn's, and those of the organisation that its configuration names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from forewarn.rules.registry import all_rules, by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forewarn.model.kinds import Kind
    from forewarn.rules.rule import Rule


@dataclass(frozen=True, eq=False)
class Book:
    """All rules of one configuration.

    `own` are those of the organisation that count. `defined_in` tells by code and by name in which item (by its serial)
    a rule is defined first, whether it is sound or not. `missing` are rule files, as written, that are not there.
    """

    own: tuple[Rule, ...] = ()
    defined_in: Mapping[str, int] = field(default_factory=dict[str, int])
    missing: frozenset[str] = frozenset()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule: forewarn's by code, then the organisation's as it lists them."""
        return (*all_rules(), *self.own)

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        """Rules by code and by name."""
        return {**{key: rule for rule in self.own for key in (rule.code, rule.name)}, **by_code()}

    def codes(self, names: Iterable[str]) -> frozenset[str]:
        """The codes of rules, given by code or name; what no rule is called is left out."""
        return frozenset(self.by_name[name].code for name in names if name in self.by_name)

    @cached_property
    def by_kind(self) -> Mapping[Kind, tuple[Rule, ...]]:
        """The organisation's rules by the kind of element that they look at."""
        found: dict[Kind, tuple[Rule, ...]] = {}
        for rule in self.own:
            for kind in rule.kinds:
                found[kind] = (*found.get(kind, ()), rule)
        return found


NO_OWN_RULES = Book()
"""Where an organisation has no rules of its own."""
