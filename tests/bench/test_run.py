"""The benchmark runs. How fast things are is not judged here."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_a_short_run_measures_yaml_and_markdown(shared: Path, repository: Path) -> None:
    sizes = ("--lines", "500", "--markdown", "1000")
    command = (sys.executable, "-m", "tests.bench", "--short", "--no-peer", "--shared", str(shared), *sizes)
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| YAML 500 | keystroke to diagnostics, p95 |" in done.stdout
    assert "| Markdown 1,000 | keystroke to diagnostics, p95 |" in done.stdout


def test_without_the_measuring_client_the_benchmark_says_what_is_missing(tmp_path: Path, repository: Path) -> None:
    command = (sys.executable, "-m", "tests.bench", "--shared", str(tmp_path))
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "lspbench.py is not there: FOREWARN_SHARED names the folder that holds bench/lspbench.py" in done.stderr
