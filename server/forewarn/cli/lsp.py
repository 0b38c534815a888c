"""`forewarn lsp`: the language server on standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.lsp.serve import serve

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Serve until the client says goodbye or is gone; the exit code is the protocol's."""
    del options  # `--stdio` is what editors pass and what there is
    return serve()
