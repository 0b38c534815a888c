"""What is not shown of the findings in one file: waived by a comment in it, dismissed, or known before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from forewarn.analysis.dismissing import is_dismissed
from forewarn.analysis.fingerprints import fingerprint
from forewarn.analysis.waiving import brought_back, is_waived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.analysis.dismissing import Dismissed
    from forewarn.analysis.speaking import Standing
    from forewarn.analysis.waiving import Waived
    from forewarn.text.document import Document


class LeftOut(StrEnum):
    """Why a finding is not shown."""

    WAIVED = "waived"
    """A comment in the text says that somebody decided so."""
    DISMISSED = "dismissed"
    """The text was misread, and somebody said so."""
    KNOWN = "known"
    """A baseline lists it, or an earlier text had it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What there is beside the model that keeps findings in a file from being shown.

    `document` is the text of the file: without it nothing is left out. `dismissed` holds fingerprints by code, `known`
    counts them, and those that are met are taken off it. `unused` is what there is to say about dismissals, where the
    file is one that holds them.
    """

    document: Document | None = None
    dismissed: Dismissed = field(default_factory=dict[str, frozenset[str]])
    known: Counter[str] = field(default_factory=Counter[str])
    unused: Sequence[Standing] = ()


@dataclass(slots=True)
class Sieve:
    """Takes out of findings what is not shown, and counts it."""

    beside: Beside
    counts: Counter[LeftOut] = field(default_factory=Counter[LeftOut])

    def left(self, found: Sequence[Standing], waivers: Sequence[Waived], *, again: bool = False) -> list[Standing]:
        """The findings of one part that are shown, in order. `again`: `found` went through already, and became fewer.

        One that stands for many may be waived or dismissed as such.
        """
        if self.beside.document is None or not (waivers or self.beside.dismissed or self.beside.known):
            return list(found)
        document = self.beside.document
        kept = [one for one in found if not self._takes(one, waivers, document, again=again)]
        return [brought_back(one, waivers) for one in kept] if waivers else kept

    def _takes(self, one: Standing, waivers: Sequence[Waived], document: Document, *, again: bool) -> bool:
        reason = self._reason(one, waivers, document, again=again)
        if reason is None:
            return False
        self.counts[reason] += 1
        return True

    def _reason(self, one: Standing, waivers: Sequence[Waived], document: Document, *, again: bool) -> LeftOut | None:
        if waivers and is_waived(one, waivers):
            return LeftOut.WAIVED
        if not one.raised.finding.protected and is_dismissed(one.raised, one.start, document, self.beside.dismissed):
            return LeftOut.DISMISSED
        known = self.beside.known
        if known and not again:
            print_ = fingerprint(one.raised, one.start, document)
            if known[print_] > 0:
                known[print_] -= 1
                return LeftOut.KNOWN
        return None
