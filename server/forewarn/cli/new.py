"""`forewarn new`: start a model, from a document or from nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.cli.exits import OK, UNUSABLE
from forewarn.cli.gather import new_workspace, shown
from forewarn.cli.output import harmless, tell, write
from forewarn.dialects.recognise import is_markdown
from forewarn.features.new_model import NAME, empty_model, has_model, names_for, new_model
from forewarn.model.schema import schema
from forewarn.workspace.files import absolute, inside, root_of, write_new
from forewarn.workspace.source import UnreadableError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from forewarn.features.new_model import NewModel
    from forewarn.workspace.workspace import Workspace

STDOUT = "-"
_ENDINGS = (".yaml", ".yml")


class _RefusalError(Exception):
    """Nothing was written; the message says why and what to do."""


def run(options: argparse.Namespace) -> int:
    """Write a model of what the document says beside it, or where `-o` says; never over a file that is there.

    Without a document the model asks and says nothing, and stands in the current folder.
    """
    output = STDOUT if options.stdout else options.output
    try:
        if options.document is None:
            write(map(harmless, _begun(output)))
            return OK
        document = _document(options.document)
        workspace = new_workspace()
        workspace.load(document)
        made = _made(workspace, document, output)
    except _RefusalError as error:
        tell(str(error))
        return UNUSABLE
    except UnreadableError as error:
        tell(f"{options.document}: {error}")
        return UNUSABLE
    write(map(harmless, made))
    return OK


def _begun(output: str | None) -> list[str]:
    """A model with nothing in it: its text, or what is said once it is written."""
    if output == STDOUT:
        return empty_model(Path.cwd().name).splitlines()
    target = _model_file(absolute(output or NAME), output or NAME)
    _write_new(target, empty_model(Path(target).parent.name))
    return [
        f"{shown(target)} asks, and says nothing yet. Begin with `assets:`: what is worth protecting?",
        "`forewarn new DOC.md` begins with what a design document says.",
        f"Next: an editor, or forewarn check {shown(target)}",
    ]


def _model_file(path: str, name: str) -> str:
    if not path.endswith(_ENDINGS):
        raise _RefusalError(f"{name}: a model is a YAML file: call it {Path(path).stem}.yaml")
    return path


def _document(name: str) -> str:
    path = absolute(name)
    if not is_markdown(path):
        raise _RefusalError(f"{name}: not a Markdown document (.md); a model is started from one")
    return path


def _made(workspace: Workspace, document: str, output: str | None) -> list[str]:
    """What is said once it is done: the model itself, or what was taken over and what comes next."""
    file = workspace.file(document)
    if file is None:
        raise _RefusalError(f"{shown(document)}: cannot be read")
    scale = workspace.settings_for(document).scale
    if output == STDOUT:
        return new_model(file.reading, Path(document).name, scale).text.splitlines()
    models = [analysis.paths[0] for analysis in workspace.analyses(document) if analysis.paths[0] != document]
    if models:
        raise _RefusalError(f"{shown(document)} has a model already: {shown(models[0])}; go on in it")
    if has_model(file.reading):
        raise _RefusalError(f"{shown(document)} holds a model, or names one; go on in that")
    target = _model_file(absolute(output), output) if output else _beside(document)
    if not inside(document, root_of(target)):
        raise _RefusalError(
            f"{shown(target)} would lie in another workspace than {shown(document)}, and could not name it; "
            "write it below the same .git, or beside the document"
        )
    below = os.path.relpath(document, Path(target).parent).replace(os.sep, "/")
    model = new_model(file.reading, below, scale)
    _write_new(target, model.text)
    return list(_told(model, shown(target), shown(document)))


def _beside(document: str) -> str:
    folder = Path(document).parent
    for name in names_for(document):
        if not os.path.lexists(folder / name):
            return (folder / name).as_posix()
    names = " and ".join(names_for(document))
    raise _RefusalError(f"{names} are there already, for something else; say -o FILE for another name")


def _write_new(path: str, text: str) -> None:
    try:
        write_new(path, text)
    except FileExistsError:
        raise _RefusalError(
            f"{shown(path)} is there already and was left alone; say -o FILE for another name"
        ) from None
    except UnreadableError as error:
        raise _RefusalError(f"{shown(path)}: {error}") from error


def _told(model: NewModel, target: str, document: str) -> Iterator[str]:
    kinds = schema().kinds
    taken = [f"{count} {kind if count == 1 else kinds[kind].plural}" for kind, count in model.counts.items()]
    if taken:
        yield f"{target} now holds what {document} says: {', '.join(taken)}."
    else:
        yield f"{target} is a beginning: nothing in {document} was taken for an element of a threat model."
        yield f"`forewarn show {document}` prints what is understood of it."
    if model.restated.left:
        few = len(model.restated.left) == 1
        what = "1 flow stays" if few else f"{len(model.restated.left)} flows stay"
        yield f"{what} there: a flow needs both its ends, and the document does not name them."
    yield "The two are read as one from now on; say a new thing in either of them."
    yield f"Next: forewarn check {target}"
