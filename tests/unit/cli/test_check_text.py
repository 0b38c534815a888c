"""`forewarn check` as a person reads it: the line of the text, carets under what is meant, the next step."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

QUIET = ("--select", "FW006")


def test_a_finding_shows_its_line_and_what_to_do(write: Write) -> None:
    write(
        "threat-model.yaml", "threat-model: Ferry\nassets:\n  seat: {}\nthreats:\n  T1: {title: x, against: [seta]}\n"
    )
    assert forewarn("check", *QUIET, "threat-model.yaml") == (
        1,
        """\
threat-model.yaml
  5:28 error FW006 Nothing is called `seta`. Which asset, component or flow is meant?
  5 |   T1: {title: x, against: [seta]}
    |                            ^^^^
    fix: Change to `seat`

1 finding (1 integrity). Read 1 model with 2 elements.
""",
        "",
    )


def test_findings_are_grouped_by_file(write: Write) -> None:
    write("a.threat-model.yaml", "threat-model: A\nzones:\n  shore: {in: see}\n  quay: {in: sae}\n")
    write("docs/b.threat-model.yaml", "threat-model: B\nzones:\n  shore: {in: see}\n")
    result = forewarn("check", *QUIET)
    assert result.code == 1
    without_fixes = [line for line in result.out.splitlines(keepends=True) if "    fix: " not in line]
    assert (
        "".join(without_fixes)
        == """\
a.threat-model.yaml
  3:15 error FW006 Nothing is called `see`. Which zone is meant?
  3 |   shore: {in: see}
    |               ^^^
  4:14 error FW006 Nothing is called `sae`. Which zone is meant?
  4 |   quay: {in: sae}
    |              ^^^
docs/b.threat-model.yaml
  3:15 error FW006 Nothing is called `see`. Which zone is meant?
  3 |   shore: {in: see}
    |               ^^^

