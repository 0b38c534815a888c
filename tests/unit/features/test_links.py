"""What can be followed: the files that a text names, and the pages of reference ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.features.links import links
from tests.support.cursors import MARKDOWN, read
from tests.support.files import Held

if TYPE_CHECKING:
    from pathlib import Path

MODEL = """\
threat-model: "🔒 x"
documents: [design/a.md, "design/b.md", gone.md, "design/*.md"]
threats:
  T1: {title: "🚪 y", references: [CWE-384, "CAPEC-60", nonsense]}
mitigations:
  M1: {title: z, evidence: ["tests/test_z.py", SEC-7, https://example.org/a]}
"""


def test_paths_and_pages(tmp_path: Path) -> None:
    """A pattern for several files leads nowhere, and neither does a path to nothing, or a ticket."""
    document = "---\nthreat-model: ../threat-model.yaml\n---\n# Design\n"
    texts = {"threat-model.yaml": MODEL, "design/a.md": document, "design/b.md": "# b", "tests/test_z.py": ""}
    held = Held.of(texts, tmp_path)

    def found(name: str) -> list[tuple[str, str]]:
        view = held.view(name)
        return [
            (view.document.slice(one.span), one.path.removeprefix(f"{held.folder}/") or one.url) for one in links(view)
        ]

    assert found("threat-model.yaml") == [
        ("design/a.md", "design/a.md"),
        ("design/b.md", "design/b.md"),
        ("CWE-384", "https://cwe.mitre.org/data/definitions/384.html"),
        ("CAPEC-60", "https://capec.mitre.org/data/definitions/60.html"),
        ("tests/test_z.py", "tests/test_z.py"),
    ]
    assert found("design/a.md") == [("../threat-model.yaml", "threat-model.yaml")]


def test_a_page_tells_what_it_is_about() -> None:
    view = read("# x\n\n## Threats\n\n- 🚪 A session is fixed: CWE-384\n", MARKDOWN)
    assert [(view.document.slice(one.span), one.about) for one in links(view)] == [("CWE-384", "Session Fixation")]


def test_nothing_outside_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# secret")
    folder = tmp_path / "work"
    folder.mkdir()
    model = "threat-model: x\ndocuments: [../secret.md, /etc/passwd, 'file:///etc/passwd']\n"
    assert links(Held.of({"threat-model.yaml": model}, folder).view("threat-model.yaml")) == ()
