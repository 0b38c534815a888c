"""Documents by their URI here, by their path there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.lsp.uris import path_of, uri_of


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/ana/threat-model.yaml", "/home/ana/threat-model.yaml"),
        ("file:///home/ana/my%20model.yaml", "/home/ana/my model.yaml"),
        ("file:///home/ana/my model.yaml", "/home/ana/my model.yaml"),
        ("file:///home/ana/gr%C3%B6%C3%9Fe.yaml", "/home/ana/größe.yaml"),
        ("file:///home/ana/größe.yaml", "/home/ana/größe.yaml"),
        ("file:///home/ana/a%23b%3Fc%25d.yaml", "/home/ana/a#b?c%d.yaml"),
        ("file:///home/ana/a#b?c.yaml", "/home/ana/a#b?c.yaml"),
        ("file:///home/ana/x/../y.yaml", "/home/ana/y.yaml"),
        ("file://localhost/etc/x.yaml", "/etc/x.yaml"),
        ("file:/etc/x.yaml", "/etc/x.yaml"),
        ("FILE:///etc/x.yaml", "/etc/x.yaml"),
        ("file:///a/%00b", "/a/\ufffdb"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("vscode-remote://ssh+host/home/x.yaml", "vscode-remote://ssh+host/home/x.yaml"),
        ("file://[broken", "file://[broken"),
        ("", ""),
    ],
)
def test_the_path_that_a_uri_names(uri: str, path: str) -> None:
    assert path_of(uri, windows=False) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/ana/model.yaml", "C:/Users/ana/model.yaml"),
        ("file:///C:/Users/ana/model.yaml", "C:/Users/ana/model.yaml"),
        ("file:///c:/Users/ana/my%20model.yaml", "C:/Users/ana/my model.yaml"),
        ("file:///d:", "D:/"),
        ("file://server/share/model.yaml", "//server/share/model.yaml"),
    ],
)
def test_on_windows_drives_and_shares(uri: str, path: str) -> None:
    assert path_of(uri, windows=True) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/ana/my model.yaml", "file:///home/ana/my%20model.yaml"),
        ("/home/ana/größe.yaml", "file:///home/ana/gr%C3%B6%C3%9Fe.yaml"),
        ("/home/ana/a#b?c%d.yaml", "file:///home/ana/a%23b%3Fc%25d.yaml"),
        ("C:/Users/ana/my model.yaml", "file:///C:/Users/ana/my%20model.yaml"),
        ("//server/share/model.yaml", "file://server/share/model.yaml"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
    ],
)
def test_the_uri_of_a_path(path: str, uri: str) -> None:
    assert uri_of(path) == uri


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in {".", ".."}
)


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_there_and_back(names: list[str]) -> None:
    path = f"/{'/'.join(names)}"
    assert path_of(uri_of(path), windows=False) == path


@given(st.text())
def test_any_text_is_taken(uri: str) -> None:
    assert isinstance(path_of(uri), str)
