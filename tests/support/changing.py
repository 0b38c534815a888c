"""Changes to a typed model, and what the text is afterwards: for tests of the writers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.dialects import native
from forewarn.dialects.native.write import write
from forewarn.model.elements import Record
from forewarn.text.document import Document
from forewarn.text.edits import apply_edits, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forewarn.model.changes import Change
    from forewarn.model.elements import Element, Field
    from forewarn.model.reading import Part, Reading
    from forewarn.text.edits import TextEdit


@dataclass(frozen=True, slots=True)
class Typed:
    """A native text, read. `typed["T1"]` is the first element called so; "question 2" the second question."""

    reading: Reading
    part: Part

    def __getitem__(self, name: str) -> Element:
        found = self.get(name)
        assert found is not None, f"nothing is called {name}"
        return found

    def get(self, name: str) -> Element | None:
        """The element called so, or None."""
        elements = [element for element, _ in self.part.elements()]
        kind, _, number = name.partition(" ")
        if number:
            return next(iter([one for one in elements if one.kind == kind][int(number) - 1 :]), None)
        return next((one for one in elements if one.id == name), None)

    def header(self, name: str) -> Element:
        """The part of the header that states this field; the first part of it if none does."""
        elements = [element for element, _ in self.part.elements() if element.kind == "model"]
        return next((one for one in elements if name in one.fields), elements[0])

    def facts(self) -> list[tuple[str, str, str, str]]:
        """What the text says: (kind, identifier, field, value), one for each text of a field."""
        return [
            (str(element.kind), element.id, path, text)
            for element, _ in self.part.elements()
            for path, text in _texts(element)
        ]


def typed(text: str, part: int = 0) -> Typed:
    """Read `text` as a native model: its model number `part`."""
    reading = native.read(Document.of(text))
    return Typed(reading, reading.parts[part])


def edits(model: Typed, changes: Change | Sequence[Change]) -> tuple[TextEdit, ...]:
    """The edits for one or several changes; a test of their order comes with it."""
    several = tuple(changes) if isinstance(changes, Sequence) else (changes,)
    written = write(several, model.reading, model.part)
    assert written == in_order(written), "edits are sorted and do not overlap"
    assert len({edit.span for edit in written}) == len(written), "one edit for each place"
    return written


def changed(text: str, make: Callable[[Typed], Change | Sequence[Change]]) -> str:
    """The text after the changes that `make` asks for; making them again changes nothing."""
    model = typed(text)
    result = apply_edits(model.reading.document, edits(model, make(model))).text
    again = typed(result)
    try:
        changes = make(again)
    except AssertionError:
        return result  # what was to be changed is gone
    assert edits(again, changes) == (), f"a second time:\n{result}"
    return result


def _texts(element: Element) -> Iterator[tuple[str, str]]:
    for name, field in element.fields.items():
        yield from _texts_of(name, field)


def _texts_of(path: str, field: Field) -> Iterator[tuple[str, str]]:
    for value in field.content if isinstance(field.content, tuple) else (field.content,):
        if isinstance(value, Record):
            for name, inner in value.fields.items():
                yield from _texts_of(f"{path}.{name}", inner)
        else:
            yield path, value.text.strip()
