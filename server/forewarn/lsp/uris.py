"""URIs of documents, and the paths that the rest of forewarn knows them by.

A `file:` URI becomes an absolute path with slashes; any other URI (`untitled:`, `vscode-remote:` …) stays what it is.
RFC 8089 for the form, and what editors really send: percent-encoded colons, drive letters in either case.
"""

from __future__ import annotations

import os
import posixpath
import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""Two characters or more: a single letter before a colon is a drive."""
_DRIVE = re.compile(r"/([A-Za-z]):(?=/|$)")
_UNQUOTED = "/~!$&'()*+,;=@-._"
_ON_WINDOWS = os.name == "nt"


def path_of(uri: str, *, windows: bool = _ON_WINDOWS) -> str:
    """The path that a `file:` URI names, or the URI itself where it names no file. Never raises."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return uri
    if parts.scheme.lower() != "file":
        return uri
    # A question mark or a hash in a file's name should have been encoded; a client that did not means the name.
    raw = uri[uri.index(":") + 1 :]
    raw = raw[2 + len(parts.netloc) :] if raw.startswith("//") else raw
    path = unquote_to_bytes(raw).decode("utf-8", "surrogateescape").replace("\0", "\ufffd")
    path = posixpath.normpath(path.replace("\\", "/") if windows else path) if path else "/"
    if parts.netloc and parts.netloc.lower() != "localhost":
        return f"//{unquote_to_bytes(parts.netloc).decode('utf-8', 'replace')}/{path.lstrip('/')}"
    path = f"/{path.lstrip('/')}"
    drive = _DRIVE.match(path) if windows else None
    return f"{drive[1].upper()}:{path[drive.end() :] or '/'}" if drive else path


def uri_of(path: str) -> str:
    """The URI of a path with slashes; what is a URI already is given back."""
    if _SCHEME.match(path):
        return path
    encoded = path.encode("utf-8", "surrogateescape")
    if path.startswith("//"):
        return f"file:{quote(encoded, safe=_UNQUOTED)}"
    if path[1:2] == ":":
        return f"file:///{path[0]}:{quote(encoded[2:], safe=_UNQUOTED)}"
    return f"file://{quote(encoded, safe=_UNQUOTED)}"
