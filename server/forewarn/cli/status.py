"""`forewarn status`: whether and why a file is checked, and what is decided for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.cli.exits import OK, UNUSABLE
from forewarn.cli.gather import gather, load, new_workspace, shown
from forewarn.cli.output import harmless, write
from forewarn.dialects.recognise import Dialect
from forewarn.features.in_force import in_force
from forewarn.workspace.claiming import claim
from forewarn.workspace.files import root_of

if TYPE_CHECKING:
    import argparse

    from forewarn.workspace.workspace import File, Workspace


def run(options: argparse.Namespace) -> int:
    """Print what each file was taken for, why, what is decided for it, and what it belongs to."""
    workspace = new_workspace()
    found = gather(options.paths, workspace)
    files = load(workspace, found)
    write(harmless(line) for file in files for line in _lines(workspace, file))
    found.report_unreadable()
    return UNUSABLE if found.unreadable or not files else OK


def _lines(workspace: Workspace, file: File) -> list[str]:
    why = claim(file.path, file.reading.document, file.recognition)
    dialect = file.recognition.dialect
    lines = [shown(file.path)]
    if why:
        lines.append(f"  checked as {dialect}: {why}")
    else:
        lines.append(f"  not checked unless named: it reads as {dialect}, {file.recognition.why}")
    if not dialect.is_read and not dialect.is_settings:
        lines.append("  nothing but its syntax is looked at" if dialect == "yaml" else "  recognised, not read yet")
    lines.append(f"  workspace: {shown(root_of(file.path))}")
    home = workspace.configuration_of(file.path)
    if home is not None and home != file.path:
        lines.append(f"  configured in: {shown(home)}")
        lines += [f"  own rules in: {shown(one)}" for one in _rule_files(workspace, home) if one != file.path]
    if dialect is Dialect.RULES and (home is None or file.path not in _rule_files(workspace, home)):
        lines.append("  its rules do not count: no configuration names it under `own-rules`")
    if not dialect.is_settings:
        lines += [f"  {line}" for line in in_force(workspace, file.path)]
    others = [path for one in workspace.analyses(file.path) for path in one.paths if path != file.path]
    lines += [f"  together with: {shown(path)}" for path in dict.fromkeys(others)]
    return lines


def _rule_files(workspace: Workspace, home: str) -> tuple[str, ...]:
    return tuple(path for found in workspace.own_rules.files_of(home).values() for path in found)
