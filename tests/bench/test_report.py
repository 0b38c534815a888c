"""The table says what was measured, beside what was asked for."""

from __future__ import annotations

from tests.bench.report import Pair, table


def test_ratios_and_budgets_stand_beside_the_figures() -> None:
    ours = {"edit": {"p95": 4.0}, "cold": {"p50": 900.0}}
    peers = {"edit": {"p95": 380.0}, "cold": {"p50": 600.0}}
    rows = table([Pair("YAML 5,000", ours, peers)]).splitlines()
    assert rows[2] == "| YAML 5,000 | keystroke to diagnostics, p95 | 4.0 | 380 | 95.0 | 10.0 | yes |"
    assert rows[3] == "| YAML 5,000 | start to first diagnostics, p50 | 900 | 600 | 0.7 | peer | **no** |"


def test_a_run_without_the_peer_shows_our_own_figures() -> None:
    rows = table([Pair("YAML 500", {"edit": {"p95": 9.0}}, None)]).splitlines()
    assert rows[2:] == ["| YAML 500 | keystroke to diagnostics, p95 | 9.0 | – |  | 5.0 | **no** |"]
