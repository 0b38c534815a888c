"""Learn the weights of the prose classifier and measure it: `make prose`.

Cross-validated by repository: no sentence is scored by weights that saw another sentence of its repository. The
exhaustive documents are scored by weights that saw nothing of theirs. The weights that ship are learnt from all.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.prose.judging import FAR
from forewarn.prose.weights import UNIT
from tests.prose import corpus
from tests.prose.measures import bound_for, measured
from tests.prose.model import COST, KEPT, SILENT, SOURCES, counted, first_score, score, weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.prose.corpus import Example
    from tests.prose.measures import Measured
    from tests.prose.model import Counted

FOLDS = 5
SHARES = {"low": 0.0016, "normal": 0.003, "high": 0.015}
"""The share of all sentences of the training documents that each setting finds, cross-validated."""
_STEPS = (0.0015, 0.002, 0.003, 0.005, 0.008, 0.01, 0.015, 0.02, 0.03)
WEIGHTS = Path(__file__).resolve().parents[2] / "server" / "forewarn" / "prose" / "data" / "weights.json"


def main(shared: Path) -> int:
    """Learn, measure, write."""
    training, held_out = counted(corpus.training(shared)), counted(corpus.exhaustive(shared))
    written = counted(corpus.written(shared))
    scores, firsts = crossed(training, written)
    bounds = {name: bound_for(scores, share) for name, share in SHARES.items()}
    given_up = [score for score, first in zip(scores, firsts, strict=True) if first < bounds["high"] - FAR]
    scores = _heard(scores, firsts, bounds)
    sources = {one.example.source for one in held_out}
    apart = weights_of([one for one in training if one.example.source not in sources] + written)
    apart_scores = _heard(
        [score(one, apart) for one in held_out], [first_score(one, apart) for one in held_out], bounds
    )
    lines = report(training, scores, held_out, apart_scores, bounds)
    lines += ["", "given up after the first look, of the sentences above the bound"]
    lines += [f"  {name:7} {sum(one >= bound for one in given_up)}" for name, bound in bounds.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    weights = weights_of(training + held_out + written)
    provenance = {
        "learnt-from": "shared/corpus: training/sentences.jsonl, exhaustive-readings.jsonl, written-sentences.tsv",
        "sha-256": corpus.fingerprint(shared),
        "date": date.today().isoformat(),  # noqa: DTZ011 - the day on which somebody ran it
        "method": f"logistic regression, C {COST}, features of {SOURCES} repositories or more, {KEPT} kept",
        "cross-validated": {name: _record(measured(_plain(training), scores, bound)) for name, bound in bounds.items()},
        "exhaustive": {name: _record(measured(_plain(held_out), apart_scores, b)) for name, b in bounds.items()},
    }
    kept = {name: round(weight * UNIT) for name, weight in sorted(weights.items())}
    file = {
        "provenance": provenance,
        "bounds": {name: round(bound, 3) for name, bound in bounds.items()},
        "weights": {name: weight for name, weight in kept.items() if weight},
    }
    WEIGHTS.write_text(json.dumps(file, ensure_ascii=False, indent=0) + "\n", encoding="utf-8", newline="\n")
    return 0


def crossed(training: Sequence[Counted], written: Sequence[Counted]) -> tuple[list[float], list[float]]:
    """The scores of the training sentences, and those after the first look, by weights that saw nothing of theirs."""
    folds = [corpus.fold_of(one.example.source, FOLDS) for one in training]
    scores, firsts = [SILENT] * len(training), [SILENT] * len(training)
    for fold in range(FOLDS):
        weights = weights_of([one for one, of in zip(training, folds, strict=True) if of != fold] + list(written))
        for place, (one, of) in enumerate(zip(training, folds, strict=True)):
            if of == fold:
                scores[place], firsts[place] = score(one, weights), first_score(one, weights)
    return scores, firsts


def _heard(scores: Sequence[float], firsts: Sequence[float], bounds: dict[str, float]) -> list[float]:
    """The scores of what is looked at a second time."""
    least = bounds["high"] - FAR
    return [one if first >= least else SILENT for one, first in zip(scores, firsts, strict=True)]


def report(
    training: Sequence[Counted],
    scores: Sequence[float],
    held_out: Sequence[Counted],
    held_out_scores: Sequence[float],
    bounds: dict[str, float],
) -> list[str]:
    """The curve, per setting and per kind."""
    two = [place for place, one in enumerate(training) if one.example.readers > 1]
    sets = (
        ("training documents, cross-validated by repository", _plain(training), scores),
        ("those read by two readers", [training[at].example for at in two], [scores[at] for at in two]),
        ("exhaustive documents, their repositories left out", _plain(held_out), held_out_scores),
    )
    lines: list[str] = []
    for title, examples, own in sets:
        lines += ["", f"{title}: {len(examples)} sentences, {sum(one.must for one in examples)} that must be found"]
        marks = [(f"{share:.2%}", bound_for(scores, share)) for share in _STEPS] + list(bounds.items())
        lines += [_line(name, measured(examples, own, bound)) for name, bound in marks]
    lines += ["", "by kind, at the normal bound: share of the marked sentences that are found"]
    marked = [(one.example, own) for one, own in zip(training, scores, strict=True) if one.example.right]
    for kind in sorted({one.kind for one, _ in marked}):
        own = [found for one, found in marked if one.kind == kind]
        hit = sum(one >= bounds["normal"] for one in own)
        lines.append(f"  {kind or '?':14} {hit:4} of {len(own):4}")
    lines += ["", "by what the stricter of two readers said, at the normal bound: share of those that are found"]
    for code, name in (("C", "concedes"), ("S", "stated"), ("H", "harmless"), ("M", "with mechanism")):
        own = [found for one, found in zip(training, scores, strict=True) if code in one.example.codes]
        lines.append(f"  {name:14} {sum(one >= bounds['normal'] for one in own):4} of {len(own):4}")
    return lines


def _line(name: str, one: Measured) -> str:
    return f"  {name:7} {one.found:5} found, precision {one.precision:.2f}, recall of must {one.recall:.2f}"


def _record(one: Measured) -> dict[str, float]:
    return {"found": one.found, "precision": round(one.precision, 3), "recall": round(one.recall, 3)}


def _plain(examples: Sequence[Counted]) -> list[Example]:
    return [one.example for one in examples]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
