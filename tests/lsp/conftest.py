"""Real servers over real pipes: one for each test, driven as a recorded editor drives it."""

from __future__ import annotations

from collections.abc import AsyncIterator  # noqa: TC003 - pytest-lsp looks at what the fixture says it gives
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
import pytest_lsp

from tests.lsp.editor import COMMAND, Client, Editor
from tests.lsp.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest_lsp.fixture(config=pytest_lsp.ClientServerConfig(server_command=COMMAND, client_factory=Client))  # pyright: ignore[reportUnknownMemberType] - untyped in pytest-lsp
async def client(lsp_client: Client) -> AsyncIterator[None]:
    """A server with nothing said to it yet."""
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor_name() -> str:
    """Which editor, unless a test names its own: the one that announces more."""
    return "vscode"


@pytest_asyncio.fixture
async def editor(client: Client, editor_name: str, tmp_path: Path) -> Editor:
    """An editor in a fresh folder, ready to open documents."""
    (tmp_path / ".git").mkdir()
    opened = Editor(client, editor_name, tmp_path)
    await opened.start()
    return opened


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A server, and a client that can send it anything."""
    with Wire(COMMAND) as opened:
        yield opened
