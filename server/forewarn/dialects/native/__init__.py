"""forewarn's own format: YAML or JSON with a top-level `threat-model:` (see docs/format.md)."""

from forewarn.dialects.native.read import read

__all__ = ["read"]
