"""Write the schema's JSON twin: `python tests/support/compile_schema.py`, which `make schema` does.

The package reads the twin because YAML is too slow for a command line that answers in a quarter of a second. All values
in it are texts: what `true` means where is the schema's reader's matter.
"""

from __future__ import annotations

import json
from pathlib import Path

import yaml

MODEL = Path(__file__).resolve().parents[2] / "server" / "forewarn" / "model"
SOURCE = MODEL / "schema.yaml"
TWIN = MODEL / "schema.json"


def compiled() -> str:
    """Give the JSON text for `schema.yaml`: one line for each kind, so that a changed kind is one changed line."""
    parts: dict[str, dict[str, object]] = yaml.load(SOURCE.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    return "{\n" + ",\n".join(f"{_json(name)}:{_entries(part)}" for name, part in parts.items()) + "\n}\n"


def _entries(part: dict[str, object]) -> str:
    return "{\n" + ",\n".join(f"{_json(name)}:{_json(entry)}" for name, entry in part.items()) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    TWIN.write_text(compiled(), encoding="utf-8", newline="\n")
