"""What is offered in a Markdown file that is broken can be taken up there as well, and loses nothing of it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from forewarn.rules.registry import all_rules
from tests.support.findings import judge

_HEAD = "# Threat model\n\n## Assets\n\n- Lending record\n\n## Threats\n\n"
_LAST = "- T2: Lost card\n"
_CODES = tuple(rule.code for rule in all_rules())
"""All rules, asked for by name: so that they speak at each place."""
_WORD = re.compile(r"\w+")

BROKEN = {
    "ragged rows": "| ID | Threat | Mitigation |\n|---|---|---|\n| T1 | Forged |\n| T3\n|||\n| T4 | Late | A | x |\n\n",
    "headings without text": "###\n\nText\n\n###   \n\n### **\n\n## Threats\n\n",
    "the same identifier three times": "- T1: Forged card\n- T1: Late card\n- T1: Torn card\n",
    "right-to-left text with its marks": "- T1: \u202eאבג\u202c is forged\n- T3: بطاقة\n",
    "blanks and characters that nobody sees": "-\u00a0T1: no item\n- T3:\u00a0Forged\u200b card\n- T4: T\ufeff card\n",
    "half an HTML table": "<table><tr><th>ID<th>Threat\n<tr><td>T1<td>Forged card\n\n",
    "lists in each other": "".join("  " * depth + f"- T{depth + 9}: deep\n" for depth in range(40)) + "\n",
    "carriage returns of all kinds": "- T1: Forged card\r- T3: Late card\r\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_every_fix_beside_a_broken_place_can_be_taken_up(broken: str) -> None:
    """It changes something, drops no word but the one it replaces, and leaves no more to ask than there was."""
    judged = judge(_HEAD + broken + _LAST, "markdown")
    offered = [(one, fix) for one in judged.findings(*_CODES) for fix in one.fixes()]
    assert offered
    for one, fix in offered:
        after = judged.fixed(one, fix)
        assert after is not None, f"{fix.title} changes nothing"
        lost = Counter(_WORD.findall(judged.document.text)) - Counter(_WORD.findall(after))
        assert lost.total() <= 1, f"{fix.title} takes away {dict(lost)}"
        assert len(judge(after, "markdown").findings(one.code)) <= len(judged.findings(one.code)), fix.title
