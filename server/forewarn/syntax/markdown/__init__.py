"""Markdown, read section by section under the fingers: blocks, passages with exact places, sentences."""
