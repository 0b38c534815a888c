"""What answers threats: the kinds of mitigations that the catalogue knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from forewarn.catalog.source import read


@dataclass(frozen=True, slots=True)
class MitigationType:
    """A kind of mitigation.

    `kind`: prevent, detect, respond or reduce. `addresses`: ids of the STRIDE categories it can answer.
    `does_not_stop`: ids of threat types that it is offered against in vain, and `why`. `sole_answer`: False for what is
    never enough on its own. `deprecated`: never offered; take one of `replaced_by`.
    """

    id: str
    title: str
    kind: str
    addresses: tuple[str, ...]
    references: tuple[str, ...]
    does_not_stop: tuple[str, ...]
    why: str
    sole_answer: bool
    deprecated: bool
    replaced_by: tuple[str, ...]


@cache
def mitigation_types() -> dict[str, MitigationType]:
    """Give all mitigation types by id, deprecated ones included, in the order of the file."""
    return {
        name: MitigationType(
            id=name,
            title=record.text("title"),
            kind=record.text("kind"),
            addresses=record.texts("addresses"),
            references=record.texts("references"),
            does_not_stop=record.texts("does-not-stop"),
            why=record.text("why", ""),
            sole_answer=record.flag("sole-answer", default=True),
            deprecated=record.flag("deprecated"),
            replaced_by=record.texts("replaced-by"),
        )
        for name, record in read("mitigations").records()
    }
