"""What goes wrong: the kinds of threats that the catalogue knows, and those that come with a flow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from forewarn.catalog.source import read


@dataclass(frozen=True, slots=True)
class ThreatType:
    """A kind of threat.

    `categories`: ids of STRIDE categories, the main one first. `ask`: the adversary's question. `mitigations`: ids of
    mitigation types, best first. `references`: ids as models write them (`CWE-384`, `ATT&CK T1539`). `linddun`: ids of
    LINDDUN categories that it touches, taken from the references. `aliases`: what else people call it.
    """

    id: str
    title: str
    categories: tuple[str, ...]
    ask: str
    mitigations: tuple[str, ...]
    references: tuple[str, ...]
    linddun: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def category(self) -> str:
        """The main category."""
        return self.categories[0]


@cache
def threat_types() -> dict[str, ThreatType]:
    """Give all threat types by id, in the order of the file: those of one category stay together."""
    return {
        name: ThreatType(
            id=name,
            title=record.text("title"),
            categories=record.texts("category"),
            ask=record.text("ask"),
            mitigations=record.texts("mitigations"),
            references=(references := record.texts("references")),
            linddun=tuple(
                "linddun:" + reference.removeprefix("LINDDUN ")
                for reference in references
                if reference.startswith("LINDDUN ")
            ),
            aliases=record.texts("aliases"),
        )
        for name, record in read("threats").records()
    }


@cache
def flow_threats() -> dict[str, tuple[str, ...]]:
    """Give the threats that come with a flow: condition → ids of threat types, most telling first.

    The conditions are `crosses-boundary`, `unencrypted`, `unauthenticated`, `to-third-party`, `from-untrusted`.
    """
    return {condition: record.texts("threats") for condition, record in read("flow-threats").records()}
