"""All rules, found by looking through the folders of their families. Adding a file adds a rule."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from forewarn import rules
from forewarn.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.model.kinds import Kind


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code. A module of a family is a rule if it has a `RULE`."""
    found: list[Rule] = []
    for family in pkgutil.iter_modules(rules.__path__, "forewarn.rules."):
        if not family.ispkg:
            continue
        package = importlib.import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__, f"{family.name}."):
            rule = getattr(importlib.import_module(module.name), "RULE", None)
            if isinstance(rule, Rule):
                found.append(rule)
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def by_code() -> Mapping[str, Rule]:
    """Rules by code and by name."""
    return {key: rule for rule in all_rules() for key in (rule.code, rule.name)}


@cache
def for_kind(kind: Kind) -> tuple[Rule, ...]:
    """The rules that look at elements of this kind."""
    return tuple(rule for rule in all_rules() if rule.check and kind in rule.kinds)


@cache
def for_items() -> tuple[Rule, ...]:
    """The rules that look at whole items: at what could not be read, and at rules that are named."""
    return tuple(rule for rule in all_rules() if rule.read or rule.named)


@cache
def for_prose() -> tuple[Rule, ...]:
    """The rules that look at sentences."""
    return tuple(rule for rule in all_rules() if rule.prose)
