"""What the columns of a table say, and what its rows are about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forewarn.catalog.source import read
from forewarn.dialects.markdown import words
from forewarn.dialects.markdown.labels import KIND_OF_ROLE
from forewarn.dialects.markdown.names import alone, lists_identifiers
from forewarn.dialects.markdown.vocabulary import KINDS, Topic, folded, role, status
from forewarn.model.kinds import Kind
from forewarn.syntax.markdown.inline import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forewarn.dialects.markdown.context import Place
    from forewarn.syntax.markdown.blocks import Row, Table
    from forewarn.syntax.markdown.passage import Passage

FLOW = re.compile(r"[^.:→]{2,60}?\s*(?:→|⟶|->|=>|➔)\s*[^.:→]{2,60}(?:\(|:|$|\.)")
"""The name of something that goes from one place to another: "CLI → daemon"."""

_OF_THREATS = frozenset({Topic.THREATS, Topic.ACCEPTED, Topic.DISCLAIMED, Topic.ANSWERED})
_OF_THINGS = frozenset({Topic.ACTORS, Topic.COMPONENTS, Topic.ASSETS, Topic.ZONES})
_WITH_FLOWS = frozenset({Topic.MITIGATIONS, Topic.COMPONENTS, Topic.NOTHING, None})
_NAMING = frozenset({"asset", "actor", "zone", "flow", "assumption"})
_TEXTS = frozenset({"", "title", "description"})
_CAN_BE_CATEGORY = frozenset({"", "threat", "title", "identifier", "notes"})
_BESIDE_THREATS = frozenset({"mitigation", "severity", "identifier"})
_TELLING = frozenset({"threat", "risk", "title", "description", "asset", "component", "mitigation"})
"""Columns beside which one of categories is no name."""
_GRADING = frozenset({"category", "severity", "likelihood"})
"""Columns beside which an issue or a scenario is a threat."""
_COUNT = re.compile(r"[\d\s.,/%–—-]+$")
_PAIR = 2


_CHECKS = frozenset({"mitigation", "evidence"})
"""What the second column of a table says of data that comes in or goes out: how they are checked."""


class Columns(NamedTuple):
    """A role for each column, and the place of each head."""

    roles: tuple[str, ...]
    heads: tuple[Passage, ...]

    def first(self, *names: str) -> int:
        """The first column with one of these roles, by the order of the names; -1 for none."""
        for name in names:
            if name in self.roles:
                return self.roles.index(name)
        return -1

    @property
    def main(self) -> int:
        """The first column that is neither an identifier nor a category; -1 for none."""
        return next((n for n, name in enumerate(self.roles) if name not in ("identifier", "category")), -1)


class Subject(NamedTuple):
    """What a row is about, and the column that names it."""

    kind: Kind
    column: int


def columns(table: Table) -> Columns:
    """What the columns say: by their heads, and by what stands there where a head is missing or may mean two things."""
    heads = table.header.cells
    roles = [role(head.text) for head in heads]
    for number, name in enumerate(roles):
        filled = [text for text in _texts(table.rows, number) if not words.says_nothing(text)]
        if not filled:
            continue
        scored = name == "risk" and len(roles) > 1 and all(map(_counts, filled))
        if scored or (name in ("risk", "threat") and sum(map(words.is_severity, filled)) * 2 > len(filled)):
            roles[number] = "severity"
        elif name in _CAN_BE_CATEGORY and len(roles) > 1 and all(map(words.category, filled)):
            roles[number] = "category"
        elif name == "category" and not _TELLING & set(roles) and _few_categories(filled):
            roles[number] = "title"
        elif (
            name in ("", "title")
            and number == 0
            and len(roles) > 1
            and (all(map(alone, filled)) or all(map(_counts, filled)))
        ):
            roles[number] = "identifier"
        if name == "component" and "threat" in roles and number > 0:
            roles[number] = "against"
        elif name == "mitigation" and "threat" in roles and all(map(status, filled)):
            roles[number] = "status"
    if "status" in roles and "mitigation" not in roles:
        # "Prevented? | How": a yes or no, and then what does it.
        state = roles.index("status")
        for number in range(state + 1, len(roles)):
            if folded(heads[number].text) in read("heading-synonyms").texts("answer-heads"):
                roles[number] = "mitigation"
                break
    return Columns(tuple(roles), heads)


def is_property_table(table: Table) -> bool:
    """Whether the rows of a table are labelled facts of one thing."""
    heads = table.header.cells
    return len(heads) == _PAIR and folded(heads[0].text) in read("heading-synonyms").texts("property-heads")


def subject(cols: Columns, rows: Sequence[Row], place: Place, topic: Topic | None) -> Subject | None:
    """What the rows are about; None where they are nothing of ours."""
    main, threat = cols.main, cols.first("threat")
    if main < 0 or _fits(rows, main, _counts):
        return None
    name, answered = cols.roles[main], "mitigation" in cols.roles
    if threat > main and name in KIND_OF_ROLE and _fits(rows, threat, lists_identifiers):
        # The threats are only referred to: the row is about what it names first.
        threat = -1
        if name == "component" and topic in _OF_THREATS:
            return Subject(Kind.COMPONENT, main) if place.model else None
        topic = Topic.COMPONENTS if name == "component" and topic not in KINDS else topic
    if topic is Topic.NOTHING:
        told = threat >= 0 and bool(_BESIDE_THREATS & set(cols.roles))
        return Subject(Kind.THREAT, threat) if told else None
    arrows = _fits(rows, main, lambda text: FLOW.match(text) is not None)
    if topic is Topic.MITIGATIONS and not arrows:
        return _of_mitigations(cols, main)
    kind = KINDS.get(topic) if topic is not None else None
    named = name in _NAMING and kind is KIND_OF_ROLE[name]
    if threat >= 0 and (answered or not named):
        title = cols.first("title")
        return Subject(Kind.THREAT, title if 0 <= title < threat else threat)
    text = _untitled_threat(cols, place, topic)
    if text >= 0:
        return Subject(Kind.THREAT, text)
    if arrows and place.model and topic in _WITH_FLOWS:
        return Subject(Kind.FLOW, main)
    if kind is Kind.FLOW and len(cols.roles) == _PAIR and not arrows and cols.roles[1] in _CHECKS:
        # "Input | Validation"
        return Subject(Kind.MITIGATION, 1)
    if kind is not None:
        naming = name in _NAMING or (name == "component" and topic is Topic.ZONES)
        other = topic in _OF_THINGS and naming and folded(cols.heads[main].text) in _certain_heads()
        return Subject(KIND_OF_ROLE[name] if other and place.model else kind, main)
    if place.model and name in KIND_OF_ROLE and folded(cols.heads[main].text) in _certain_heads():
        return Subject(KIND_OF_ROLE[name], main)
    if place.model and topic is None and answered and len(cols.roles) == _PAIR:
        # "Area | Enforcement"
        return Subject(Kind.MITIGATION, cols.first("mitigation"))
    return None


def _of_mitigations(cols: Columns, main: int) -> Subject:
    """In a section of mitigations, rows are mitigations unless they name a threat first and its answer after it."""
    name, own = cols.roles[main], cols.first("mitigation")
    if name == "threat" and own >= 0:
        return Subject(Kind.THREAT, main)
    return Subject(Kind.MITIGATION, own if own >= 0 and name not in ("title", "") else main)


def _untitled_threat(cols: Columns, place: Place, topic: Topic | None) -> int:
    """The column that tells a threat though no head says so; -1 for none."""
    roles, main = cols.roles, cols.main
    text = cols.first("risk", "title", "description")
    if topic in _OF_THREATS:
        return text if text >= 0 else main
    if "mitigation" not in roles:
        graded = "risk" in roles and bool(_GRADING & set(roles))
        return text if graded and topic is None and place.model else -1
    if topic is None and place.model:
        told = "risk" in roles or (roles[main] in _TEXTS and bool({"severity", "category"} & set(roles)))
        return (text if text >= 0 else main) if told else -1
    if topic in _OF_THINGS and roles[main] in ("description", "risk") and main <= 1:
        return main
    return -1


def _few_categories(texts: Sequence[str]) -> bool:
    """Whether less than half of the cells are categories of ours: the author has other ones."""
    return sum(bool(words.category(text)) for text in texts) * 2 < len(texts)


def _counts(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return _COUNT.match(plain(text)) is not None


def _texts(rows: Sequence[Row], column: int) -> list[str]:
    return [row.cells[column].text for row in rows if column < len(row.cells)]


def _fits(rows: Sequence[Row], column: int, fits: Callable[[str], bool]) -> bool:
    """Whether every cell of a column that says anything fits, and there is one."""
    filled = [plain(text) for text in _texts(rows, column) if not words.says_nothing(text)]
    return bool(filled) and all(map(fits, filled))


@cache
def _certain_heads() -> frozenset[str]:
    return frozenset(read("heading-synonyms").texts("certain-heads"))
