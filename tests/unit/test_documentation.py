"""The documentation leads where it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forewarn.cli.main import main
from forewarn.model.directives import section_words

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(
    page.relative_to(REPOSITORY).as_posix()
    for page in (*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md"), *REPOSITORY.glob("editors/*/*.md"))
)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_CODE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|yaml|lua|json|txt))`")


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_to_files(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    lost = [target for target in _LINK.findall(text) if not ((REPOSITORY / page).parent / target).exists()]
    assert lost == []


def test_files_named_in_the_architecture_page_exist() -> None:
    text = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
    named = _CODE.findall(text)
    lost = [name for name in named if not any((REPOSITORY / root / name).exists() for root in ("server/forewarn", "."))]
    assert named
    assert lost == []


EXAMPLES = re.findall(
    r"<!-- example -->\n````markdown\n(.*?)````\n````text\n(.*?)````",
    (REPOSITORY / "docs/markdown.md").read_text("utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize(("document", "shown"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_a_document_is_read_as_the_page_about_markdown_says(
    document: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "threat-model.md").write_text(document, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["show", "threat-model.md"]) == 0
    assert capsys.readouterr().out.rstrip("\n") == shown.rstrip("\n")


def test_the_page_about_markdown_lists_every_kind_of_section() -> None:
    text = (REPOSITORY / "docs/markdown.md").read_text("utf-8")
    assert [word for word in section_words() if f"| `{word}`" not in text and f", `{word}`" not in text] == []


def test_the_session_in_the_readme_is_a_real_one(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (repository / "README.md").read_text("utf-8")
    session = re.search(r"<!-- session: .*?```text\n\$ cd (.*?)\n\$ forewarn (.*?)\n(.*?)```", text, re.DOTALL)
    assert session is not None
    monkeypatch.chdir(repository / session[1])
    main(session[2].split())
    assert capsys.readouterr().out == session[3]
