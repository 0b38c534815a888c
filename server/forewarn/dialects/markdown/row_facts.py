"""The fields that the columns beside a row's subject give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.dialects.markdown import answers, words
from forewarn.dialects.markdown.carriage import flow_field
from forewarn.dialects.markdown.drafts import TITLES, down
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain

if TYPE_CHECKING:
    from forewarn.dialects.markdown.columns import Columns
    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.syntax.markdown.blocks import Row
    from forewarn.syntax.markdown.passage import Passage
    from forewarn.text.position import Span

_FIELDS = {"residual": "notes"}
_ALLOWED = {
    Kind.THREAT: frozenset({"ticket", "notes"}),
    Kind.MITIGATION: frozenset({"owner", "ticket", "due", "notes"}),
    Kind.ASSET: frozenset({"owner", "notes"}),
    Kind.COMPONENT: frozenset({"owner", "notes"}),
    Kind.FLOW: frozenset({"from", "to", "protocol", "notes"}),
    Kind.ACTOR: frozenset({"capability", "notes"}),
    Kind.ASSUMPTION: frozenset({"owner", "notes"}),
    Kind.QUESTION: frozenset({"answer", "notes"}),
}
_NOTES = frozenset({"notes"})


def put_facts(draft: Draft, cols: Columns, row: Row, lines: int) -> None:
    """Give `draft` the fields that the row's other columns hold."""
    for column, name in enumerate(cols.roles):
        if column >= len(row.cells) or words.says_nothing(row.cells[column].text):
            continue
        cell, key = row.cells[column], down(cols.heads[column].whole, lines)
        if draft.kind is Kind.THREAT and _of_threat(draft, name, cell, lines, key):
            continue
        field = _FIELDS.get(name, name)
        of_flow = flow_field(cols.heads[column].text) if draft.kind is Kind.FLOW else ""
        if of_flow:
            draft.put_passage(of_flow, cell, lines, key)
        elif field in _ALLOWED.get(draft.kind, _NOTES):
            draft.put_passage(field, cell, lines, key)
        elif name == "description" and not _names(draft, cell, lines):
            draft.put_passage("description", cell, lines, key)
        elif draft.kind is Kind.ASSET and name == ("sensitivity" if "sensitivity" in cols.roles else "severity"):
            # How critical an asset is, is how sensitive it is, in the author's own words.
            draft.put("sensitivity", plain(cell.text), down(cell.whole, lines), key)
    impact = cols.first("impact")
    if draft.kind is Kind.THREAT and 0 <= impact < len(row.cells) and words.is_severity(row.cells[impact].text):
        words.put_severity(draft, row.cells[impact], lines, down(cols.heads[impact].whole, lines))


def _names(draft: Draft, cell: Passage, lines: int) -> bool:
    """Whether the draft is named by this cell."""
    title = draft.fields.get(TITLES.get(draft.kind, "title"))
    return title is None or title.span.start == down(cell.whole, lines).start


def _of_threat(draft: Draft, name: str, cell: Passage, lines: int, key: Span) -> bool:
    """Take a cell as a field that only threats have. Whether it is one."""
    if name == "severity":
        words.put_severity(draft, cell, lines, key)
    elif name == "category":
        answers.put_category(draft, cell, lines, key)
    elif name in ("against", "asset", "component"):
        answers.put_against(draft, cell, lines, key)
    elif name in ("by", "until", "reason"):
        place = down(cell.whole, lines)
        draft.record[name] = (plain(cell.text), place)
        draft.decide("", place, {name: draft.record[name]})
    else:
        return False
    return True
