"""The grammars of the small languages that forewarn reads, found where they are installed."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path


@cache
def grammar(name: str) -> str:
    """The text of `grammars/NAME.lark`: inside the installed package, or beside `server/` in a checkout."""
    installed = resources.files("forewarn").joinpath("grammars", f"{name}.lark")
    if installed.is_file():
        return installed.read_text("utf-8")
    return (Path(__file__).parents[3] / "grammars" / f"{name}.lark").read_text("utf-8")
