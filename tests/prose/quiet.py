"""Where the rules about sentences have to be silent, and what a sentence costs: the second half of `make prose`.

Run over whole documents, as the product reads them: what is labelled as harmless though its words tempt (hard
negatives), documents that have next to nothing to do with security, and sentences that concede a weakness.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from forewarn.prose.constructions import folded
from forewarn.prose.judging import judge
from tests.prose import corpus
from tests.support.findings import judge as read

if TYPE_CHECKING:
    from tests.prose.corpus import Example

CODES = ("FW301", "FW306", "FW307", "FW308", "FW501", "FW503")
_SAME = 0.6
"""So many of the words of two texts are the same where they are the same sentence."""
_TIMED = 20_000
_ROUNDS = 3


def main(shared: Path) -> int:
    """Print the figures."""
    folder = shared / "corpus"
    rows = [line.split("\t") for line in (folder / "MANIFEST.tsv").read_text("utf-8").splitlines()]
    head, *rows = rows
    design = [dict(zip(head, row, strict=False)) for row in rows if row[0].startswith("design-docs/")]
    seen = {row["path"] for row in design if row["exhaustive"] == "yes"}
    background = [row["path"] for row in design if row["stratum"] == "background"]
    found = {row["path"]: _found(folder / row["path"]) for row in design}
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines()]
    tempting = [one for one in labels if one["label"] == "hard-negative"]
    noisy = [one for one in tempting if any(_same(one["text"], text) for text in found.get(one["doc"], ()))]
    fresh = [one for one in tempting if one["doc"] not in seen]
    out = ["", "hard negatives, by the weights that ship"]
    out.append(f"  all     {len(tempting) - len(noisy)} of {len(tempting)} silent")
    out.append(f"  in documents that no weight saw {len(fresh) - sum(one in fresh for one in noisy)} of {len(fresh)}")
    out += [f"    {one['text'][:110]}" for one in noisy]
    loud = sum(len(found[path]) for path in background)
    out.append(f"background documents: {loud} findings in {len(background)}")
    out.append(f"a sentence takes {_cost(corpus.training(shared)[:_TIMED]):.0f} µs, in the mean of {_TIMED}")
    sys.stdout.write("\n".join(out) + "\n")
    return 0


def _found(path: Path) -> list[str]:
    """What is found in a document, as it is written."""
    judged = read(path.read_text("utf-8"), "markdown")
    return [judged.document.slice(one.span) for one in judged.findings(*CODES)]


def _same(one: str, other: str) -> bool:
    left, right = (set(re.findall(r"[a-z0-9]+", text.casefold())) for text in (one, other))
    return len(left & right) >= _SAME * len(left | right)


def _cost(examples: list[Example]) -> float:
    """Microseconds for a sentence that nobody has read yet, the best of some rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        folded.cache_clear()
        judge.cache_clear()
        start = process_time()
        for one in examples:
            judge(one.text, one.place)
        best = min(best, process_time() - start)
    return best / len(examples) * 1e6


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
