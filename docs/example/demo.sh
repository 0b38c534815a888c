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

here=$(pwd)
root=$(cd ../.. && pwd)
server=$(command -v forewarn)
cat <<END

The same findings, with their fixes, appear while you type in any editor that speaks the Language Server Protocol.
The server of this checkout is

    $server lsp

Neovim 0.11 or newer, with the plugin of this checkout:

    cd $here
    PATH="$(dirname "$server"):\$PATH" nvim --cmd 'set runtimepath^=$root/editors/nvim' threat-model.yaml

VS Code has an extension with the server inside: make vsix packages it into dist/.
docs/editors.md has the lines to paste for Emacs, Helix and Kate.
END
