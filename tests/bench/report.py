"""The table of a run: every measure of both servers, their ratio, and the budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.driver import Measures


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: where lspbench keeps it, and what it is called. Times in milliseconds, memory in MiB."""

    label: str
    group: str
    key: str


ROWS = (
    Row("keystroke to diagnostics, p50", "edit", "p50"),
    Row("keystroke to diagnostics, p95", "edit", "p95"),
    Row("keystroke to diagnostics, p99", "edit", "p99"),
    Row("keystroke in a reference, p95", "reference", "p95"),
    Row("last key of a burst to diagnostics, p50", "burst", "p50"),
    Row("publishes per burst of 20 keys", "burst", "publishes_per_burst"),
    Row("completion, p95", "completion", "p95"),
    Row("hover, p95", "hover", "p95"),
    Row("start to first diagnostics, p50", "cold", "p50"),
    Row("open to diagnostics, p50", "open", "p50"),
    Row("resident memory after opening, MiB", "memory_open", "rss"),
)

# What performance.md of the design asks for, by lines and row label; "peer" where the peer of the same run is the mark.
BUDGETS: dict[int, dict[str, float | str]] = {
    500: {"keystroke to diagnostics, p95": 5},
    5_000: {
        "keystroke to diagnostics, p50": 5,
        "keystroke to diagnostics, p95": 10,
        "keystroke to diagnostics, p99": 20,
        "keystroke in a reference, p95": 10,
        "completion, p95": 10,
        "hover, p95": 5,
        "start to first diagnostics, p50": "peer",
        "open to diagnostics, p50": 150,
        "resident memory after opening, MiB": 70,
    },
    50_000: {
        "keystroke to diagnostics, p95": 50,
        "keystroke in a reference, p95": 50,
        "start to first diagnostics, p50": "peer",
    },
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What was measured at one size: forewarn, and the peer unless it was left out."""

    lines: int
    ours: Measures
    peers: Measures | None


def table(pairs: list[Pair]) -> str:
    """The run as a Markdown table. `×` says how many times longer (or larger) the peer is."""
    out = ["| lines | measure | forewarn | peer | × | budget | held |", "|---|---|---|---|---|---|---|"]
    for pair in pairs:
        budgets = BUDGETS.get(pair.lines, {})
        for row in ROWS:
            mine = pair.ours.get(row.group, {}).get(row.key)
            theirs = (pair.peers or {}).get(row.group, {}).get(row.key)
            if mine is None and theirs is None:
                continue
            budget = budgets.get(row.label)
            mark = theirs if budget == "peer" else budget
            held = "" if mark is None or mine is None else "yes" if mine <= float(mark) else "**no**"
            ratio = f"{theirs / mine:.1f}" if mine and theirs else ""
            cells = (f"{pair.lines:,}", row.label, _number(mine), _number(theirs), ratio, _number(budget), held)
            out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out)


def _number(value: float | str | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else f"{value:.1f}" if value < 100 else f"{value:,.0f}"
