"""The requests about documents, by name: known before what answers them is loaded (`forewarn.lsp.requests`)."""

METHODS = (
    "textDocument/hover",
    "textDocument/completion",
    "completionItem/resolve",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "codeAction/resolve",
    "workspace/executeCommand",
    "textDocument/definition",
    "textDocument/declaration",
    "textDocument/implementation",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/documentLink",
)
