"""Commands as a person types them, in this process: fast, and with every error visible."""

from __future__ import annotations

import contextlib
import io
import json
from typing import TYPE_CHECKING, NamedTuple, NotRequired, TypedDict

from forewarn.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Sequence


class Result(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


class Place(TypedDict):
    """A position in the command line's JSON."""

    line: int
    column: int


class Range(TypedDict):
    """A range in the command line's JSON."""

    start: Place
    end: Place


class Edit(TypedDict):
    """An edit in the command line's JSON."""

    path: str
    range: Range
    text: str


class Fix(TypedDict):
    """A fix in the command line's JSON."""

    title: str
    safe: bool
    edits: list[Edit]


class Related(TypedDict):
    """A place that belongs to a finding in the command line's JSON."""

    path: str
    range: Range
    message: str


class Finding(TypedDict):
    """A finding in the command line's JSON."""

    path: str
    code: str
    name: str
    layer: str
    severity: str
    clock: str | None
    message: str
    fingerprint: str
    range: Range
    related: list[Related]
    fixes: list[Fix]


class Summary(TypedDict):
    """What `check --format json` counts."""

    files: int
    elements: int
    findings: dict[str, int]
    waived: int
    dismissed: int
    known: int


class Need(TypedDict):
    """How much modelling a system needs, and why."""

    level: str
    reasons: list[str]


class Model(TypedDict):
    """A model in `check --format json`."""

    path: str
    title: str
    need: Need


class Report(TypedDict):
    """What `check --format json` prints."""

    version: int
    models: list[Model]
    findings: list[Finding]
    summary: Summary


class ShownElement(TypedDict):
    """An element as `show --format json` prints it; `derived` is there only where true, `links` where it has any."""

    kind: str
    id: str
    fields: dict[str, object]
    links: NotRequired[dict[str, list[dict[str, str]]]]
    held_by_paved_path: NotRequired[dict[str, str]]
    range: Range
    id_range: Range | None


class ShownSection(TypedDict):
    """A heading that was taken for a section's, as `show --format json` prints it."""

    title: str
    holds: str
    range: Range


class ShownFile(TypedDict):
    """A model as `show --format json` prints it; `sections` are there only in documents that have any."""

    path: str
    dialect: str
    title: str
    fields: dict[str, object]
    elements: list[ShownElement]
    need: NotRequired[dict[str, object]]
    sections: NotRequired[list[ShownSection]]


class Shown(TypedDict):
    """What `show --format json` prints."""

    version: int
    files: list[ShownFile]


def forewarn(*arguments: str) -> Result:
    """Run one command in the current folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as exit_:  # argparse leaves this way
            code = exit_.code if isinstance(exit_.code, int) else 1
    return Result(code, out.getvalue(), err.getvalue())


def check(*arguments: str) -> Report:
    """What `check --format json` says."""
    report: Report = json.loads(forewarn("check", "--format", "json", *arguments).out)
    return report


def show(*paths: str) -> Shown:
    """What `show --format json` says."""
    shown: Shown = json.loads(forewarn("show", "--format", "json", *paths).out)
    return shown


def codes(findings: Sequence[Finding]) -> list[str]:
    """The codes of findings, in order."""
    return [one["code"] for one in findings]
