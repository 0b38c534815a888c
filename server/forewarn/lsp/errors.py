"""What goes wrong in a conversation, by the protocol's numbers."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """Error codes (JSON-RPC 2.0, section 5.1; LSP 3.17, ErrorCodes and LSPErrorCodes)."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    NOT_INITIALIZED = -32002
    REQUEST_FAILED = -32803
    CANCELLED = -32800
    CONTENT_MODIFIED = -32801


class RefusalError(Exception):
    """A request that is answered with an error instead of a result."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
