"""`forewarn check`: the findings, for people or for programs, and the gate."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from forewarn.analysis.findings import Choice, Placed
from forewarn.analysis.fingerprints import fingerprint
from forewarn.analysis.fixes import edits_of, fixes_of
from forewarn.analysis.sieve import LeftOut
from forewarn.cli import jsonify, render
from forewarn.cli.before import BeforeError, leave_out_known
from forewarn.cli.exits import FOUND, OK, UNUSABLE
from forewarn.cli.gather import gather, load, load_settings, new_workspace, shown
from forewarn.cli.output import tell, write, write_json
from forewarn.dialects.recognise import Dialect
from forewarn.model.clock import Clock
from forewarn.model.kinds import Kind
from forewarn.model.need import need
from forewarn.rules.registry import by_code
from forewarn.rules.rule import Layer, Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from forewarn.analysis.engine import Analysis
    from forewarn.cli.gather import Gathered
    from forewarn.cli.jsonify import Json
    from forewarn.model.reading import Reading
    from forewarn.workspace.workspace import File, Workspace

_GATE = {
    "integrity": {Layer.INTEGRITY},
    "threat": {Layer.INTEGRITY, Layer.THREAT},
    "completeness": {Layer.INTEGRITY, Layer.THREAT, Layer.COMPLETENESS},
    "never": set[Layer](),
}


_SAID = (LeftOut.KNOWN, LeftOut.DISMISSED)
"""What is left out on somebody's order and counted at the end. Who waives something sees the comment."""


def run(options: argparse.Namespace) -> int:
    """Check files and folders, print what was found, and give the exit code."""
    choice = Choice(codes(options.select), codes(options.ignore))
    workspace = new_workspace(options.today)
    workspace.profile = options.profile or ""
    found = gather(options.paths, workspace)
    files = load(workspace, found)
    if not all_known(choice, workspace, files):
        return UNUSABLE
    read = (*load_settings(workspace, files, found), *files)
    workspace.dismissals.whole = () if found.unreadable else tuple(found.folders)
    try:
        leave_out_known(options, workspace, read, choice, complete=not found.unreadable)
    except BeforeError as error:
        found.report_unreadable()
        tell(str(error))
        return UNUSABLE
    judged = [workspace.judgement(file.path, choice) for file in read]
    findings = [one for each in judged for one in each.findings]
    left_out: Counter[LeftOut] = Counter()
    for each in judged:
        left_out.update(each.left_out)
    if options.format == "json":
        write_json(_report(workspace, files, findings, left_out))
    elif files:
        write((*render.report(workspace, findings), _closing(files, found, findings, left_out, options)))
    found.report_unreadable()
    if found.unreadable:
        return UNUSABLE
    if not files:
        tell(f"nothing to read: no file here is a threat model or design document{_unclaimed(found, '; ')}")
        return UNUSABLE
    return FOUND if any(_counts(one, options.fail_on, expired=options.fail_on_expired) for one in findings) else OK


def all_known(choice: Choice, workspace: Workspace, files: list[File]) -> bool:
    """Whether all rules that are asked for exist, those of the organisation that the files are judged by too."""
    unknown = (choice.select | choice.ignore) - by_code().keys()
    if unknown:
        unknown = unknown.difference(*(workspace.book(file.path).by_name for file in files))
    if unknown:
        tell(f"no rule is called {', '.join(sorted(unknown))}; `forewarn rules` lists them")
    return not unknown


def codes(given: list[str]) -> frozenset[str]:
    """The codes and names in the values of an option: FW201,unknown-key."""
    named = (code.strip() for text in given for code in text.split(","))
    return frozenset(code.upper() if code[:2].lower() == "fw" else code for code in named if code)


def _counts(placed: Placed, fail_on: str, *, expired: bool) -> bool:
    """Whether the gate minds this finding: its layer counts, and it is shown as a warning at least.

    What a date alone brings would fail on a day on which nobody changed anything. It counts where somebody asks for
    it (`expired`), whatever its layer, once the date has passed.
    """
    if placed.severity not in (Severity.ERROR, Severity.WARNING):
        return False
    if placed.clock:
        return expired and placed.clock is Clock.PASSED
    return placed.layer in _GATE[fail_on]


