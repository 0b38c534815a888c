"""A rule that breaks costs its own findings, is logged once, and takes nobody along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forewarn.analysis import engine
from forewarn.rules.registry import by_code, for_kind
from tests.support.findings import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts
    from forewarn.model.kinds import Kind
    from forewarn.rules.rule import Finding, Rule

TEXT = "threats:\n  T1: {severity: low}\n  T2: {severity: high}\n"


def at_once(element: Element, facts: Facts) -> Iterable[Finding]:
    raise RuntimeError(element.id)


def on_the_way(element: Element, facts: Facts) -> Iterator[Finding]:
    yield from ()
    raise RuntimeError(element.id)


@pytest.mark.parametrize("check", [at_once, on_the_way])
def test_the_others_still_speak(
    check: Callable[[Element, Facts], Iterable[Finding]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = replace(by_code()["FW006"], code="FW999", check=check)

    def with_broken(kind: Kind) -> tuple[Rule, ...]:
        return (broken, *for_kind(kind))

    monkeypatch.setattr(engine, "for_kind", with_broken)
    monkeypatch.setattr(engine, "_broken", set[str]())
    assert [one.line for one in judge(TEXT).findings("FW004")] == [1, 2]
    assert [record.getMessage() for record in caplog.records] == ["rule FW999 broke; its findings are missing"]
