"""A model's flows as a Mermaid flow chart, to be looked at: boxes in their zones, arrows with what goes along.

It begins with a comment that says that it is drawn from what the text tells, so that forewarn does not read it as a
second telling.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.model.defaults import without_prefix
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forewarn.model.elements import Element

MARK = "%% forewarn: drawn from the text"
"""The first line of a diagram that forewarn has drawn."""
_LONGEST = 40
"""Code points of a label; a longer one is cut at a word."""
_PLAIN = re.compile(r"[^A-Za-z0-9_-]+")


def drawing(elements: Iterable[Element]) -> tuple[str, ...]:
    """The lines of a flow chart of all flows among `elements`, with what stands at their ends; none without flows."""
    every = tuple(elements)
    flows = [one for one in every if one.kind is Kind.FLOW and one.texts("from") and one.texts("to")]
    if not flows:
        return ()
    known = {one.id: one for one in reversed(every) if one.kind in (Kind.COMPONENT, Kind.ACTOR)}
    titled = {one.title.casefold(): one.id for one in known.values() if one.title}
    ends = [tuple(_end(flow, field, titled) for field in ("from", "to")) for flow in flows]
    names = tuple(dict.fromkeys((*(one.id for one in every if one.kind is Kind.COMPONENT), *sum(ends, ()))))
    keys = _keys(names)
    arrows = (f"  {keys[start]} -->{_label(flow)} {keys[end]}" for flow, (start, end) in zip(flows, ends, strict=True))
    return (MARK, "flowchart LR", *_boxes(names, keys, known), *arrows)


def _end(flow: Element, field: str, titled: dict[str, str]) -> str:
    """The identifier of what stands at an end of a flow, which a document may call by its title; else its words."""
    name = without_prefix(flow.texts(field)[0])
    return titled.get(name.casefold(), name)


def _keys(names: Sequence[str]) -> dict[str, str]:
    """What each is called in the diagram: its own name as far as Mermaid takes it, each a different one."""
    keys: dict[str, str] = {}
    for name in names:
        # `end` closes a group.
        key = _PLAIN.sub("-", name).strip("-") or "box"
        key = f"{key}_" if key.lower() == "end" or key in keys.values() else key
        while key in keys.values():
            key += "_"
        keys[name] = key
    return keys


def _boxes(names: Sequence[str], keys: dict[str, str], known: dict[str, Element]) -> Iterator[str]:
    zones: dict[str, list[str]] = {}
    for name in names:
        one = known.get(name)
        title = _quoted((one.title if one else "") or name)
        shape = f'(["{title}"])' if one is not None and one.kind is Kind.ACTOR else f'["{title}"]'
        zones.setdefault(one.text("zone") if one else "", []).append(f"{keys[name]}{shape}")
    for number, (zone, boxes) in enumerate(zones.items(), 1):
        if not zone:
            yield from (f"  {box}" for box in boxes)
            continue
        yield f'  subgraph zone-{number}["{_quoted(zone)}"]'
        yield from (f"    {box}" for box in boxes)
        yield "  end"


def _label(flow: Element) -> str:
    """What goes along, or what the flow is called where that is more than its two ends."""
    told = ", ".join(flow.names("carries")) or flow.text("description")
    return f'|"{_quoted(told)}"|' if told else ""


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"
    return line.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;")
