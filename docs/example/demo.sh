#!/bin/sh
# `make demo`: the example as its authors would see it. Findings are expected here, so they do not fail the demo.
cd "$(dirname "$0")" || exit 2

echo '$ forewarn check threat-model.yaml design/parcel-pickup.md'
forewarn check threat-model.yaml design/parcel-pickup.md
code=$?
if [ "$code" -gt 1 ]; then
    echo "forewarn check ended with $code: it could not do its work." >&2
    exit "$code"
fi

cat <<END

The same findings appear while you type, with fixes, in any editor that speaks the Language Server Protocol.
The server is

    $(command -v forewarn) lsp

Neovim 0.11 or newer, this checkout as it stands:

    PATH="$(dirname "$(command -v forewarn)"):\$PATH" nvim --cmd 'set rtp^=$(cd ../.. && pwd)/editors/nvim' threat-model.yaml

VS Code: an extension is on its way. Until then any generic LSP client extension works: command 'forewarn', argument
'lsp', languages yaml, json and markdown.

Any other editor: start 'forewarn lsp' over stdio for yaml, json and markdown files. docs/editors.md says how, editor
by editor.
END
