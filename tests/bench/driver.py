"""The measuring client, `lspbench.py`, and what is asked of it.

It lives with the corpus, outside this repository: the folder that FOREWARN_SHARED names, else `../shared`.
"""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from tests.support.node import MissingError

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from pathlib import Path

    from tests.bench.models import Spot
    from tests.bench.servers import Server

Measures = dict[str, dict[str, float]]
"""What lspbench gives, all times in milliseconds: `edit` -> `p95` and so on (its own docstring lists the names)."""

_LARGE = 20_000
"""Lines from which on a server may take seconds for one answer."""


class NoAnswerError(Exception):
    """A server stopped, or did not answer in time."""


class LspBench(Protocol):
    """The part of lspbench that is used here."""

    def Spec(self, **settings: object) -> object: ...  # noqa: N802 - lspbench's own name

    def run(self, spec: object) -> Awaitable[dict[str, object]]: ...


def load(shared: Path) -> LspBench:
    """The client. Raises MissingError where it is not there."""
    path = shared / "bench" / "lspbench.py"
    spec = importlib.util.spec_from_file_location("lspbench", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise MissingError(f"{path} is not there: FOREWARN_SHARED names the folder that holds bench/lspbench.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["lspbench"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return cast("LspBench", module)


@dataclass(frozen=True, slots=True)
class Work:
    """A file to type into: `typed_at` is in running text, `named_at` in a name or title that others look at."""

    file: Path
    language: str
    typed_at: Spot
    named_at: Spot

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.file.read_text(encoding="utf-8").count("\n")


def measure(bench: LspBench, server: Server, work: Work, *, short: bool) -> Measures:
    """All measures while typing at `typed_at`, and `reference`: the keystroke alone at `named_at`.

    One letter goes in and out again, many times; completion and hover are asked at `named_at`. `short` looks only
    whether everything runs. Large files get fewer rounds, so that a run ends within minutes. Raises NoAnswerError.
    """
    large = work.lines > _LARGE
    rounds = 10 if short else 24 if large else 120
    name = (work.named_at.line, work.named_at.column)
    common = {
        "command": list(server.command),
        "file": work.file,
        "language": work.language,
        "settings": server.settings,
        "requests_at": name,
        "rounds": rounds,
        "request_rounds": max(5, rounds // 4),
        "timeout": 120.0,
    }
    starts, bursts = (1, 1) if short else (2, 1) if large else (3, 3)
    typed_at = (work.typed_at.line, work.typed_at.column)
    try:
        out = _run(bench, bench.Spec(**common, edit_at=typed_at, starts=starts, bursts=bursts))
        at_name = _run(bench, bench.Spec(**common, edit_at=name, starts=1, bursts=0))
    except (TimeoutError, ConnectionError) as error:
        raise NoAnswerError(f"{server.name} on {work.file.name}, {work.lines} lines: {error or 'no answer'}") from error
    return {**out, "reference": at_name["edit"]}


def _run(bench: LspBench, spec: object) -> Measures:
    async def session() -> dict[str, object]:
        return await bench.run(spec)

    return cast("Measures", asyncio.run(session()))
