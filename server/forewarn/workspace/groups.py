"""Which texts make up one model, and the model judged: a threat-model file with the documents that belong to it.

A document belongs to the models that name it under `documents:` and to the one that its front matter names; one that
belongs to none stands alone.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from forewarn.analysis.engine import Engine
from forewarn.dialects.recognise import Dialect, is_markdown
from forewarn.workspace.beside import FilesBeside

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from datetime import date

    from forewarn.analysis.engine import Analysis
    from forewarn.model.index import Key
    from forewarn.model.reading import Part, Reading
    from forewarn.workspace.files import Root
    from forewarn.workspace.workspace import Workspace

GroupKey = tuple[str, int]
"""The model file (or document, where it stands alone) and the ordinal of the model in it."""
_Named = tuple[tuple[str, ...], tuple[str, ...]]
"""The patterns of a model's `documents:` and the files they named when they were looked up."""


@dataclass(slots=True)
class Groups:
    """The models of a workspace, each brought up to date when one of its texts changes."""

    workspace: Workspace
    _engines: dict[GroupKey, Engine] = field(default_factory=dict[GroupKey, Engine])
    _analyses: dict[GroupKey, Analysis] = field(default_factory=dict[GroupKey, "Analysis"])
    _documents: dict[GroupKey, _Named] = field(default_factory=dict[GroupKey, _Named])
    _joining: dict[GroupKey, tuple[str, ...]] = field(default_factory=dict[GroupKey, "tuple[str, ...]"])
    """The documents whose front matter names a model that does not name them."""

    # -- what is known
    def analyses(self) -> tuple[Analysis, ...]:
        """All models, judged."""
        return tuple(self._analyses.values())

    def analyses_with(self, path: str) -> tuple[Analysis, ...]:
        """The models that a file is part of, judged."""
        return tuple(analysis for analysis in self._analyses.values() if path in analysis.paths)

    def documents_of(self, key: GroupKey) -> tuple[str, ...]:
        """The documents of a model: those it names, as they were last looked up, and those that name it."""
        named = self._documents.get(key, ((), ()))[1]
        joining = [path for path in self._joining.get(key, ()) if path not in named and self._names(path, key[0])]
        return (*named, *joining)

    # -- what happens
    def release(self, path: str) -> frozenset[str]:
        """The text of a file is not held any more: judge what it was part of without it, or as it lies on the disk.

        A model of which nothing is held is let go. Gives the files that belong to none any more.
        """
        with self._nobody_left_out(path):
            for key in [key for key in self._analyses if key[0] == path]:
                self._drop(key)
            for key in self._with(path):
                self._judge(key)
        let_go: set[str] = {path}
        for key, analysis in list(self._analyses.items()):
            if not any(file.held for one in analysis.paths if (file := self.workspace.file(one))):
                self._drop(key)
                let_go.update(analysis.paths)
        return frozenset(one for one in let_go if not self._with(one))

    def refresh(self) -> tuple[str, ...]:
        """Files changed on the disk, came or went. Gives the files whose findings may have changed."""
        touched: set[str] = set()
        keys = list(self._analyses)
        self._documents.clear()
        for key in keys:
            if self.workspace.file(key[0]) is not None or Path(key[0]).is_file():
                before = self._analyses[key]
                self._judge(key, self._engines[key].file_reads())
                if self._analyses[key] is not before:
                    touched.update(self._analyses[key].paths)
            else:
                self._drop(key)
        return tuple(sorted(touched))

    def begin_day(self, today: date) -> None:
        """It is another day: what rests on the day is judged anew."""
        for key, engine in tuple(self._engines.items()):
            engine.today = today
            self._judge(key, (("today", ""),))

    def judge_all_with(self, path: str) -> None:
        """Judge every model that a file is part of, or was until now."""
        file = self.workspace.file(path)
        if file is None:
            return
        own = [(path, ordinal) for ordinal in range(len(file.reading.parts))]
        keys = own
        with self._nobody_left_out(path):
            if file.recognition.dialect is Dialect.MARKDOWN:
                keys = self._models_of(path) or own
                keys = [*keys, *self._leave(path, keys)]
            for stale in [key for key in self._analyses if key[0] == path and key not in keys]:
                self._drop(stale)
            for key in keys:
                self._judge(key)

    def judge_by_other_rules(self) -> None:
        """Judge again what is not judged by the rules that count for it now."""
        for key, analysis in list(self._analyses.items()):
            if key in self._analyses and self.workspace.book(key[0]) is not analysis.book:
                self._judge(key)

    # -- what belongs together
    @contextmanager
    def _nobody_left_out(self, path: str) -> Generator[None]:
        """Judge documents by themselves that the models in the file `path` do not name any more."""
        before = {one for key, analysis in self._analyses.items() if key[0] == path for one in analysis.paths}
        yield
        for document in sorted(before - {path}):
            if self.workspace.file(document) is not None and not self._with(document):
                self.judge_all_with(document)

    def _with(self, path: str) -> tuple[GroupKey, ...]:
        """The models that the file is part of."""
        return tuple(key for key, analysis in self._analyses.items() if path in analysis.paths)

    def _models_of(self, path: str) -> list[GroupKey]:
        """The models that answer for the Markdown document `path`: those that name it, or that it names."""
        root, named = self.workspace.root(path), self._models_named_in(path)
        known = [key for key in self._analyses if key[0] != path and path in self._named_documents(key)]
        if known and all(any(key[0] == model for key in known) for model in named):
            return known
        keys: list[GroupKey] = []
        for model in dict.fromkeys((*named, *root.models_near(path), *self._held_models())):
            reading = self._native(model, root)
            for ordinal in range(len(reading.parts) if reading else 0):
                key = (model, ordinal)
                if path in self._named_documents(key):
                    keys.append(key)
                elif model in named and not ordinal:
                    self._joining[key] = (*self._joining.get(key, ()), path)
                    keys.append(key)
        return keys

    def _native(self, path: str, root: Root) -> Reading | None:
        """How a threat-model file was read; one that nobody looked at yet only inside the workspace's folder."""
        file = self.workspace.file(path)
        if file is None and self.workspace.source.inside(path, root.folder):
            self.workspace.reading(path)
            file = self.workspace.file(path)
        return file.reading if file and file.recognition.dialect is Dialect.NATIVE else None

    def _models_named_in(self, path: str) -> tuple[str, ...]:
        """The files that the front matter of a document names as its model."""
        reading = self.workspace.reading(path)
        links = reading.links.get("threat-model", ()) if reading else ()
        base, root = Path(path).parent.as_posix(), self.workspace.root(path)
        return tuple(found for link in links for found in root.matches(base, link))

    def _leave(self, path: str, keys: Iterable[GroupKey]) -> list[GroupKey]:
        """Take a document out of the models that it does not name any more; gives them."""
        left = [key for key, documents in self._joining.items() if path in documents and key not in keys]
        for key in left:
            self._joining[key] = tuple(one for one in self._joining[key] if one != path)
        return left

    def _held_models(self) -> Iterator[str]:
        yield from [file.path for file in self.workspace.files() if file.recognition.dialect is Dialect.NATIVE]

    def _named_documents(self, key: GroupKey) -> tuple[str, ...]:
        """The Markdown files that the model's `documents:` names, in order."""
        if key not in self._analyses:
            self._judge(key)
        return self.documents_of(key)

    def _names(self, document: str, model: str) -> bool:
        """Whether the front matter of a document that can be read names the model."""
        return self.workspace.reading(document) is not None and model in self._models_named_in(document)

    # -- judging
    def _judge(self, key: GroupKey, changed: Iterable[Key] = ()) -> None:
        """Bring the model `key` up to date. Only if its `documents:` changed are they looked up again."""
        path, ordinal = key
        reading = self.workspace.reading(path)
        if reading is None or ordinal >= len(reading.parts):
            self._drop(key)
            return
        engine, settings = self._engines.get(key), self.workspace.settings_for(path)
        if engine is None or engine.settings != settings:
            engine = self._engines[key] = Engine(self.workspace.today, FilesBeside(self.workspace, key), settings)
        documents = self.documents_of(key)
        analysis = self._update(engine, key, reading.parts[ordinal], changed)
        patterns = analysis.documents
        if key not in self._documents or self._documents[key][0] != patterns:
            base, root = Path(path).parent.as_posix(), self.workspace.root(path)
            found = [one for pattern in patterns for one in root.matches(base, pattern) if is_markdown(one)]
            self._documents[key] = (patterns, tuple(dict.fromkeys(found)))
            if self.documents_of(key) != documents:
                analysis = self._update(engine, key, reading.parts[ordinal], ())
        self._analyses[key] = analysis

    def _update(self, engine: Engine, key: GroupKey, part: Part, changed: Iterable[Key]) -> Analysis:
        parts, paths = [part], [key[0]]
        for document in self.documents_of(key):
            alone = self.workspace.reading(document)
            if alone is not None:
                parts += alone.parts
                paths += [document] * len(alone.parts)
                if document != key[0]:
                    self._drop((document, 0))
        return engine.update(tuple(parts), tuple(paths), changed, self.workspace.book(key[0]))

    def _drop(self, key: GroupKey) -> None:
        self._engines.pop(key, None)
        self._analyses.pop(key, None)
        self._documents.pop(key, None)
