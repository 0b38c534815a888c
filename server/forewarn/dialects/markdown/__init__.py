"""Markdown documents: threat models and design documents as people write them, with no mark-up required."""

from forewarn.dialects.markdown.claims import claims, claims_by_name
from forewarn.dialects.markdown.read import read

__all__ = ["claims", "claims_by_name", "read"]
