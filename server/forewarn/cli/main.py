"""`forewarn`: the commands, and the exit codes that all of them share.

0: nothing found that the gate minds. 1: findings at the gate. 2: wrong usage, unreadable input, or nothing read.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from datetime import date
from typing import TYPE_CHECKING

from forewarn import __version__
from forewarn.cli.exits import UNUSABLE
from forewarn.cli.output import NoOutputError, tell

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. `arguments` are those of the process if none are given."""
    logging.basicConfig(format="forewarn: %(message)s", level=logging.ERROR, stream=sys.stderr)
    options = _parser().parse_args(arguments)
    if arguments is None:
        # A short life makes little garbage, and looking for it takes a seventh of the time over many files.
        gc.set_threshold(50_000, 20, 50)
    if getattr(sys, "stdout", None) is None:
        tell("standard output cannot be written: it is closed")
        return UNUSABLE
    try:
        return _run(options)
    except KeyboardInterrupt:
        return UNUSABLE
    except NoOutputError as error:
        tell(f"standard output cannot be written: {error}")
        return UNUSABLE


def _run(options: argparse.Namespace) -> int:
    """Load only what the command needs: a check imports no server, and so on."""
    match options.command:
        case "check":
            from forewarn.cli import check as command  # noqa: PLC0415 - see above
        case "show":
            from forewarn.cli import show as command  # noqa: PLC0415 - see above
        case "fix":
            from forewarn.cli import fix as command  # noqa: PLC0415 - see above
        case "new":
            from forewarn.cli import new as command  # noqa: PLC0415 - see above
        case "explain":
            from forewarn.cli import explain as command  # noqa: PLC0415 - see above
        case "rules":
            from forewarn.cli import rules as command  # noqa: PLC0415 - see above
        case "status":
            from forewarn.cli import status as command  # noqa: PLC0415 - see above
        case _:
            from forewarn.cli import lsp as command  # noqa: PLC0415 - see above
    return command.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="forewarn",
        description="Checks threat models: YAML files and design documents in Markdown.",
        epilog="Exit codes: 0 clean, 1 findings at the gate, 2 wrong usage, unreadable input or nothing read.",
    )
    parser.add_argument("--version", action="version", version=f"forewarn {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="report what is missing, dangling or unanswered")
    check.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files and folders (default: this one)")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to print the findings")
    check.add_argument("--select", action="append", default=[], metavar="CODES", help="only these rules: FW201,FW006")
    check.add_argument("--ignore", action="append", default=[], metavar="CODES", help="all rules but these")
    check.add_argument(
        "--profile",
        choices=("guided", "observed", "self-serve"),
        default=None,
        help="how questions are shown: as hints, as information, as warnings (default: as configured, else observed)",
    )
    check.add_argument(
        "--fail-on",
        choices=("integrity", "threat", "completeness", "never"),
        default="integrity",
        help="the lowest layer that makes the exit code 1 (default: integrity)",
    )
    check.add_argument(
        "--fail-on-expired",
        action="store_true",
        help="dates that have passed make the exit code 1 as well: for a run every night",
    )
    before = check.add_mutually_exclusive_group()
    before.add_argument("--baseline", metavar="FILE", help="only findings that this baseline does not list")
    before.add_argument("--new-since", metavar="REV", help="only findings that the files at this git revision lacked")
    before.add_argument("--write-baseline", metavar="FILE", help="write all findings to a baseline: they are known now")
    check.add_argument("--today", type=_day, default=None, metavar="DATE", help="judge dates as on this day")

    show = commands.add_parser("show", help="print what was understood, element by element")
    show.add_argument("paths", nargs="+", metavar="FILE")
    show.add_argument("--format", choices=("text", "json"), default="text")

    fix = commands.add_parser("fix", help="mend what can be mended without asking")
    fix.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="files and folders (default: this one)")
    how = fix.add_mutually_exclusive_group()
    how.add_argument("--diff", action="store_true", help="print what would change (the default)")
    how.add_argument("--write", action="store_true", help="write it")
    fix.add_argument("--suggested", action="store_true", help="also what is likely meant, such as the nearest name")
    fix.add_argument("--select", action="append", default=[], metavar="CODES", help="only these rules: FW201,FW006")
    fix.add_argument("--ignore", action="append", default=[], metavar="CODES", help="all rules but these")
    fix.add_argument("--today", type=_day, default=None, metavar="DATE", help="judge dates as on this day")

    new = commands.add_parser("new", help="start a model, from a document if one is given")
    new.add_argument("document", nargs="?", metavar="DOC.md", help="the Markdown document that the model begins with")
    new.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to write it (default: threat-model.yaml beside the document); - prints it",
    )
    new.add_argument("--stdout", action="store_true", help="print the model and write nothing")

    explain = commands.add_parser("explain", help="tell what a rule finds, why, and what to do; or why at a place")
    explain.add_argument(
        "what",
        nargs="+",
        metavar="CODE|FILE:LINE",
        help="a rule's code or name (FW201, threat-unanswered), a place (threat-model.yaml:31), or both",
    )

    commands.add_parser("rules", help="list all rules")

    status = commands.add_parser("status", help="tell whether and why files are checked")
    status.add_argument("paths", nargs="+", metavar="FILE")

    lsp = commands.add_parser("lsp", help="run the language server on standard input and output")
    lsp.add_argument("--stdio", action="store_true", help="accepted for editors that pass it; always the case")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD") from None