3 findings (3 integrity). Read 2 models with 3 elements.
"""
    )


def test_a_document_that_only_a_model_claims_is_checked_with_it(write: Write) -> None:
    """Nothing in its name or text says that it is ours; an editor shows its findings all the same."""
    write("threat-model.yaml", "threat-model: Ferry\ndocuments: [notes.md]\nassets:\n  seat: {}\n")
    write("notes.md", "# Notes\n\n## Threats\n\n- **T9**: The seat burns\n")
    write("others.md", "# Notes\n\n## Threats\n\n- **T9**: The seat burns\n")
    select = ("--select", "FW201")
    assert "notes.md\n  5:" in forewarn("check", *select).out
    assert forewarn("check", *select).out == forewarn("check", "threat-model.yaml", "notes.md", *select).out
    assert "notes.md" not in forewarn("check", "threat-model.yaml", *select).out


def test_the_other_end_of_a_finding_is_named(write: Write) -> None:
    write("threat-model.yaml", "threat-model: A\nassets:\n  seat: {}\n  seat: {}\n")
    lines = forewarn("check", "--select", "FW005").out.splitlines()
    assert any(line.startswith("    see line 3: ") for line in lines)


def test_of_many_places_three_are_named(write: Write) -> None:
    """What a whole document does not say is said once; its other places are for an editor to jump to."""
    items = "".join(f"- T{n}: Somebody reads ticket {n}\n" for n in range(1, 9))
    write("threat-model.md", f"# Threat model\n\n## Threats\n\n{items}")
    lines = forewarn("check", "--select", "FW208").out.splitlines()
    assert [line.partition(": ")[0] for line in lines if line.startswith("    see ")] == [
        "    see line 5",
        "    see line 6",
        "    see line 7",
    ]
    assert "    and others" in lines


@pytest.mark.parametrize(
    ("line", "shown", "carets"),
    [
        ("T1:\t{title: x, against: [seta]}", "  T1: {title: x, against: [seta]}", "                           ^^^^"),
        ("T1: {title: 😀, against: [seta]}", "  T1: {title: 😀, against: [seta]}", "                            ^^^^"),
        ("T1: {title: 票, against: [seta]}", "  T1: {title: 票, against: [seta]}", "                            ^^^^"),
        ("T1: {title: é, against: [seta]}", "  T1: {title: é, against: [seta]}", "                           ^^^^"),
        ("T1: {title: e\u0301, against: [seta]}", "  T1: {title: e\u0301, against: [seta]}", " " * 27 + "^^^^"),
        ("T1: {title: x, against: [乗船]}", "  T1: {title: x, against: [乗船]}", "                           ^^^^"),
    ],
)
def test_carets_stand_below_the_words_in_a_terminal(write: Write, line: str, shown: str, carets: str) -> None:
    """Tabs are one blank; wide signs take two columns, combining ones none (UAX #11)."""
    write("threat-model.yaml", f"threat-model: Ferry\nthreats:\n  {line}\n")
    lines = forewarn("check", *QUIET, "threat-model.yaml").out.splitlines()
    assert lines[2].removeprefix("  3 | ") == shown
    assert lines[3].removeprefix("    | ") == carets


def test_a_long_line_is_cut_around_the_finding(write: Write) -> None:
    write(
        "threat-model.yaml",
        f"threat-model: Ferry\nthreats:\n  T1: {{title: {'x' * 300}, against: [seta], notes: {'y' * 300}}}\n",
    )
    lines = forewarn("check", *QUIET, "threat-model.yaml").out.splitlines()
    text, carets = lines[2].removeprefix("  3 | "), lines[3].removeprefix("    | ")
    assert text.startswith("…xxx")
    assert text.endswith("yyy…")
    assert len(text) <= 102
    assert text[carets.index("^") : carets.rindex("^") + 1] == "seta"


def test_a_model_cannot_write_to_the_terminal(write: Write) -> None:
    """What a terminal would obey is shown as a replacement sign."""
    write(
        "threat-model.yaml", 'threat-model: Ferry\nthreats:\n  T1: {title: "\x1b[31mred\x07", against: [se\x1b[2Jta]}\n'
    )
    out = forewarn("check", "threat-model.yaml").out + forewarn("show", "threat-model.yaml").out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\ufffd[31mred" in out


@pytest.mark.parametrize(
    ("files", "last"),
    [
        ({"a.threat-model.yaml": "threat-model: A\n"}, "Read 1 model with 0 elements."),
        (
            {"a.threat-model.yaml": "threat-model: A\n", "threat-model.md": "# Threats\n\n- T1: x\n"},
            "Read 1 model, 1 document with 1 element.",
        ),
        (
            {
                "a.threat-model.yaml": "threat-model: A\n---\nthreat-model: B\nassets: {a: {}}\n",
                "b.otm": "otmVersion: 1\n",
            },
            "Read 1 model, 1 other file with 1 element.",
        ),
        (
            {"a.threat-model.yaml": "threat-model: A\n", "b.yaml": "zones: {}\nassets: {}\nthreats: {}\nflows: {}\n"},
            "Read 1 model with 0 elements; 1 file looks like a model but is not claimed.",
        ),
        (
            {
                "a.threat-model.yaml": "threat-model: A\n",
                "b.yaml": "zones: {}\nassets: {}\nthreats: {}\nflows: {}\n",
                "c.yaml": "zones: {}\nassets: {}\nthreats: {}\nflows: {}\n",
            },
            "Read 1 model with 0 elements; 2 files look like models but are not claimed.",
        ),
    ],
)
def test_the_last_line_says_what_was_read(write: Write, files: dict[str, str], last: str) -> None:
    for name, text in files.items():
        write(name, text)
    result = forewarn("check", "--select", "FW006")
    assert result == (0, f"No findings. {last}\n", "")


def test_colours_are_for_terminals_only(write: Write) -> None:
    """And not where NO_COLOR is set (https://no-color.org)."""
    write("threat-model.yaml", "threat-model: Ferry\nzones:\n  shore: {in: see}\n")
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")} | {"TERM": "xterm"}
    assert "\x1b[31;1merror FW006\x1b[0m" in _in_terminal(plain)
    assert "\x1b[" not in _in_terminal(plain | {"NO_COLOR": "1"})
    assert "\x1b[" not in _in_terminal(plain | {"TERM": "dumb"})
    assert "\x1b[" not in forewarn("check", "threat-model.yaml").out


def _in_terminal(environment: dict[str, str]) -> str:
    """What `forewarn check` prints on a terminal."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "forewarn", "check", "threat-model.yaml"]
    with subprocess.Popen(command, stdout=its, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(its)
        text = b""
        try:
            while piece := os.read(ours, 65_536):
                text += piece
        except OSError:  # the other end is closed (Linux says so with EIO)
            pass
        process.wait()
    os.close(ours)
    return text.decode()


def test_paths_are_those_of_the_current_folder(write: Write, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative below it, absolute elsewhere."""
    path = write("models/a.threat-model.yaml", "threat-model: A\nzones:\n  shore: {in: see}\n")
    assert forewarn("check", str(path)).out.startswith("models/a.threat-model.yaml\n")
    (here / "other").mkdir()
    monkeypatch.chdir(here / "other")
    assert forewarn("check", "../models").out.startswith(f"{path.as_posix()}\n")


def test_whoever_reads_may_leave_early(write: Write) -> None:
    """`forewarn check | head -1` gives no traceback, and keeps its exit code."""
    write("threat-model.yaml", "threat-model: A\nzones:\n" + "".join(f"  z{n}: {{in: x{n}}}\n" for n in range(3_000)))
    command = [sys.executable, "-m", "forewarn", "check", "threat-model.yaml"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_a_terminal_without_unicode_gets_what_it_can_show(write: Write) -> None:
    write("threat-model.yaml", "threat-model: 😀 Ferry\nzones:\n  shöre: {in: see}\n")
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "forewarn"]
    text = subprocess.run([*command, "check", "threat-model.yaml"], capture_output=True, env=environment, check=False)
    assert (text.returncode, text.stderr) == (1, b"")
    shown = subprocess.run(
        [*command, "show", "--format", "json", "threat-model.yaml"], capture_output=True, env=environment, check=True
    )
    assert b'"title": "\\ud83d\\ude00 Ferry"' in shown.stdout
