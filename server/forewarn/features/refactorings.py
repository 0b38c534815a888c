"""What can be made of a place without anything being wrong with it.

In a document: identifiers, a model beside it, its list taken into the model, its model taken out of it.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from forewarn.features.extracting import extracting
from forewarn.features.identifying import identifying
from forewarn.features.new_model import free_name, has_model, new_model
from forewarn.features.refactoring import EXTRACT, Refactoring
from forewarn.features.taking import taking
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from forewarn.features.view import View
    from forewarn.text.position import Span


def refactorings(view: View, span: Span, *, files: bool) -> tuple[Refactoring, ...]:
    """What is offered at a place. `files` tells that files may be created."""
    if view.reading.dialect != "markdown":
        return ()
    found = [*identifying(view, span), *taking(view, span)]
    target = _model_for(view) if files else ""
    if target:
        found.append(Refactoring("Start a threat model from this document", EXTRACT, creates=target))
    extracted = extracting(view, span) if files else None
    return (*found, extracted) if extracted else tuple(found)


def text_of(view: View) -> str:
    """The text of the file that is created beside the document."""
    return new_model(view.reading, PurePosixPath(view.path).name, view.settings.scale).text


def _model_for(view: View) -> str:
    """The file for a model of a document that has none and names elements; empty where it may not be made."""
    if has_model(view.reading) or any(path != view.path for analysis in view.analyses for path in analysis.paths):
        return ""
    elements = (one for part in view.reading.parts for item in part.items for one in item.elements)
    return free_name(view) if any(one.kind is not Kind.MODEL for one in elements) else ""
