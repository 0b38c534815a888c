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
    Row("keystroke in a name, p95", "reference", "p95"),
    Row("last key of a burst to diagnostics, p50", "burst", "p50"),
    Row("publishes per burst of 20 keys", "burst", "publishes_per_burst"),
    Row("completion, p95", "completion", "p95"),
    Row("hover, p95", "hover", "p95"),
    Row("start to first diagnostics, p50", "cold", "p50"),
    Row("open to diagnostics, p50", "open", "p50"),
    Row("resident memory after opening, MiB", "memory_open", "rss"),
)

# What performance.md of the design asks for, by file and row label; "peer" where the peer of the same run is the mark.
BUDGETS: dict[str, dict[str, float | str]] = {
    "YAML 500": {"keystroke to diagnostics, p95": 5},
    "YAML 5,000": {
        "keystroke to diagnostics, p50": 5,
        "keystroke to diagnostics, p95": 10,
        "keystroke to diagnostics, p99": 20,
        "keystroke in a name, p95": 10,
        "completion, p95": 10,
        "hover, p95": 5,
        "start to first diagnostics, p50": "peer",
        "open to diagnostics, p50": 150,
        "resident memory after opening, MiB": 70,
    },
    "YAML 50,000": {
        "keystroke to diagnostics, p95": 50,
        "keystroke in a name, p95": 50,
        "start to first diagnostics, p50": "peer",
    },
    "Markdown 1,000": {"keystroke to diagnostics, p95": 10, "keystroke in a name, p95": 10},
    "Markdown 5,000": {"keystroke to diagnostics, p95": 20, "keystroke in a name, p95": 20},
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What was measured on one file, `YAML 500` say: forewarn, and the peer where it can do the same work."""

    file: str
    ours: Measures
    peers: Measures | None


def table(pairs: list[Pair]) -> str:
    """The run as a Markdown table. `×` says how many times longer (or larger) the peer is."""
    out = ["| file, lines | measure | forewarn | peer | × | budget | held |", "|---|---|---|---|---|---|---|"]
    for pair in pairs:
        budgets = BUDGETS.get(pair.file, {})
        for row in ROWS:
            mine = pair.ours.get(row.group, {}).get(row.key)
            theirs = (pair.peers or {}).get(row.group, {}).get(row.key)
            if mine is None and theirs is None:
                continue
            budget = budgets.get(row.label)
            mark = theirs if budget == "peer" else budget
            held = "" if mark is None or mine is None else "yes" if mine <= float(mark) else "**no**"
            ratio = f"{theirs / mine:.1f}" if mine and theirs else ""
            cells = (pair.file, row.label, _number(mine), _number(theirs), ratio, _number(budget), held)
            out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out)


def _number(value: float | str | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else f"{value:.1f}" if value < 100 else f"{value:,.0f}"
