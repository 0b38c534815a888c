"""Files as they are found: named or walked over, broken, huge, not files at all. Always an answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.commands import check, codes, forewarn, show

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[[str, "str | bytes"], Path]

MODEL = "threat-model: Ferry\nassets:\n  seat: {}\n"
not_as_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")


def refused(*arguments: str) -> str:
    """What is said of a file that cannot be read: one line, and exit code 2, by every command."""
    said = {forewarn(command, *arguments) for command in ("check", "show", "status")}
    assert {result.code for result in said} == {2}
    assert {result.out for result in said} == {""}
    (line,) = {result.err for result in said}
    return line


@pytest.mark.parametrize("name", ["notes.txt", "Makefile", "model.hcl", "picture.png"])
def test_other_kinds_of_files_are_refused(write: Write, name: str) -> None:
    write(name, MODEL)
    assert refused(name) == (f"forewarn: {name}: not a kind of file that forewarn reads (.md, .yaml, .yml, .json)\n")


@pytest.mark.parametrize("name", ["threat-model.yaml", "a/b.md", "no-ending"])
def test_a_missing_file_is_said_to_be_missing(name: str) -> None:
    assert refused(name) == f"forewarn: {name}: no such file\n"


def test_a_link_to_nothing_is_no_file(here: Path) -> None:
    (here / "threat-model.yaml").symlink_to("nowhere.yaml")
    assert refused("threat-model.yaml") == "forewarn: threat-model.yaml: no such file\n"


def test_a_pipe_is_no_file(here: Path) -> None:
    """It would be waited for."""
    os.mkfifo(here / "threat-model.yaml")
    assert refused("threat-model.yaml") == "forewarn: threat-model.yaml: not a regular file\n"


@not_as_root
def test_a_file_without_permission_says_so(write: Write) -> None:
    write("threat-model.yaml", MODEL).chmod(0)
    assert refused("threat-model.yaml") == "forewarn: threat-model.yaml: permission denied\n"


def test_a_file_beyond_the_limit_is_refused(write: Write) -> None:
    write("threat-model.yaml", "threat-model: x\n" + "# filler\n" * 1_250_000)
    assert refused("threat-model.yaml").startswith("forewarn: threat-model.yaml: 11,250,016 bytes, more than the ")


def test_a_folder_that_is_called_like_a_file_is_a_folder(write: Write) -> None:
    write("threat-model.yaml/a.threat-model.yaml", MODEL)
    assert [one["path"] for one in show("threat-model.yaml")["files"]] == ["threat-model.yaml/a.threat-model.yaml"]


def test_the_same_file_is_read_once(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    assert len(show("threat-model.yaml", "./threat-model.yaml", ".")["files"]) == 1


def test_a_named_file_is_always_read(write: Write) -> None:
    """Also where it is ignored, called otherwise, or shouted."""
    write(".gitignore", "*\n")
    write("MODEL.YML", MODEL)
    write("notes.md", "# Threats\n\n- T1: x\n")
    assert [one["dialect"] for one in show("MODEL.YML", "notes.md")["files"]] == ["native", "markdown"]


def test_a_walk_reads_what_is_claimed(write: Write, here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Ignore files are honoured, links are not followed out, other people's folders are left alone."""
    write("threat-model.yaml", MODEL)
    write("docs/a.threat-model.json", '{"threat-model": "A"}')
    write("docs/other.yaml", "image: app\n")
    write("docs/marked.yaml", "threat-model: by its key\n")
    write(".gitignore", "build/\n/secret.threat-model.yaml\n")
    write("build/b.threat-model.yaml", MODEL)
    write("secret.threat-model.yaml", MODEL)
    write("docs/.gitignore", "c.*\n!c.threat-model.yml\n")
    write("docs/c.threat-model.yaml", MODEL)
    write("docs/c.threat-model.yml", MODEL)
    write("node_modules/x/threat-model.yaml", MODEL)
    outside = tmp_path_factory.mktemp("outside")
    (outside / "threat-model.yaml").write_text(MODEL)
    (here / "link.threat-model.yaml").symlink_to(outside / "threat-model.yaml")
    (here / "folder").symlink_to(outside)
    (here / "docs" / "inside.threat-model.yaml").symlink_to(here / "threat-model.yaml")
    (here / "loop").symlink_to(here)
    assert [one["path"] for one in show(".")["files"]] == [
        "threat-model.yaml",
        "docs/a.threat-model.json",
        "docs/c.threat-model.yml",
        "docs/inside.threat-model.yaml",
        "docs/marked.yaml",
    ]


