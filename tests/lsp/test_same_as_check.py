"""One engine: an editor is shown what `forewarn check` prints, with the same words at the same places."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.lsp.editor import EDITORS
from tests.lsp.test_own_rules import MODEL, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.lsp.editor import Editor

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
SETTINGS = """\
profile = "self-serve"
ignore = ["FW103"]
own-rules = ["rules.yaml"]

[severity]
FW201 = "error"
"""
WAIVED = MODEL.replace("T1: {", "T1: # forewarn: ignore FW201 until 2999-01-01: Ida looks into it\n    {")
FILES = {
    "the example": {
        "threat-model.yaml": (EXAMPLE / "threat-model.yaml").read_text("utf-8"),
        "design/parcel-pickup.md": (EXAMPLE / "design" / "parcel-pickup.md").read_text("utf-8"),
    },
    "rules of one's own": {"forewarn.toml": SETTINGS, "rules.yaml": RULES, "threat-model.yaml": MODEL},
    "what is waived": {"threat-model.yaml": WAIVED},
    "what is broken": {
        "threat-model.yaml": MODEL + "flows: [\n",
        "forewarn.toml": 'profile = "🔑"\nignore = ["FW20"\n',
    },
}
LEVELS = {1: "error", 2: "warning", 3: "information", 4: "hint"}
LANGUAGES = {".md": "markdown", ".yaml": "yaml", ".toml": "toml"}


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
@pytest.mark.parametrize("editor_name", EDITORS)
async def test_what_is_shown_is_what_is_printed(editor: Editor, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (editor.folder / name).parent.mkdir(exist_ok=True)
        (editor.folder / name).write_text(text, "utf-8")
    printed = list(_printed(editor.folder, files))
    shown: list[tuple[str, ...]] = []
    for name, text in files.items():
        editor.show(name, text, LANGUAGES[Path(name).suffix])
        shown += [
            (name, str(one.code), LEVELS[one.severity or 0], editor.text_in(one.range), str(one.message))
            for one in await editor.diagnostics()
        ]
    assert printed
    assert sorted(shown) == sorted(printed)


def _printed(folder: Path, files: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    command = [sys.executable, "-m", "forewarn", "check", ".", "--format", "json", "--fail-on", "never"]
    said = subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    for one in json.loads(said)["findings"]:
        (first, start), (last, end) = (
            (one["range"][at]["line"], one["range"][at]["column"]) for at in ("start", "end")
        )
        lines = files[one["path"]].split("\n")[first - 1 : last]
        lines[-1] = lines[-1][: end - 1]
        lines[0] = lines[0][start - 1 :]
        yield one["path"], one["code"], one["severity"], "\n".join(lines), one["message"]
