"""Markdown documents: threat models and design documents as people write them, with no mark-up required."""

from forewarn.dialects.markdown.claims import claims
from forewarn.dialects.markdown.read import read

__all__ = ["claims", "read"]
