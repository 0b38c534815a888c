"""A native model to begin with: of what a document says, to stand beside it, or of questions alone.

One made of a document names it, and every element by the identifier and the title that the document has for it, so
that what both say is joined (`forewarn.model.joining`). Nothing is invented, and long descriptions stay where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.catalog.guidance import guidance
from forewarn.dialects.native.write.restated import one_line, restated
from forewarn.dialects.native.write.whole import whole
from forewarn.model.kinds import Kind
from forewarn.model.scale import USUAL
from forewarn.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forewarn.dialects.native.write.restated import Restated
    from forewarn.features.view import View
    from forewarn.model.changes import NewValue
    from forewarn.model.elements import Element
    from forewarn.model.reading import Reading
    from forewarn.model.scale import Scale

NAME = "threat-model.yaml"
_SHOWN = 4
"""So many flows are named that the model cannot hold; the rest is counted."""
_ASKED = (Kind.ASSET, Kind.COMPONENT, Kind.ACTOR, Kind.FLOW, Kind.THREAT, Kind.MITIGATION, Kind.ASSUMPTION)
"""What a team that begins is asked about, in the order of the conversation: assets first."""
_PATTERN = re.compile(r"[*?\[]")
_ON_DISK = re.compile(r"/|[A-Za-z]:/")


@dataclass(frozen=True, slots=True)
class NewModel:
    """The text of a new model, and what was taken over into it."""

    text: str
    restated: Restated

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many elements of each kind it has, in the order of the schema."""
        found = Counter(element.kind for element in self.restated.elements)
        return {spec.kind: found[spec.kind] for spec in schema().sections.values() if found[spec.kind]}


def names_for(document: str) -> tuple[str, str]:
    """What a model beside `document` (a path) may be called: the usual name, or one of its own."""
    return NAME, f"{PurePosixPath(document).stem}.{NAME}"


def free_name(view: View) -> str:
    """The path for a file with a model of the document; empty where none can be made, or both names are taken."""
    if not _ON_DISK.match(view.path):
        return ""
    folder = PurePosixPath(view.path).parent
    free = (name for name in names_for(view.path) if not _is_there(view, name))
    return next(((folder / name).as_posix() for name in free), "")


def _is_there(view: View, name: str) -> bool:
    if (PurePosixPath(view.path).parent / name).as_posix() in view.readings:
        return True
    item = view.reading.parts[0].items[0].serial
    literal = _PATTERN.sub(lambda sign: f"[{sign[0]}]", name)
    return any(analysis.files.exists(item, literal) for analysis in view.analyses)


def has_model(reading: Reading) -> bool:
    """Whether a document holds a model, or names one."""
    named = any(reading.links.get("threat-model", ()))
    return named or any(item.recorded for part in reading.parts for item in part.items)


def new_model(reading: Reading, document: str, scale: Scale = USUAL) -> NewModel:
    """A model of what `reading` says. `document` is the path of its file, relative to that of the model.

    `scale` holds an organisation's own words for sensitivities.
    """
    made = restated([element for part in reading.parts for element, _ in part.elements()], scale)
    header: dict[str, NewValue] = {"threat-model": one_line(PurePosixPath(document).stem) or "Threat model"}
    header |= dict(made.header)
    header["documents"] = (_PATTERN.sub(lambda sign: f"[{sign[0]}]", document),)
    flows = [one for one in made.left if one.kind is Kind.FLOW]
    remarks = {Kind.FLOW: tuple(_left(flows))} if flows else {}
    return NewModel(whole(header.items(), made.elements, remarks), made)


def empty_model(title: str) -> str:
    """A model that says nothing yet: the sections to fill, each with the question that it answers."""
    lines = whole((("threat-model", one_line(title) or "Threat model"),), (), {}).splitlines()
    for kind in _ASKED:
        told = guidance("kind", kind.value)
        lines += ["", *([f"# {told.ask}"] if told else []), f"{schema().kinds[kind].section}:"]
    return "\n".join(lines) + "\n"


def _left(flows: list[Element]) -> list[str]:
    named = [f"“{_printable(one.title or one.id)}”" for one in flows[:_SHOWN]]
    more = [f"and {len(flows) - _SHOWN} more"] if len(flows) > _SHOWN else []
    first = "A flow goes from somewhere to somewhere. Where do these begin and end?"
    return [first, *(f"  {line}" for line in (*named, *more))]


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in one_line(text))
