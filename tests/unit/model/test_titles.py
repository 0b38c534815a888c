"""Whether running text names an asset, and that the answer follows the assets as they change."""

from __future__ import annotations

from forewarn.analysis.engine import Engine
from forewarn.dialects.markdown import read
from forewarn.text.document import Document
from tests.support.findings import TODAY, Paths

TEXT = "# Threat model\n\n## Assets\n\n- Reader addresses\n- Loans\n\n## Threats\n\n- The loan histories leak\n"


def _asked(engine: Engine, text: str) -> list[str]:
    parts = read(Document.of(text)).parts
    found = engine.update(parts, ("model",) * len(parts)).found
    return sorted(one.finding.message for each in found.values() for one in each if one.rule.code == "FW208")


def test_an_asset_that_is_renamed_and_back_is_followed() -> None:
    engine = Engine(TODAY, Paths())
    for title, asked in (("Loans", 0), ("Loan records", 1), ("Loan histories", 0), ("Loan-history", 0), ("Cards", 1)):
        text = TEXT.replace("- Loans\n", f"- {title}\n")
        assert len(_asked(engine, text)) == asked, title
        assert _asked(engine, text) == _asked(Engine(TODAY, Paths()), text)


def test_two_assets_may_be_called_the_same() -> None:
    engine = Engine(TODAY, Paths())
    twice = TEXT.replace("- Loans\n", "- Loans\n- Loan\n")
    assert _asked(engine, twice) == _asked(engine, TEXT) == []
