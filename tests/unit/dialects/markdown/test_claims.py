"""Which Markdown files are checked unasked, and what is said of the reason."""

from __future__ import annotations

import pytest

from forewarn.dialects.markdown import claims
from forewarn.text.document import Document


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("THREAT_MODEL.md", "its name says that it is a threat model"),
        ("docs/threat-modelling.md", "its name says that it is a threat model"),
        ("docs/Security Model.md", "its name says that it is a threat model"),
        ("docs/threat-models/lending.md", "the name of its folder `threat-models` says that it is a threat model"),
        ("design/lending.md", "it lies in a folder for design documents (`design`)"),
        ("docs/adr/0007-cards.md", "it lies in a folder for design documents (`adr`)"),
    ],
)
def test_names_of_files_and_folders_claim(path: str, why: str) -> None:
    assert claims(path, Document.of("# Lending books\n")) == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("---\nthreat-model: lending.yaml\n---\n# Lending\n", "its front matter has `threat-model:`"),
        ("# Lending\n\n```threat-model\nthreat-model: Lending\n```\n", "it holds a block `threat-model`"),
        ("# Lending: threat model\n", "its title is “Lending: threat model”"),
        (
            "# Lending\n\n## Threats\n\n## Trust boundaries\n",
            "it has the headings “Threats” and “Trust boundaries”",
        ),
    ],
)
def test_what_stands_in_a_file_claims_it(text: str, why: str) -> None:
    assert claims("docs/lending.md", Document.of(text)) == why


@pytest.mark.parametrize(
    "text",
    [
        "# Lending books\n\n## Requirements\n\n## Known issues\n",
        "# Lending books\n\n## Threats\n",
        "# Lending books\n\n```sh\n# Threats\n# Trust boundaries\n```\n",
        "",
    ],
)
def test_other_documents_are_left_alone(text: str) -> None:
    assert claims("docs/lending.md", Document.of(text)) is None
