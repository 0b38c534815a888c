"""What the VS Code extension says of itself, and what its package holds. What it does is in test_vscode.py."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from forewarn.rules.rule import Severity
from tests.editors.packaged import EXTENSION, package
from tests.support.findings import findings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = json.loads((EXTENSION / "package.json").read_text("utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def test_its_source_stays_small() -> None:
    """Logic lives in the server, where all editors have it."""
    lines = [line.strip() for file in (EXTENSION / "src").glob("*.ts") for line in file.read_text("utf-8").splitlines()]
    assert len([line for line in lines if line and not line.startswith(("//", "/*", "*"))]) <= 250


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((EXTENSION / "package-lock.json").read_text("utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert [name for name, entry in lock["packages"].items() if name and "integrity" not in entry] == []


# -- trust
def test_no_workspace_can_say_what_is_started() -> None:
    """A setting of scope `machine` is not read from a workspace (VS Code, contribution points, `configuration`)."""
    settings = cast("Mapping[str, Mapping[str, object]]", MANIFEST["contributes"]["configuration"]["properties"])
    assert {name: one["scope"] for name, one in settings.items() if "server" in name} == {
        "forewarn.server.path": "machine",
        "forewarn.server.python": "machine",
    }


def test_it_works_where_the_workspace_is_not_trusted() -> None:
    assert MANIFEST["capabilities"]["untrustedWorkspaces"] == {"supported": True}


# -- snippets
@pytest.mark.parametrize(("language", "name"), [("yaml", "Threat model"), ("markdown", "Threat model")])
def test_a_snippet_as_it_is_gives_questions_and_no_contradictions(language: str, name: str) -> None:
    snippets = json.loads((EXTENSION / "snippets" / f"{language}.json").read_text("utf-8"))
    text = filled("\n".join(snippets[name]["body"]))
    found = findings_of(text, "native" if language == "yaml" else language)
    assert found
    assert [one.message for one in found if one.severity is Severity.ERROR] == []


def filled(snippet: str) -> str:
    """The text that a snippet leaves when nothing is typed over its places."""
    first: dict[str, str] = {}
    for number, text, choices in re.findall(r"\$\{(\d+)(?::([^}]*)|\|([^}]*)\|)\}", snippet):
        first[number] = text or choices.split(",")[0]
    whole = re.sub(r"\$\{(\d+)[:|][^}]*\}", lambda found: first[found[1]], snippet)
    return re.sub(r"\$(\d+)", lambda found: first.get(found[1], ""), whole)


# -- the package
@pytest.fixture(scope="session")
def vsix() -> Path:
    """The package for this platform."""
    return package()


def test_the_package_holds_the_server_for_each_version_of_python(vsix: Path) -> None:
    with zipfile.ZipFile(vsix) as archive:
        names = set(archive.namelist())
    libs = "extension/bundled/libs"
    assert {
        f"{libs}/forewarn/catalog/data/compiled/configuration.json",
        f"{libs}/forewarn/grammars/claim.lark",
    } <= names
    for part in ("rapidfuzz/fuzz_cpp", "tree_sitter/_binding", "yaml/_yaml"):
        versions = {re.sub(r"\D", "", name.split(".")[1])[:3] for name in names if name.startswith(f"{libs}/{part}.c")}
        assert versions == {version.replace(".", "") for version in PYTHONS}, part


def test_the_package_holds_what_it_names_and_licences(vsix: Path) -> None:
    with zipfile.ZipFile(vsix) as archive:
        names = set(archive.namelist())
    shown = [MANIFEST["main"], MANIFEST["icon"], "INSTALL.md", "LICENSE.txt", "NOTICE", "readme.md"]
    shown += [one["path"] for kind in ("grammars", "snippets") for one in MANIFEST["contributes"][kind]]
    assert {f"extension/{Path(path).as_posix()}" for path in shown} <= names
    assert {"rapidfuzz", "tree_sitter"} <= {name.split("/")[3].split("-")[0] for name in names if "/licenses/" in name}


def test_the_server_in_the_package_runs_with_any_python(vsix: Path, tmp_path: Path) -> None:
    """Isolated: what lies in the current folder is not imported, whatever it is called."""
    with zipfile.ZipFile(vsix) as archive:
        archive.extractall(tmp_path / "package")
    start = tmp_path / "package" / "extension" / "bundled" / "start.py"
    (tmp_path / "forewarn.py").write_text("raise SystemExit('imported from the workspace')\n", "utf-8")
    (tmp_path / "threat-model.yaml").write_text("threat-model: Cards\n", "utf-8")
    ran: list[str] = []
    for python in pythons():
        command = (python, "-I", "-X", "utf8", str(start), "check", "threat-model.yaml")
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
        assert "Read 1 model" in done.stdout, done.stderr
        ran.append(python)
    assert ran


def pythons() -> list[str]:
    """The Pythons of this machine that the package has the compiled parts for."""
    found = [shutil.which(f"python{version}") for version in PYTHONS]
    answer = (sys.executable, *(path for path in found if path))
    return [python for python in answer if _version(python) in PYTHONS]


def _version(python: str) -> str:
    ask = (python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()


def test_an_old_python_is_told_what_is_needed() -> None:
    """This one says that it is old. That 3.9 and 3.6 get as far as saying so was tried by hand."""
    code = "import sys; sys.version_info = (3, 9, 18); exec(compile(open(sys.argv[1]).read(), 'start', 'exec'))"
    command = (sys.executable, "-I", "-c", code, str(EXTENSION / "bundled" / "start.py"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "this is Python 3.9, and 3.11 or newer is needed\n")
