"""What the client can do, flattened once into plain booleans, and what the server says it can.

A feature that the client did not announce is not used, and what is advertised is what there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forewarn.lsp.json_types import dig, says_yes, strings
from forewarn.text.encoding import Encoding

if TYPE_CHECKING:
    from forewarn.lsp.json_types import Json, JsonValue

_UNNECESSARY = 1
"""DiagnosticTag.Unnecessary (LSP 3.17)."""
_INCREMENTAL = 2
"""TextDocumentSyncKind.Incremental (LSP 3.17)."""
_REFRESHED = ("inlayHint", "codeLens", "semanticTokens")
_FILE_OPERATIONS = ("willRename", "didRename", "didDelete")
_ANY_FILE: Json = {"filters": [{"scheme": "file", "pattern": {"glob": "**/*"}}]}
"""Evidence may be a file of any sort, and a folder may hold ours."""
TRIGGERS = (":", " ", "[", ",", "-", "`")
"""Characters after which a completion is worth asking for: behind a key, in a list, after a dash or a backtick."""


@dataclass(frozen=True, slots=True)
class Client:
    """What the client announced in `initialize`; everything is off until it says so."""

    encoding: Encoding = Encoding.UTF16
    diagnostic_versions: bool = False
    diagnostic_links: bool = False
    diagnostic_data: bool = False
    diagnostic_related: bool = False
    diagnostic_unused: bool = False
    pulls_diagnostics: bool = False
    """It asks for diagnostics, also when it is told that they changed: it is sent none unasked."""
    hover_markup: bool = False
    hover_markdown: bool = False
    completion_snippets: bool = False
    completion_markup: bool = False
    completion_markdown: bool = False
    completion_documents_later: bool = True
    action_literals: bool = False
    action_preferred: bool = False
    action_resolves_edit: bool = False
    document_changes: bool = False
    creates_files: bool = False
    applies_edits: bool = False
    nested_symbols: bool = False
    prepares_rename: bool = False
    folding_limit: int | None = None
    """How many folds it takes; all, if it does not say."""
    folding_comments: bool = False
    link_tooltips: bool = False
    registers_watchers: bool = False
    registers_settings: bool = False
    gives_settings: bool = False
    inlay_hints: bool = False
    hint_tooltips_later: bool = False
    refreshes: frozenset[str] = frozenset()
    """What it can be told to ask for again, such as `inlayHint`."""
    finds_symbols: bool = False
    found_kinds: frozenset[int] | None = None
    """The kinds of symbols that it knows where it looks for them in all files; None if it does not say."""
    shows_progress: bool = False
    token_types: tuple[str, ...] = ()
    token_modifiers: tuple[str, ...] = ()
    file_operations: frozenset[str] = frozenset()
    """What it asks or tells of files that come, move and go, such as `willRename`."""
    commands: frozenset[str] = frozenset()
    """Its own commands that we may name, announced as `experimental.commands.commands`."""
    features: frozenset[str] = frozenset()
    """The names of the features that it announces for documents, such as `definition`."""
    links: frozenset[str] = frozenset()
    """Those of them that take links: places with the word that leads there."""

    @staticmethod
    def of(capabilities: JsonValue) -> Client:
        """Read `ClientCapabilities` as sent. What has an unexpected shape counts as not announced."""
        texts, workspace = dig(capabilities, "textDocument"), dig(capabilities, "workspace")
        published, action = dig(texts, "publishDiagnostics"), dig(texts, "codeAction")
        item = dig(texts, "completion", "completionItem")
        tags = dig(published, "tagSupport", "valueSet")
        return Client(
            encoding=_encoding(strings(capabilities, "general", "positionEncodings")),
            diagnostic_versions=says_yes(published, "versionSupport"),
            diagnostic_links=says_yes(published, "codeDescriptionSupport"),
            diagnostic_data=says_yes(published, "dataSupport"),
            diagnostic_related=says_yes(published, "relatedInformation"),
            diagnostic_unused=isinstance(tags, Sequence) and not isinstance(tags, str) and _UNNECESSARY in tags,
            pulls_diagnostics=_pulls(texts, workspace),
            hover_markup=bool(strings(texts, "hover", "contentFormat")),
            hover_markdown="markdown" in strings(texts, "hover", "contentFormat"),
            completion_snippets=says_yes(item, "snippetSupport"),
            completion_markup=bool(strings(item, "documentationFormat")),
            completion_markdown="markdown" in strings(item, "documentationFormat"),
            # Without `resolveSupport` documentation may come later (LSP 3.17); with it, only if it is named there.
            completion_documents_later=dig(item, "resolveSupport") is None
            or "documentation" in strings(item, "resolveSupport", "properties"),
            action_literals=dig(action, "codeActionLiteralSupport") is not None,
            action_preferred=says_yes(action, "isPreferredSupport"),
            action_resolves_edit="edit" in strings(action, "resolveSupport", "properties")
            and says_yes(action, "dataSupport"),
            document_changes=says_yes(workspace, "workspaceEdit", "documentChanges"),
            # Neovim 0.11 announces these and not `documentChanges`, in which alone they can stand.
            creates_files="create" in strings(workspace, "workspaceEdit", "resourceOperations"),
            applies_edits=says_yes(workspace, "applyEdit"),
            nested_symbols=says_yes(texts, "documentSymbol", "hierarchicalDocumentSymbolSupport"),
            inlay_hints=dig(texts, "inlayHint") is not None,
            hint_tooltips_later="tooltip" in strings(texts, "inlayHint", "resolveSupport", "properties"),
            registers_settings=says_yes(workspace, "didChangeConfiguration", "dynamicRegistration"),
            gives_settings=says_yes(workspace, "configuration"),
            refreshes=frozenset(name for name in _REFRESHED if says_yes(workspace, name, "refreshSupport"))
            | frozenset({"diagnostic"} if _pulls(texts, workspace) else ()),
            finds_symbols=dig(workspace, "symbol") is not None,
            found_kinds=_numbers(dig(workspace, "symbol", "symbolKind", "valueSet")),
            shows_progress=says_yes(capabilities, "window", "workDoneProgress"),
            token_types=_tokens(texts),
            token_modifiers=strings(texts, "semanticTokens", "tokenModifiers"),
            file_operations=frozenset(name for name in _FILE_OPERATIONS if says_yes(workspace, "fileOperations", name)),
            commands=frozenset(strings(capabilities, "experimental", "commands", "commands")),
            folding_limit=_number(dig(texts, "foldingRange", "rangeLimit")),
            # Without a set of kinds the client takes any (LSP 3.17, foldingRangeKind).
            folding_comments=dig(texts, "foldingRange", "foldingRangeKind") is None
            or "comment" in strings(texts, "foldingRange", "foldingRangeKind", "valueSet"),
            link_tooltips=says_yes(texts, "documentLink", "tooltipSupport"),
            prepares_rename=says_yes(texts, "rename", "prepareSupport"),
            registers_watchers=says_yes(workspace, "didChangeWatchedFiles", "dynamicRegistration"),
            features=_features(texts),
            links=frozenset(name for name in _features(texts) if says_yes(texts, name, "linkSupport")),
        )


def _pulls(texts: JsonValue, workspace: JsonValue) -> bool:
    """Whether the client asks for diagnostics, also where other files change them.

    Neovim 0.11 asks after an edit and never else: what an edit elsewhere or a pause brings would not be seen.
    """
    return dig(texts, "diagnostic") is not None and says_yes(workspace, "diagnostics", "refreshSupport")


def _numbers(value: JsonValue) -> frozenset[int] | None:
    """The numbers in a list; None where there is no list."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return None
    return frozenset(one for one in value if isinstance(one, int))


