"""forewarn's own format: YAML or JSON with a top-level `threat-model:` (see docs/format.md)."""

from forewarn.dialects.native.read import read
from forewarn.dialects.native.write import write

__all__ = ["read", "write"]
