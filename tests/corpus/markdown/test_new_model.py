"""A model started from a real document: it is read again as the document was, and contradicts nothing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml

from forewarn.dialects import markdown, native
from forewarn.features.new_model import new_model
from forewarn.model.kinds import Kind
from forewarn.model.references import references
from forewarn.rules.rule import Layer
from forewarn.text.document import Document
from forewarn.workspace.workspace import Workspace
from tests.corpus.markdown.test_models import documents, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from forewarn.model.elements import Element

SAMPLE = 9
"""Every so manieth design document is looked at; all threat models are."""


@pytest.fixture
def sample(shared: Path) -> list[Path]:
    models = [path for path in documents(shared) if path.parent.name == "documents"]
    return models + [path for path in documents(shared) if path not in models][::SAMPLE]


def said(elements: list[Element], left: tuple[Element, ...] = ()) -> Counter[tuple[str, ...]]:
    """What is said of each element: what it is called, and its links by what they lead to."""
    titles = {one: " ".join((one.title or one.id).split()) for one in elements}
    called = {(one.kind, titles[one]): titles[one] for one in elements}
    called |= {(one.kind, one.id): titles[one] for one in elements}
    lost = {titles[one] for one in left}
    found: Counter[tuple[str, ...]] = Counter()
    for one in elements:
        if one.kind is Kind.MODEL or one in left:
            continue
        found[one.kind, titles[one]] += 1
        for link in references(one):
            to = next((called[kind, link.name] for kind in link.kinds if (kind, link.name) in called), "")
            if to and to not in lost:
                found[one.kind, titles[one], link.field, to] += 1
    return found


def test_a_model_holds_what_its_document_says(sample: list[Path]) -> None:
    """Its elements under their own identifiers, if they are such as the format allows and no other has them."""
    for path in sample:
        reading = markdown.read(Document.of(text_of(path)))
        made = new_model(reading, path.name)
        yaml.safe_load(made.text)
        elements = [one for one, _ in reading.parts[0].elements()]
        shared = Counter(one.id for one in elements)
        for place, name in made.restated.names.items():
            one = elements[place]
            assert name == one.id or shared[one.id] > 1 or not re.fullmatch(r"[A-Za-z][\w-]*", one.id), path.name
        again = [one for one, _ in native.read(Document.of(made.text)).parts[0].elements()]
        assert said(elements, made.restated.left) == said(again), path.name


def test_a_model_contradicts_nothing_alone_or_beside_its_document(sample: list[Path], tmp_path: Path) -> None:
    for path in sample:
        (tmp_path / path.name).write_bytes(path.read_bytes())
        model = tmp_path / f"{path.stem}.threat-model.yaml"
        made = new_model(markdown.read(Document.of(text_of(path))), path.name)
        workspace = Workspace(folder=tmp_path.as_posix())
        model.write_bytes(made.text.encode())
        workspace.load(model.as_posix())
        for file in (model.as_posix(), (tmp_path / path.name).as_posix()):
            wrong = [one for one in workspace.findings(file) if one.raised.layer is Layer.INTEGRITY]
            assert [one.raised.finding.message for one in wrong] == [], path.name
        model.unlink()
