"""What the command line's JSON promises of every file, whatever stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.directives import section_words
from forewarn.rules.registry import by_code
from forewarn.text.edits import TextEdit, apply_edits
from forewarn.text.position import Position, Span
from tests.support.commands import check, show

if TYPE_CHECKING:
    from forewarn.text.document import Document
    from tests.support.commands import Finding, Range, ShownElement


def findings_keep_the_promise(name: str, document: Document) -> None:
    """Findings in their order, with all their parts, inside the file `name`; fixes that change something."""
    report = check(name)
    assert set(report) == {"version", "models", "findings", "summary"}
    for model in report["models"]:
        assert set(model) == {"path", "title", "need"}
        assert model["need"]["level"] in ("light", "standard", "full", "unclear")
        assert model["need"]["reasons"]
    assert report["summary"]["files"] == 1
    layers = [one["layer"] for one in report["findings"]]
    assert report["summary"]["findings"] == {
        layer: layers.count(layer) for layer in ("integrity", "completeness", "threat")
    }
    places = [_span(one["range"]) for one in report["findings"]]
    assert places == sorted(places), name
    for one in report["findings"]:
        _check_finding(one, name, document)


def _check_finding(one: Finding, name: str, document: Document) -> None:
    assert set(one) == {
        "path",
        "code",
        "name",
        "layer",
        "severity",
        "clock",
        "message",
        "fingerprint",
        "range",
        "related",
        "fixes",
    }
    rule = by_code()[one["code"]]
    assert (one["path"], one["name"]) == (name, rule.name)
    # Who takes a suggestion is a question of completeness where the threat is not grave.
    assert one["layer"] == str(rule.layer) or (one["code"], one["layer"]) == ("FW203", "completeness")
    assert one["severity"] in ("error", "warning", "information", "hint")
    assert one["clock"] in (None, "passed", "ahead")
    assert rule.clock or one["clock"] != "ahead"
    assert one["message"].strip()
    _check_inside(one["range"], document, name)
    for related in one["related"]:
        assert set(related) == {"path", "range", "message"}
    for fix in one["fixes"]:
        assert set(fix) == {"title", "safe", "edits"}
        assert fix["edits"], (name, one["code"], fix["title"])
        own = [TextEdit(_span(edit["range"]), edit["text"]) for edit in fix["edits"] if edit["path"] == name]
        assert apply_edits(document, own).text != document.text or not own, (name, one["code"], fix["title"])


def elements_keep_the_promise(name: str, document: Document) -> None:
    """Elements with all their parts; ranges that begin and end where text of the element stands."""
    shown = show(name)
    assert set(shown) == {"version", "files"}
    for file in shown["files"]:
        assert set(file) - {"sections", "need"} == {"path", "dialect", "title", "fields", "elements"}
        for section in file.get("sections", []):
            assert set(section) == {"title", "holds", "range"}
            assert section["holds"] in section_words()
            assert document.line(section["range"]["start"]["line"] - 1).strip()
        assert file["path"] == name
        for element in file["elements"]:
            _check_element(element, name, document)


def _check_element(element: ShownElement, name: str, document: Document) -> None:
    assert set(element) - {"derived", "links", "tells_of", "held_by_paved_path"} == {
        "kind",
        "id",
        "fields",
        "range",
        "id_range",
    }
    where = (name, element)
    span = _check_inside(element["range"], document, name)
    assert span.start < span.end, where
    assert document.line(span.end.line)[: span.end.column].strip(), where
    assert document.line(span.start.line)[span.start.column :].strip(), where
    if element["id_range"] is None:
        assert not element["id"] or element.get("derived") is True, where
    else:
        inner = _check_inside(element["id_range"], document, name)
        assert span.start <= inner.start < inner.end <= span.end, where
        assert document.slice(inner).strip("\"'") == element["id"], where
        assert "derived" not in element, where


def _check_inside(where: Range, document: Document, name: str) -> Span:
    span = _span(where)
    assert span.start <= span.end, name
    assert document.clamp(span.start) == span.start, (name, where)
    assert document.clamp(span.end) == span.end, (name, where)
    return span


def _span(where: Range) -> Span:
    start, end = (Position(at["line"] - 1, at["column"] - 1) for at in (where["start"], where["end"]))
    return Span(start, end)
