"""Sentences that take something for granted: which, of what sort, and why (docs/prose.md)."""