def _tokens(texts: JsonValue) -> tuple[str, ...]:
    """The types of tokens that the client knows, if it takes tokens in the only form that there is."""
    announced = dig(texts, "semanticTokens")
    return strings(announced, "tokenTypes") if "relative" in strings(announced, "formats") else ()


def _number(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _features(texts: JsonValue) -> frozenset[str]:
    return frozenset(texts) if isinstance(texts, Mapping) else frozenset()


def _encoding(offered: tuple[str, ...]) -> Encoding:
    """The first encoding of the client's list that we know, UTF-16 where it has none (LSP 3.17, positionEncodings).

    All three cost us the same on lines that are plain ASCII; the client's first is the one that costs it nothing.
    """
    known = {encoding.value: encoding for encoding in Encoding}
    return next((known[name] for name in offered if name in known), Encoding.UTF16)


SHOW_STATUS = "forewarn.showStatus"
"""The command that says whether a document is checked, and why: it takes its URI."""
DISMISS = "forewarn.dismiss"
"""The command of editors that take commands only: a document's URI, and the lines that dismiss findings in it."""
_PROVIDERS = (
    "definition",
    "declaration",
    "implementation",
    "references",
    "documentHighlight",
    "foldingRange",
    "selectionRange",
    "callHierarchy",
)
"""Features that are offered as they are, `definition` as `definitionProvider`, where the client announces them."""


def server_capabilities(client: Client) -> Json:
    """`ServerCapabilities` for this client."""
    offered: dict[str, JsonValue] = {
        "positionEncoding": client.encoding.value,
        "textDocumentSync": {"openClose": True, "change": _INCREMENTAL, "save": {"includeText": False}},
        "hoverProvider": True,
        "completionProvider": {"triggerCharacters": TRIGGERS, "resolveProvider": True},
        "documentSymbolProvider": True,
        "executeCommandProvider": {"commands": [SHOW_STATUS]},
        "workspace": _workspace(client),
    }
    offered.update({f"{name}Provider": True for name in _PROVIDERS if name in client.features})
    if "documentLink" in client.features:
        offered["documentLinkProvider"] = {"resolveProvider": False}
    if client.pulls_diagnostics:
        offered["diagnosticProvider"] = {
            "identifier": "forewarn",
            "interFileDependencies": True,
            "workspaceDiagnostics": True,
        }
    if client.finds_symbols:
        offered["workspaceSymbolProvider"] = {"resolveProvider": False}
    if "codeLens" in client.features:
        offered["codeLensProvider"] = {"resolveProvider": False}
    if client.token_types:
        # What a client asks for, whole texts or parts of them, is its own affair: both are cheap.
        legend = {"tokenTypes": client.token_types, "tokenModifiers": client.token_modifiers}
        offered["semanticTokensProvider"] = {"legend": legend, "full": True, "range": True}
    if "rename" in client.features:
        offered["renameProvider"] = {"prepareProvider": True} if client.prepares_rename else True
    if client.inlay_hints:
        offered["inlayHintProvider"] = {"resolveProvider": True} if client.hint_tooltips_later else True
    if client.action_literals:
        files = ["refactor.extract"] if client.creates_files else []
        offered["codeActionProvider"] = {
            "codeActionKinds": ["quickfix", "refactor.rewrite", "refactor.move", *files, "source.fixAll.forewarn"],
            "resolveProvider": client.action_resolves_edit,
        }
    elif client.applies_edits:
        offered["codeActionProvider"] = True
        offered["executeCommandProvider"] = {"commands": [SHOW_STATUS, DISMISS]}
    return offered


def _workspace(client: Client) -> Json:
    offered: dict[str, JsonValue] = {"workspaceFolders": {"supported": True, "changeNotifications": True}}
    if client.file_operations:
        offered["fileOperations"] = dict.fromkeys(sorted(client.file_operations), _ANY_FILE)
    return offered
