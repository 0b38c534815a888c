"""The reference page of the settings, written from `catalog/data/configuration.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.configuration.settings import Shape, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.configuration.settings import Setting

PAGE_PATH = "docs/configuration.md"
_INTRODUCTION = """# Configuration

<!-- Written by `make schema` from server/forewarn/catalog/data/configuration.yaml; not to be edited. -->

forewarn needs no configuration. Where there is one, it is a file `forewarn.toml`, or the table `[tool.forewarn]` in a
`pyproject.toml`. The nearest one counts, from the folder of a file up to the root of its workspace (the folder with
`.git` or `forewarn.toml`); in one folder `forewarn.toml` comes first. `forewarn status FILE` names it. It is only read:
nothing in it can run, and nothing is fetched.

Rules are named by code or by name (`forewarn rules` lists them). A setting or a value that forewarn does not know is
found at its place (FW905, a rule that does not exist FW904) and does not count; the rest does. A file that is no TOML
counts for nothing; an editor goes on with what it read before. `forewarn check --select`, `--ignore` and `--profile`
stand in place of what the file says.

An editor may hold the same settings, under the name `forewarn` (`forewarn.profile`, `forewarn.ignore` …). They count
only for files above which no configuration lies, so that all who work on a repository see what it says; patterns are
relative to the root of the workspace. The command line does not know them, and `policy` and `own-rules` stand in files
alone. `hints` stands in editors alone, and counts for all files there.
"""
_FORMS = {
    Shape.TEXT: "a text",
    Shape.FLAG: "true or false",
    Shape.DAYS: "a number of days, 1 or more",
    Shape.RULES: "a list of rules",
    Shape.GLOBS: "a list of patterns",
    Shape.FILES: "a list of files",
    Shape.TEXTS: "a list of texts",
    Shape.COMPONENT_TYPES: "a list of the catalogue's types of components",
    Shape.RECORD: "a table",
}


_WAIVING = """## Waive a finding

A comment in the model waives a finding on its own line, or on the next one where it stands alone, in YAML and Markdown:

```yaml
# forewarn: ignore FW203, FW211 because the lockers are replaced in spring until 2027-06-30
```

```markdown
- T4: A locker is opened with a crowbar. <!-- forewarn: ignore FW201 because the lockers are replaced in spring -->
```

Rules stand there by code or by name; the reason behind `because` is asked for (FW902), the last day behind `until`
need not be there. Two weeks before that day it is announced, and once it has passed (FW903) the finding is shown
again; neither makes a run fail but one with `--fail-on-expired`. A comment that has nothing to waive is found
(FW901), and so is one that names a rule that does not exist (FW904). Waived findings are not shown; `check --format
json` counts them. In an editor *Waive … here, with a reason* writes the comment. What `policy` protects is not
waived.
"""

_DISMISSING = """## Dismiss a finding

Where forewarn misread a text, and what it takes for a threat is none, a line in the file `.forewarn-dismissed` says so:
the fingerprint of the finding, its rule, and a few words for people.

```text
# Not threats.
3f0c9d51a7e2b846 FW201 The ferry is repainted
```

In an editor *Not a threat: do not ask about it again* writes the line; it counts once the file is saved. The file lies
beside the configuration that counts, else at the root of the workspace. `check --format json` prints the `fingerprint`
of each finding. It is made of the rule and the words, never of a line or of a file's name: a text that is
moved stays dismissed, one that is reworded is asked about again. What is dismissed is not shown; `check` counts it. A
line of which nothing is found any more is asked about softly where a whole folder is checked (FW901), and one that
cannot be read is found (FW904, FW905). What `policy` protects is not dismissed.
"""


def configuration_page() -> str:
    """The page, in Markdown."""
    lines = [_INTRODUCTION]
    for setting in settings().values():
        lines += [f"## `{setting.name}`", "", setting.about]
        if setting.later:
            lines.append("It is read and checked; no rule uses it yet.")
        lines += ["", f"Value: {_form(setting)}. Without it: {setting.default}.", ""]
        if setting.fields:
            lines += ["| key | value | what it says |", "|---|---|---|", *_rows(setting), ""]
        if setting.editors:
            lines += ["It stands in an editor's settings, which reach forewarn like this:", ""]
        lines += ["```json" if setting.editors else "```toml", setting.example, "```", ""]
    return "\n".join([*lines, _WAIVING, _DISMISSING]).rstrip("\n") + "\n"


def _rows(setting: Setting, prefix: str = "") -> Iterator[str]:
    for name, field in setting.fields.items():
        about = f"{field.about} No rule uses it yet." if field.later else field.about
        yield f"| `{prefix}{name}` | {_form(field)} | {about} |"
        if field.of is not None:
            yield from _rows(field.of, f"{prefix}{name}.….")


def _form(setting: Setting) -> str:
    if setting.shape is Shape.CHOICE:
        return ", ".join(f"`{choice}`" for choice in setting.choices)
    if setting.shape is Shape.TABLE and setting.of is not None:
        return f"a table: for each {str(setting.keys).replace('-', ' ').replace('glob', 'pattern')} {_form(setting.of)}"
    return _FORMS[setting.shape]
