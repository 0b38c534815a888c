"""Formats that threat models are written in: syntax tree to elements, and changes back to text edits."""
