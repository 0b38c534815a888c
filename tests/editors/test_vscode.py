"""forewarn in a real VS Code, typed at and looked at as by a person.

The workbench is VS Code's own, in a browser without a window; the extension is the package that `make vsix` makes, with
the server inside. The files are a copy of the example that ships. Pictures of the screen are kept in dist/screenshots.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.editors.packaged import EXTENSION, package
from tests.editors.vscode_server import VSCode
from tests.editors.workbench import Workbench, run_in_host
from tests.support.node import npm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def vscode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VSCode]:
    """VS Code with the extension in it."""
    served = VSCode(tmp_path_factory.mktemp("vscode"), package(), driven=True)
    yield served
    served.close()


@pytest.fixture
def window(
    shown: Browser, vscode: VSCode, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[Path], Workbench]]:
    """Opens a window on a folder or a workspace file; a picture of each is kept at the end."""
    opened: list[Workbench] = []

    def open_window(place: Path) -> Workbench:
        opened.append(Workbench(shown, vscode.address, place, request.node.name))
        return opened[-1]

    yield open_window
    for one in opened:
        one.picture()
        one.close()


@pytest.fixture
def workbench(window: Callable[[Path], Workbench], folder: Path) -> Workbench:
    """A window on that folder."""
    return window(folder)


CHECKED = "forewarn checks this file: it has a top-level key `threat-model`."


def test_findings_appear_and_vanish_while_one_types(workbench: Workbench) -> None:
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("pickup-cod,", 10)
    workbench.sees_marks("error", 1)
    workbench.picture()

    workbench.type("e")
    workbench.sees_marks("error", 0)
    workbench.press("Backspace")
    workbench.sees_marks("error", 1)


def test_the_light_bulb_mends_a_reference(workbench: Workbench) -> None:
    workbench.open("threat-model.yaml")
    workbench.go_to("pickup-cod,", 2)
    workbench.sees_marks("error", 1)

    workbench.light_bulb("Change to `pickup-code`")

    workbench.sees_line(r"send-code: .*carries: \[pickup-code, recipient-contact\]")
    workbench.sees_marks("error", 0)


def test_a_hover_on_a_type_asks_what_could_go_wrong(workbench: Workbench) -> None:
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("iot-device", 2)
    workbench.hover("Ask yourself")


def test_a_hover_on_a_finding_says_what_is_asked(workbench: Workbench) -> None:
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("T2:", 1)
    workbench.hover("Nothing answers T2 yet")
    workbench.hover("A caller talks support into opening a door that is not theirs")


def test_completion_offers_asset_types_and_this_models_names(workbench: Workbench) -> None:
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("flows:")
    workbench.press("ArrowUp")
    workbench.type("  photo: {type: ")
    workbench.suggestions("identity-document", "personal-data")
    workbench.picture()
    workbench.type("perso")
    workbench.accept("personal-data")
    workbench.sees_line(r"photo: \{type: personal-data")

    workbench.go_to("support-desk]", 12)
    workbench.type(", recip")
    workbench.suggestions("recipient-contact")
    workbench.accept("recipient-contact")
    workbench.sees_line(r"against: \[parcel, support-desk, recipient-contact\]")


def test_add_mitigation_from_the_light_bulb_answers_a_threat(workbench: Workbench) -> None:
    """The mitigation is created and linked, and forewarn asks who takes it: it never believes its own suggestion."""
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("T2:", 1)
    workbench.menu("Add mitigation")
    workbench.picture()
    workbench.choose("Add mitigation")

    workbench.sees_line(r"^ {4}mitigations: \[M6\]")
    workbench.go_to("M6:")
    workbench.sees_line(r"^ {2}M6:")
    workbench.go_to("[M6]", 2)
    workbench.hover("M6 is only a suggestion")


def test_record_as_an_assumption_from_the_light_bulb_writes_it_below_the_others(workbench: Workbench) -> None:
    workbench.open("parcel-pickup.md")
    workbench.status("forewarn checks this file")
    workbench.go_to("Six digits are enough", 3)
    workbench.hover("What prevents it?")
    workbench.light_bulb("Record as an assumption")
    workbench.go_to("- Six digits are enough")
    workbench.sees_line("^- Six digits are enough because codes cannot be guessed.")


def test_hints_in_a_document_say_how_it_was_read(workbench: Workbench) -> None:
    workbench.open("parcel-pickup.md")
    workbench.status("forewarn checks this file: it lies in a folder for design documents (`design`)")
    workbench.go_to("### Risks in the pilot")
    workbench.sees_line("### Risks in the pilot.*threats · 3, 1 open")
    workbench.picture()


def test_a_name_in_a_document_leads_to_the_model(workbench: Workbench, folder: Path) -> None:
    with (folder / "design" / "parcel-pickup.md").open("a", encoding="utf-8") as document:
        document.write("\nSix digits make up a `pickup-code`.\n")
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.open("parcel-pickup.md")
    workbench.status("forewarn checks this file")
    workbench.go_to("`pickup-code`", 3)
    workbench.press("F12")
    workbench.sees("threat-model.yaml", ".tab.active")
    workbench.status(CHECKED)


def test_a_rename_goes_through_the_model_and_its_documents(workbench: Workbench, folder: Path) -> None:
    with (folder / "design" / "parcel-pickup.md").open("a", encoding="utf-8") as document:
        document.write("\nSix digits make up a `pickup-code`.\n")
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("pickup-cod,", 10)
    workbench.type("e")
    workbench.sees_marks("error", 0)
    workbench.go_to("pickup-code: {", 3)
    workbench.rename("pickup-code", "door-code")
    workbench.sees_line(r"^ {2}door-code: \{type: access-token")
    workbench.go_to("type-code:")
    workbench.sees_line(r"type-code: .*carries: \[door-code\]")

    workbench.open("parcel-pickup.md")
    workbench.go_to("Six digits make up a")
    workbench.sees_line("^Six digits make up a `door-code`")


def test_a_lens_above_an_asset_says_how_many_threats_are_open_and_shows_them(workbench: Workbench) -> None:
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("  parcel: {")
    workbench.lens("4 threats · 1 open")
    workbench.sees("A caller talks support into", ".peekview-widget")


def test_what_is_wrong_in_a_configuration_is_shown_in_it(workbench: Workbench, folder: Path) -> None:
    (folder / "forewarn.toml").write_text('profile = "guidd"\n', "utf-8")
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.open("forewarn.toml")
    workbench.sees_marks("error", 1)


def test_a_dismissal_of_an_unknown_rule_is_shown_where_it_stands(workbench: Workbench, folder: Path) -> None:
    (folder / ".forewarn-dismissed").write_text("0123456789abcdef FW999 design/parcel-pickup.md\n", "utf-8")
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.open(".forewarn-dismissed")
    workbench.sees_marks("error", 1)


def test_other_files_are_left_alone(workbench: Workbench, folder: Path, vscode: VSCode) -> None:
    before = vscode.servers
    (folder / "deployment.yaml").write_text("kind: Deployment\nmetadata: {name: api}\n", "utf-8")
    workbench.open("deployment.yaml")
    workbench.status("forewarn leaves this file alone: nothing in its name, its place or its text")
    assert vscode.servers == before


def test_a_file_becomes_ours_while_it_is_typed(workbench: Workbench, folder: Path) -> None:
    (folder / "notes.yaml").write_text("owner: lockers-team\n", "utf-8")
    workbench.open("notes.yaml")
    workbench.status("forewarn leaves this file alone")
    workbench.press("Control+Home")
    workbench.type("threat-model: Notes\n")
    workbench.status(CHECKED)


def test_a_snippet_starts_a_model(workbench: Workbench, folder: Path) -> None:
    (folder / "cards.threat-model.yaml").write_text("", "utf-8")
    workbench.open("cards.threat-model.yaml")
    workbench.status("forewarn checks this file: its name is that of a threat model")
    workbench.type("threat-m")
    workbench.suggestions("threat-model")
    workbench.accept("threat-model", kind="snippet")
    workbench.sees_line("^threat-model: Name of the system")
    workbench.status(CHECKED)


def test_settings_of_the_editor_count_where_there_is_no_configuration(workbench: Workbench, folder: Path) -> None:
    (folder / ".vscode").mkdir()
    (folder / ".vscode" / "settings.json").write_text('{"forewarn.ignore": ["FW201"]}', "utf-8")
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    workbench.go_to("pickup-cod,")
    workbench.sees_marks("error", 1)

    workbench.open("settings.json")
    workbench.go_to("201", 3)
    workbench.type('", "FW006')
    workbench.press("Control+s")
    workbench.open("threat-model.yaml")
    workbench.sees_marks("error", 0)


def test_all_folders_of_a_workspace_have_one_server(
    window: Callable[[Path], Workbench], folder: Path, tmp_path: Path, vscode: VSCode
) -> None:
    other = tmp_path / "cards"
    other.mkdir()
    (other / "THREAT_MODEL.md").write_text("# Library cards\n\n## Threats\n\n- T1: A card is copied\n", "utf-8")
    place = tmp_path / "all.code-workspace"
    place.write_text(json.dumps({"folders": [{"path": str(folder)}, {"path": str(other)}]}), "utf-8")
    before = vscode.servers

    workbench = window(place)
    workbench.open("THREAT_MODEL.md")
    workbench.status("its name says that it is a threat model")
    workbench.open("threat-model.yaml")
    workbench.status(CHECKED)
    assert len(set(vscode.servers) - before) == 1


def test_it_works_in_the_real_extension_host(shown: Browser, vscode: VSCode, folder: Path) -> None:
    """The suite in editors/vscode/test/host, which VS Code runs."""
    npm(EXTENSION, "run", "build:host", quiet=True)
    failures, said = run_in_host(shown, vscode, folder, EXTENSION / "dist" / "host" / "index.js")
    assert failures == 0, said
    assert "restarting brings the findings back" in said
