"""Write the catalogue's JSON twins from its YAML files: `python tests/support/compile_catalog.py`.

The package reads the twins because YAML is too slow for a command line that answers in a quarter of a second.
Duplicate keys are refused here: YAML parsers let the last one win in silence.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import cast

import yaml

DATA = Path(__file__).resolve().parents[2] / "server" / "forewarn" / "catalog" / "data"
COMPILED = DATA / "compiled"


def compiled(source: Path) -> str:
    """Give the JSON text for one YAML file. Raises `ValueError` on duplicate keys or YAML errors."""
    text = source.read_text(encoding="utf-8")
    _refuse_duplicates(source.name, yaml.compose(text, Loader=yaml.SafeLoader))
    value = cast("dict[str, object]", yaml.safe_load(text))
    # One entry a line, so that a changed entry is one changed line.
    entries = [f"{_json(name)}:{_json(entry)}" for name, entry in value.items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def sources() -> list[Path]:
    """Give the YAML files, sorted by name."""
    return sorted(DATA.glob("*.yaml"))


def main() -> int:
    """Write every twin and remove those without a source."""
    COMPILED.mkdir(exist_ok=True)
    for source in sources():
        (COMPILED / f"{source.stem}.json").write_text(compiled(source), encoding="utf-8", newline="\n")
    names = {source.stem for source in sources()}
    for twin in COMPILED.glob("*.json"):
        if twin.stem not in names:
            twin.unlink()
    sys.stdout.write(f"{len(names)} files compiled\n")
    return 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _refuse_duplicates(name: str, node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise ValueError(f"{name}:{key.start_mark.line + 1}: `{key.value}` stands here twice")
            seen.add(key.value)
            _refuse_duplicates(name, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_duplicates(name, item)


if __name__ == "__main__":
    sys.exit(main())
