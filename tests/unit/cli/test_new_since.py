"""`forewarn check --new-since REV`: only what the files did not have at a git revision."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from forewarn.model.dismissals import NAME
from tests.support.commands import check, codes, forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

MODEL = """\
threat-model: Ferry
owner: quay
assets:
  ticket: {type: order-history, owner: quay}
threats:
  T1: {title: Somebody copies a ticket, against: [tickt], severity: high}
"""
T2 = "  T2: {title: Somebody sinks the ferry, against: [fery], severity: high}\n"


def git(*arguments: str, folder: Path | None = None) -> str:
    """Run git in the current folder, or another one, without anybody's settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    program = shutil.which("git") or "git"
    who = ("-c", "user.name=Ida", "-c", "user.email=ida@quay.example", "-c", "protocol.file.allow=always")
    result = subprocess.run((program, *who, *arguments), cwd=folder, env=environment, capture_output=True, check=True)
    return result.stdout.decode().strip()


def commit() -> None:
    """Commit all that lies in the current folder."""
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message", "as it is")


def new(*options: str, since: str = "HEAD") -> list[str]:
    """The codes of what is new since a revision."""
    return codes(check("--new-since", since, *options)["findings"])


def test_only_what_is_new_is_shown_and_stands_at_the_gate(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    before = forewarn("check", "--new-since", "HEAD", "--select", "FW006,FW201")
    assert (before.code, before.out) == (0, "No findings; 2 known. Read 1 model with 2 elements.\n")
    write("threat-model.yaml", f"# Our ferry.\n{MODEL}{T2}")
    assert new("--select", "FW006,FW201") == ["FW201", "FW006"]
    assert forewarn("check", "--new-since", "HEAD", "--select", "FW006").code == 1
    commit()
    assert new("--select", "FW006,FW201") == []
    assert new("--select", "FW006,FW201", since="HEAD~1") == ["FW201", "FW006"]


def test_a_file_that_git_does_not_know_yet_is_new(write: Write) -> None:
    commit()
    write("docs/threat-model.yaml", MODEL)
    assert new("--select", "FW006,FW201") == ["FW201", "FW006"]


def test_a_renamed_file_is_known(write: Write, here: Path) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    (here / "docs").mkdir()
    (here / "threat-model.yaml").rename(here / "docs" / "ferry.threat-model.yaml")
    assert new("--select", "FW006,FW201") == []
    assert new("--select", "FW006,FW201", "docs/ferry.threat-model.yaml") == []


def test_a_model_is_read_with_the_documents_that_it_had_then(write: Write, here: Path) -> None:
    """A document that a pattern finds today was not there; one that is taken out was."""
    document = "# {}\n\n## Threats\n\n- **{}.** Status: open\n"
    write("threat-model.yaml", f'{MODEL}documents: ["docs/**/*.md"]\n')
    write("docs/old/one.md", document.format("Pier", "The pier burns"))
    commit()
    (here / "docs" / "old" / "one.md").unlink()
    write("docs/old/two.md", document.format("Quay", "The quay sinks"))
    found = check("--new-since", "HEAD", "--select", "FW201", "threat-model.yaml", "docs/old/two.md")["findings"]
    assert [one["path"] for one in found] == ["docs/old/two.md"]


def test_a_link_whose_file_was_taken_out_is_new(write: Write, here: Path) -> None:
    write("docs/pier.md", "# Pier\n")
    write("threat-model.yaml", f"{MODEL}documents: [docs/pier.md]\n")
    commit()
    (here / "docs" / "pier.md").unlink()
    assert new("--select", "FW010") == ["FW010"]


def test_a_date_alone_makes_nothing_new(write: Write) -> None:
    decision = "decision: {kind: accept, by: Ida, date: 2026-01-01, until: 2026-06-30, reason: Rare.}"
    write("threat-model.yaml", f"threat-model: Ferry\nthreats:\n  T1:\n    title: x\n    {decision}\n")
    commit()
    assert codes(check("--today", "2026-07-01", "--select", "FW206")["findings"]) == ["FW206"]
    assert new("--today", "2026-07-01", "--select", "FW206") == []


def test_a_setting_makes_nothing_new(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    write("forewarn.toml", 'ignore = ["FW201"]\n')
    commit()
    write("forewarn.toml", "ignor = []\n")
    assert new() == ["FW905"]


def test_what_is_not_waived_or_dismissed_any_more_is_new(write: Write) -> None:
    write("threat-model.yaml", f"{MODEL}{T2}")
    second = [one for one in check()["findings"] if one["code"] == "FW201"][1]["fingerprint"]
    write(NAME, f"{second} FW201\n")
    waived = MODEL.replace("  T1", "  # forewarn: ignore FW201 because the pier is closed\n  T1")
    write("threat-model.yaml", f"{waived}{T2}")
    commit()
    write("threat-model.yaml", f"{MODEL}{T2}")
    write(NAME, "")
    found = check("--new-since", "HEAD", "--select", "FW201")["findings"]
    assert [one["range"]["start"]["line"] for one in found] == [6, 7]


def test_line_endings_and_encodings_may_change(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    write("threat-model.yaml", MODEL.replace("\n", "\r\n").encode("utf-16"))
    assert new("--select", "FW006,FW201") == []


def test_links_are_read_inside_the_repository_only(write: Write, here: Path) -> None:
    write("ferry.threat-model.yaml", MODEL)
    (here / "threat-model.yaml").symlink_to("ferry.threat-model.yaml")
    (here / "loop.threat-model.yaml").symlink_to("loop.threat-model.yaml")
    commit()
    assert new("--select", "FW006,FW201", "threat-model.yaml") == []


def test_another_work_tree_of_the_repository_will_do(write: Write, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    git("worktree", "add", "--quiet", "other")
    monkeypatch.chdir(here / "other")
    assert new("--select", "FW006,FW201") == []


# -- what cannot be told
@pytest.mark.parametrize("revision", ["nowhere", "", "HEAD:threat-model.yaml", "a\0b", "two\nlines", "--all"])
def test_a_revision_that_is_not_known_is_said(write: Write, revision: str) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    result = forewarn("check", f"--new-since={revision}")
    assert (result.code, result.out) == (2, "")
    assert "does not know the revision" in result.err
    assert len(result.err.splitlines()) == 1


def test_a_shallow_clone_is_said(write: Write, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    write("threat-model.yaml", MODEL + T2)
    commit()
    git("clone", "--quiet", "--depth", "1", here.as_uri(), "shallow")
    monkeypatch.chdir(here / "shallow")
    assert new("--select", "FW006") == []
    result = forewarn("check", "--new-since", "HEAD~1")
    assert result.code == 2
    assert "is a shallow clone and does not know the revision HEAD~1; `git fetch --unshallow`" in result.err


def test_what_lies_in_no_repository_is_said(write: Write, here: Path) -> None:
    write("threat-model.yaml", MODEL)
    assert "is no git repository that can be read" in forewarn("check", "--new-since", "HEAD").err
    (here / ".git").rmdir()
    result = forewarn("check", "--new-since", "HEAD")
    assert result.code == 2
    assert "lies in no git repository, so that nobody knows what it held earlier" in result.err


def test_git_is_needed_and_not_that_of_the_repository(
    write: Write, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("threat-model.yaml", MODEL)
    commit()
    program = write("bin/git", f"#!/bin/sh\ntouch {here}/ran\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "bin", str(here / "bin"))))
    result = forewarn("check", "--new-since", "HEAD")
    assert (result.code, result.err) == (
        2,
        "forewarn: --new-since HEAD: git is not there, and only git knows what was written earlier\n",
    )
    assert not (here / "ran").exists()


def test_nothing_that_a_repository_names_is_run_and_nothing_is_fetched(write: Write, here: Path) -> None:
    """Every setting of git that names a program, hooks, filters, and a clone that lacks what it names."""
    write("threat-model.yaml", MODEL)
    write(".gitattributes", "*.yaml filter=evil diff=evil\n")
    commit()
    evil = write("evil", f"#!/bin/sh\ntouch {here}/ran\ncat\n")
    evil.chmod(0o755)
    for name in ("pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        write(f".git/hooks/{name}", evil.read_bytes()).chmod(0o755)
    programs = (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.gitProxy", "core.askPass",
        "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.evil.command",
        "diff.external", "credential.helper", "gpg.program", "alias.rev-parse", "alias.cat-file", "pager.cat-file",
        "remote.evil.uploadpack", "uploadpack.packObjectsHook", "core.alternateRefsCommand", "trace2.eventTarget",
    )  # fmt: skip
    for name in programs:
        git("config", name, f"!{evil}" if name.startswith(("alias", "credential")) else str(evil))
    for name, value in (("promisor", "true"), ("url", f"ext::{evil}"), ("partialclonefilter", "blob:none")):
        git("config", f"remote.evil.{name}", value)
    git("config", "protocol.ext.allow", "always")
    git("config", "core.repositoryFormatVersion", "1")
    git("config", "extensions.partialClone", "evil")
    (here / "ran").unlink(missing_ok=True)  # git itself may have run some of it just now
    assert new("--select", "FW006,FW201") == []
    name = git("rev-parse", "HEAD:threat-model.yaml")
    (here / ".git" / "objects" / name[:2] / name[2:]).unlink()
    (here / "ran").unlink(missing_ok=True)
    result = forewarn("check", "--new-since", "HEAD")
    assert result.code == 2
    assert "does not hold all that it names: is it a partial clone?" in result.err
    assert not (here / "ran").exists()


def test_the_ways_to_say_what_there_was_before_exclude_each_other() -> None:
    assert forewarn("check", "--new-since", "HEAD", "--baseline", "x").code == 2
