"""`python -m tests.bench`: the same work for both servers in one run, as a table and as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import documents, models, report
from tests.bench.driver import NoAnswerError, Work, load, measure
from tests.bench.servers import HERE, REPOSITORY, forewarn, peer
from tests.support.node import MissingError

OUT = HERE / "out"


def main() -> int:
    """Measure, print the table, write `out/bench.json`. Exit 2 where something needed is missing or fails."""
    options = _options()
    try:
        bench = load(options.shared)
        ours, theirs = forewarn(), None if options.no_peer else peer()
        pairs: list[report.Pair] = []
        for name, work in (*map(_yaml, options.lines), *map(_markdown, options.markdown)):
            mine = measure(bench, ours, work, short=options.short)
            other = theirs if work.language == "yaml" else None
            pairs.append(report.Pair(name, mine, measure(bench, other, work, short=options.short) if other else None))
            print(f"measured {name} lines", file=sys.stderr)
    except (MissingError, NoAnswerError) as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 2
    machine = _machine()
    print(f"{machine['date']}, {machine['cores']} cores, {machine['memory_gib']} GiB, Python {machine['python']}\n")
    print(report.table(pairs))
    results = {"machine": machine, "pairs": [{"file": p.file, "forewarn": p.ours, "peer": p.peers} for p in pairs]}
    (OUT / "bench.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    near = Path(os.environ.get("FOREWARN_SHARED") or REPOSITORY.parent / "shared")
    parser.add_argument("--shared", type=Path, default=near, help="the folder that holds bench/lspbench.py")
    parser.add_argument("--lines", type=int, nargs="+", default=[500, 5_000, 50_000], help="sizes of the YAML models")
    parser.add_argument("--markdown", type=int, nargs="*", default=[1_000, 5_000], help="sizes of the documents")
    parser.add_argument("--short", action="store_true", help="few rounds: only to see that it runs")
    parser.add_argument("--no-peer", action="store_true", help="measure forewarn alone")
    return parser.parse_args()


def _yaml(lines: int) -> tuple[str, Work]:
    text = models.make(lines)
    work = Work(
        _written(text, f"yaml-{lines}", "threat-model.yaml"),
        "yaml",
        models.middle_title(text),
        models.middle_reference(text),
    )
    return f"YAML {lines:,}", work


def _markdown(lines: int) -> tuple[str, Work]:
    text = documents.make(lines)
    work = Work(
        _written(text, f"markdown-{lines}", "THREAT_MODEL.md"),
        "markdown",
        documents.middle_prose(text),
        documents.middle_threat(text),
    )
    return f"Markdown {lines:,}", work


def _written(text: str, folder: str, name: str) -> Path:
    (OUT / folder).mkdir(parents=True, exist_ok=True)
    file = OUT / folder / name
    file.write_text(text, encoding="utf-8")
    return file


def _machine() -> dict[str, str | int]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count() or 0,
        "memory_gib": round(memory),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    sys.exit(main())
