"""Names that lead elsewhere in the document: to what answers a threat, what it hurts, what a mitigation is for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.merge.places import HURT, At, before_name, element_at, pending_at
from forewarn.dialects.markdown.vocabulary import ALL, folded
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forewarn.dialects.markdown.merge.known import Known
    from forewarn.dialects.markdown.units import Pending, Raw

Link = tuple[str, Text]
"""A field and a name for it."""
Links = defaultdict[At, list[Link]]
"""What is added to elements, as the document says it elsewhere."""

_FIELDS = {Kind.MITIGATION: "mitigations", Kind.ASSUMPTION: "ruled-out-by", **dict.fromkeys(HURT, "against")}
"""What a threat means by naming an element of this kind."""


def called_alike(raws: Sequence[Raw], known: Known, dropped: Mapping[At, At], links: Links) -> None:
    """A mitigation with a heading of its own that has a threat's identifier answers it: "T1: Pin the version"."""
    for places in sorted(known.given[name] for name in known.several):
        threat = next((at for at in places if element_at(raws, at).kind is Kind.THREAT), None)
        for at in places if threat is not None else ():
            if element_at(raws, at).kind is Kind.MITIGATION and pending_at(raws, at).heading and threat:
                kept = dropped.get(threat, threat)
                text = Text(element_at(raws, at).id, before_name(raws, kept), "same identifier")
                links[kept].append(("mitigations", text))


def link_names(raws: Sequence[Raw], known: Known, dropped: Mapping[At, At], links: Links) -> None:
    """Add what the texts of elements name."""
    linker = _Linker(raws, known, dropped, links)
    for number in sorted(known.linking):
        for index in raws[number].names.linking:
            linker.link(At(number, index))
    linker.link_alike()
    for at, own in links.items():
        if pending_at(raws, at).blank and any(field == "mitigations" for field, _ in own):
            own.append(("status", Text("", before_name(raws, at))))


class _Linker:
    """Looks up the names in the texts of one element after the other."""

    def __init__(self, raws: Sequence[Raw], known: Known, dropped: Mapping[At, At], links: Links) -> None:
        self._raws = raws
        self._known = known
        self._dropped = dropped
        self._links = links
        self._alike: list[tuple[At, At, Text]] = []
        """Threats that say that they are answered as another one is, where they say so."""

    def link(self, at: At) -> None:
        """Add what the text of the element there names."""
        pending = pending_at(self._raws, at)
        if element_at(self._raws, at).kind is Kind.THREAT:
            kept = self._dropped.get(at, at)
            accepted = self._identifiers(at, kept, pending)
            self._targets(at, kept, pending.targets)
            if accepted:
                self._accept(kept)
        if pending.above:
            self._answers(at, _above(self._raws, at.raw), "stands below it")
        for text in pending.for_threats:
            if text.text == ALL:
                for threat in self._threats():
                    self._answers(at, threat, "is for all threats")
                continue
            threat = next((one for one in self._known.named(text.text) if self._kind(one) is Kind.THREAT), None)
            self._answers(at, threat, "says what it is for")

    def link_alike(self) -> None:
        """Give the threats that are answered as another one is what answers that one."""
        found = [(kept, text, self._answers_of(self._dropped.get(other, other))) for kept, other, text in self._alike]
        for kept, text, names in found:
            self._links[kept] += [
                ("mitigations", Text(name, before_name(self._raws, kept), f"as for {text.text}")) for name in names
            ]

    def _answers_of(self, threat: At) -> list[str]:
        """What answers a threat: in its own unit, and elsewhere in the document."""
        beside = {
            element.id: At(threat.raw, place)
            for place, element in enumerate(self._raws[threat.raw].item.elements)
            if element.kind is Kind.MITIGATION
        }
        own = element_at(self._raws, threat).names("mitigations")
        names = [_pointer(beside[name]) if name in beside else name for name in own]
        return names + [text.text for field, text in self._links.get(threat, ()) if field == "mitigations"]

    def _threats(self) -> Iterator[At]:
        """All threats of the document, each once."""
        for number, raw in enumerate(self._raws):
            for place, element in enumerate(raw.item.elements):
                if element.kind is Kind.THREAT and not element.recorded and At(number, place) not in self._dropped:
                    yield At(number, place)

    def _kind(self, at: At) -> Kind:
        return element_at(self._raws, at).kind

    def _identifiers(self, at: At, kept: At, pending: Pending) -> bool:
        """Look up identifiers in a threat's text. Whether one is that of an accepted risk, with a number."""
        accepted = False
        for text in pending.candidates:
            for found in self._known.named(text.text):
                if found == at:
                    continue
                other, field = element_at(self._raws, found), _FIELDS.get(self._kind(found), "")
                if other.kind is Kind.THREAT:
                    numbered = bool(pending_at(self._raws, found).number)
                    accepted = accepted or (numbered and other.text("status") == "accepted")
                    if text in pending.answered_as:
                        self._alike.append((kept, found, text))
                if field:
                    place = text.span if kept == at else before_name(self._raws, kept)
                    called = text.text if other.id == text.text else _pointer(found)
                    self._links[kept].append((field, Text(called, place, "by its identifier")))
                    break
        return accepted

    def _targets(self, at: At, kept: At, targets: Iterable[Text]) -> None:
        """Look up what a threat is said to hurt, by identifier or title."""
        for text in targets:
            found = next((one for one in self._known.named(text.text) if self._kind(one) in HURT), None)
            found = found or self._known.hurt(folded(text.text))
            if found is not None:
                place = text.span if kept == at else before_name(self._raws, kept)
                self._links[kept].append(("against", Text(element_at(self._raws, found).id, place)))

    def _accept(self, threat: At) -> None:
        """A threat that an accepted risk stands for, and that nothing answers, is accepted."""
        answered = any(name == "mitigations" for name, _ in self._links[threat])
        if not answered and not element_at(self._raws, threat).texts("mitigations"):
            self._links[threat].append(("status", Text("accepted", before_name(self._raws, threat))))

    def _answers(self, mitigation: At, threat: At | None, why: str) -> None:
        if threat is not None:
            kept = self._dropped.get(threat, threat)
            text = Text(_pointer(mitigation), before_name(self._raws, kept), why)
            self._links[kept].append(("mitigations", text))


def _above(raws: Sequence[Raw], number: int) -> At | None:
    """The threat that stands last before the unit `number`, if nothing else than what answers it stands between."""
    for before in range(number - 1, -1, -1):
        elements = raws[before].item.elements
        for index in range(len(elements) - 1, -1, -1):
            if elements[index].kind is not Kind.MITIGATION:
                return At(before, index) if elements[index].kind is Kind.THREAT else None
    return None


def _pointer(at: At) -> str:
    """A place written as a text, until it is settled what the element there is called."""
    return f"\0{at.raw}.{at.place}"


def settled(
    raws: Sequence[Raw], links: Iterable[tuple[str, Text]], renamed: Mapping[At, str]
) -> list[tuple[str, Text]]:
    """The links with the identifiers of what they lead to."""
    return [
        (name, Text(_identifier(raws, text.text, renamed), text.span, text.why) if text.text[:1] == "\0" else text)
        for name, text in links
    ]


def _identifier(raws: Sequence[Raw], text: str, renamed: Mapping[At, str]) -> str:
    number, index = text[1:].split(".")
    at = At(int(number), int(index))
    return renamed.get(at) or element_at(raws, at).id