def _closing(
    files: list[File],
    found: Gathered,
    findings: list[Placed],
    left_out: Mapping[LeftOut, int],
    options: argparse.Namespace,
) -> str:
    """What was found and what was read: "7 findings …; 3 known.  Read 1 model, 1 document; …"."""
    layers = Counter(one.layer for one in findings)
    kinds = Counter("document" if file.recognition.dialect is Dialect.MARKDOWN else _kind(file) for file in files)
    what = ", ".join(f"{layers[layer]} {layer}" for layer in Layer if layers[layer])
    head = f"{render.count(len(findings), 'finding')} ({what})" if findings else "No findings"
    silent = ", ".join(f"{left_out[reason]} {reason}" for reason in _SAID if left_out.get(reason))
    head = f"{head}; {silent}" if silent else head
    read = ", ".join(
        render.count(kinds[kind], kind)
        for kind in ("model", "document", "configuration", "rule file", "other file")
        if kinds[kind]
    )
    elements = _elements(files)
    tail = f"Read {read} with {render.count(elements, 'element')}"
    return f"{head}. {tail}{_unclaimed(found, '; ')}.{_passed(findings, options)}"


def _passed(findings: list[Placed], options: argparse.Namespace) -> str:
    """How many findings of its layers the gate leaves out because a date alone brings them; empty if none."""
    layers = _GATE[options.fail_on]
    number = sum(_counts(one, options.fail_on, expired=True) for one in findings if one.clock and one.layer in layers)
    if options.fail_on_expired or not number:
        return ""
    what = "1 finding is there because a date passed" if number == 1 else f"{number} are there because dates passed"
    return f" {what}; `--fail-on-expired` makes that count."


def _unclaimed(found: Gathered, before: str) -> str:
    """How many files look like models and are not checked; empty if none do."""
    match len(found.unclaimed):
        case 0:
            return ""
        case 1:
            return f"{before}1 file looks like a model but is not claimed"
        case number:
            return f"{before}{number} files look like models but are not claimed"


def _kind(file: File) -> str:
    if file.recognition.dialect in (Dialect.CONFIGURATION, Dialect.DISMISSALS):
        return "configuration"
    if file.recognition.dialect is Dialect.RULES:
        return "rule file"
    return "model" if file.recognition.dialect is Dialect.NATIVE else "other file"


def _elements(files: list[File]) -> int:
    """How many elements the files hold; the model's header is none."""
    return sum(
        element.kind is not Kind.MODEL
        for file in files
        for part in file.reading.parts
        for item in part.items
        for element in item.elements
    )


def _report(workspace: Workspace, files: list[File], findings: list[Placed], left_out: Mapping[LeftOut, int]) -> Json:
    layers = Counter(str(one.layer) for one in findings)
    readings = workspace.readings()
    return {
        "version": 1,
        "models": _models(workspace, files),
        "findings": [_finding(one, readings) for one in findings],
        "summary": {
            "files": len(files),
            "elements": _elements(files),
            "findings": {str(layer): layers[str(layer)] for layer in Layer},
            **{str(reason): left_out.get(reason, 0) for reason in LeftOut},
        },
    }


def _models(workspace: Workspace, files: list[File]) -> Json:
    """How much modelling each model needs, and why; one that several files make up stands there once."""
    found = {id(one): one for file in files for one in workspace.analyses(file.path) if _is_model(one)}
    made: list[Json] = []
    for analysis in found.values():
        known = need(analysis.index)
        reasons: list[Json] = list(known.reasons)
        told: dict[str, Json] = {"level": known.level.value, "reasons": reasons}
        made.append({"path": shown(analysis.paths[0]), "title": analysis.parts[0].title, "need": told})
    return made


def _is_model(analysis: Analysis) -> bool:
    return any(analysis.index.header.values())


def _finding(placed: Placed, readings: Mapping[str, Reading]) -> Json:
    rule = placed.raised.rule
    print_ = fingerprint(placed.raised, placed.start, readings[placed.path].document)
    return {
        "path": shown(placed.path),
        "code": rule.code,
        "name": rule.name,
        "layer": str(placed.layer),
        "severity": str(placed.severity),
        "clock": str(placed.clock) if placed.clock else None,
        "message": placed.message,
        "fingerprint": print_,
        "range": jsonify.span(placed.span),
        "related": [
            {"path": shown(one.path), "range": jsonify.span(one.span), "message": one.message} for one in placed.related
        ],
        "fixes": _fixes(placed, readings),
    }


def _fixes(placed: Placed, readings: Mapping[str, Reading]) -> Json:
    fixes: list[Json] = []
    for fix in fixes_of(placed.raised, placed.analysis):
        edits = edits_of(fix, placed.analysis, readings)
        if edits:
            own: list[Json] = [
                {"path": shown(path), "range": jsonify.span(edit.span), "text": edit.text}
                for path, there in edits.items()
                for edit in there
            ]
            fixes.append({"title": fix.title, "safe": fix.safe, "edits": own})
    return fixes
