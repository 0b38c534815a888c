"""Where an unexpected failure ends: in the log, not in the conversation."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_log = logging.getLogger(__name__)


@contextmanager
def logged(what: str) -> Generator[None]:
    """Do something that must not end the session; if it fails, log `what`, with the traceback, on standard error."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever it is, the editor keeps its server
        _log.exception(what)
