"""`forewarn.toml`, and `[tool.forewarn]` in `pyproject.toml`: read as any other file, each finding at its place."""