def test_what_a_walk_cannot_read_is_said(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    write("docs/big.threat-model.yaml", b"#" * 10_000_001)
    result = forewarn("check", "--select", "FW006", ".")
    assert result.code == 2
    assert "Read 1 model with 1 element." in result.out
    assert result.err.startswith("forewarn: docs/big.threat-model.yaml: 10,000,001 bytes, more than the ")


def test_a_large_file_of_another_sort_is_passed_by(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    write("openapi.json", b"1" * 10_000_001)
    assert forewarn("check", "--select", "FW006", ".").code == 0


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", []),
        (b"\n\n", []),
        (b"# only a comment\n", []),
        (b"\xef\xbb\xbfthreat-model: Ferry\n", []),
        ("threat-model: Fähre\n".encode("utf-16"), []),
        ("threat-model: Fähre\n".encode("latin-1"), ["FW001"]),
        (b"threat-model: a\0b\n", None),
        (b"\x00\x01\x02\xff\xfe" * 20, ["FW001"]),
        (b"threat-model: x\nassets: [\n", ["FW001"]),
        (b"- " * 5_000, ["FW013"]),
        (b"[" * 100_000, ["FW013"]),
        (b"a: &a [*a, *a]\n", None),
        (b"---\n---\n---\n", []),
        (b"%YAML 9.9\n--- !!python/object:os.system x\n", None),
    ],
)
def test_any_content_gets_an_answer(write: Write, content: bytes, found: list[str] | None) -> None:
    write("threat-model.yaml", content)
    result = forewarn("check", "--select", "FW001,FW013", "threat-model.yaml")
    assert result.code in (0, 1)
    assert result.err == ""
    if found is not None:
        assert sorted(set(codes(check("--select", "FW001,FW013", "threat-model.yaml")["findings"]))) == found
    assert forewarn("show", "threat-model.yaml").code == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"#" * 1000, b"> " * 3_000, b"- " * 3_000, b"`" * 5_000])
def test_any_document_gets_an_answer(write: Write, content: bytes) -> None:
    write("threat-model.md", content)
    assert forewarn("check", "threat-model.md").code in (0, 1)
    assert forewarn("show", "threat-model.md").code == 0


@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(["threat-model.yaml", "a.json", "b.yml", "threat-model.md"]),
)
def test_any_bytes_give_an_exit_code(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("any", numbered=True) / name
    path.write_bytes(content)
    result = forewarn("check", "--format", "json", str(path))
    assert result.code in (0, 1)
    assert json.loads(result.out)["version"] == 1
    assert forewarn("show", "--format", "json", str(path)).code == 0


def test_a_name_that_is_no_text_is_shown_somehow(here: Path) -> None:
    """File names are bytes; those that are no UTF-8 do not stop anything."""
    try:
        Path(os.fsdecode(bytes(here) + b"/caf\xe9.threat-model.yaml")).write_text(MODEL)
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    command = [sys.executable, "-m", "forewarn", "check", "--format", "json", "--select", "FW108"]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["summary"]["files"] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(("where", "reason"), [(">/dev/full", "no space left on device"), (">&-", "it is closed")])
def test_output_that_cannot_be_written_is_said_in_one_line(write: Write, where: str, reason: str) -> None:
    write("threat-model.yaml", MODEL)
    command = ["sh", "-c", f'exec "$0" -m forewarn check {where}', sys.executable]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (2, f"forewarn: standard output cannot be written: {reason}\n")


def test_a_number_that_is_longer_than_any_number_is_shown_as_written(write: Write) -> None:
    digits = "9" * 5000
    write("threat-model.yaml", f"threat-model: Ferry\nreviews:\n  - votes: {{confident: {digits}, unsure: 2}}\n")
    (review,) = show("threat-model.yaml")["files"][0]["elements"]
    assert review["fields"] == {"votes": {"confident": digits, "unsure": 2}}


def test_a_check_does_not_load_the_language_server(write: Write) -> None:
    """A check loads no library of the protocol, and nothing else that it does not need."""
    write("threat-model.yaml", MODEL)
    program = (
        "import sys\nfrom forewarn.cli.main import main\nmain(['check', 'threat-model.yaml'])\n"
        "costly = {'pygls', 'lsprotocol', 'asyncio', 'yaml', 'rapidfuzz', 'pathspec', 'tree_sitter_markdown'}\n"
        "sys.exit(', '.join(costly & set(sys.modules)) or 0)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
