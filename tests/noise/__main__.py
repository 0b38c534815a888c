"""`python -m tests.noise`: open findings per element and per document over the corpus, by rule, beside the budgets."""

from __future__ import annotations

import argparse
import os
import random
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from forewarn.rules.rule import Severity
from tests.noise.measure import Sort, by_rule, opened
from tests.noise.native import models, native

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.noise.measure import Opened

_HERE = Path(__file__).parents[2]
_LOUD = (Severity.ERROR, Severity.WARNING)
_AROUND = 2
"""So many lines above and below a finding are shown with it."""
NATIVE, MARKDOWN, BACKGROUND, DOCUMENTS, MORE = (
    "native models", "Markdown models", "background documents", "design documents", "further documents",
)  # fmt: skip


def main() -> int:
    """Print the tables, and a sample of findings to read; exit 2 where the corpus is missing."""
    options = _options()
    corpus: Path = options.shared / "corpus"
    if not corpus.is_dir():
        print(f"noise: {corpus} is not there; FOREWARN_SHARED names the folder that holds it", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        sorts = list(_sorts(corpus, Path(folder), options.today, more=options.all))
        print("\n".join((*_table(sorts), "", *_rules(sorts))))
        if options.sample:
            print("\n".join(("", *_sample(sorts, options.sample, options.seed))))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make noise", description=__doc__)
    near = Path(os.environ.get("FOREWARN_SHARED") or _HERE.parent / "shared")
    parser.add_argument("--shared", type=Path, default=near, help="the folder that holds corpus/")
    parser.add_argument(
        "--today", type=date.fromisoformat, default=date(2026, 11, 26), help="judge dates as on this day"
    )
    parser.add_argument("--all", action="store_true", help="the 782 further documents too")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="show N findings of each sort at random, to read"
    )
    parser.add_argument("--seed", type=int, default=1, help="which N")
    return parser.parse_args()


def _sorts(corpus: Path, folder: Path, today: date, *, more: bool) -> Iterator[Sort]:
    told = Sort(NATIVE)
    for path in models(corpus):
        target = folder / path.parent.name / path.stem / "threat-model.yaml"
        target.parent.mkdir(parents=True)
        target.write_text(native(path), encoding="utf-8")
        told.files.append(opened(target, today))
    yield told
    yield Sort(MARKDOWN, [opened(path, today) for path in sorted((corpus / "markdown-models/documents").glob("*.md"))])
    quiet = _background(corpus)
    documents = sorted((corpus / "design-docs").glob("*.md"))
    yield Sort(BACKGROUND, [opened(path, today) for path in documents if path.name in quiet])
    yield Sort(DOCUMENTS, [opened(path, today) for path in documents if path.name not in quiet])
    if more:
        yield Sort(MORE, [opened(path, today) for path in sorted((corpus / "training/documents").glob("*.md"))])


def _background(corpus: Path) -> set[str]:
    """The documents with next to no security in them, by file name."""
    rows = (line.split("\t") for line in (corpus / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines())
    head = next(rows)
    place = head.index("stratum")
    return {Path(row[0]).name for row in rows if row[place] == "background"}


def _table(sorts: Iterable[Sort]) -> Iterator[str]:
    yield "| files | number | elements | findings | an element | median of a file | 90th percentile | loud | a file |"
    yield f"|{'---|' * 9}"
    for sort in sorts:
        said, loud, number = sort.of(), sort.of(*_LOUD), len(sort.files)
        yield (
            f"| {sort.name} | {number} | {sort.elements:,} | {said:,} | {sort.per(said, sort.elements)} | "
            f"{sort.at(0.5)} | {sort.at(0.9)} | {loud} | {sort.per(loud, number)} |"
        )


def _rules(sorts: list[Sort]) -> Iterator[str]:
    yield f"| rule | {' | '.join(sort.name for sort in sorts)} |"
    yield f"|---|{'---|' * len(sorts)}"
    for rule, counts in by_rule(sorts).items():
        yield f"| {rule} | {' | '.join(str(counts[sort.name] or '') for sort in sorts)} |"


def _sample(sorts: Iterable[Sort], number: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    for sort in sorts:
        every = [(one, place) for one in sort.files for place in range(len(one.findings))]
        for count, (one, place) in enumerate(chance.sample(every, min(number, len(every))), 1):
            yield f"--- {sort.name} {count}: {one.path.parent.name}/{one.path.name}"
            yield from _shown(one, place)


def _shown(one: Opened, place: int) -> Iterator[str]:
    placed = one.findings[place]
    line = placed.span.start.line
    yield f"{placed.severity} {placed.code} {placed.message}"
    for number in range(max(0, line - _AROUND), min(len(one.lines), line + _AROUND + 1)):
        yield f"{'>' if number == line else ' '} {number + 1:>5} {one.lines[number].rstrip()[:200]}"


if __name__ == "__main__":
    sys.exit(main())
