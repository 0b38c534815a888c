"""TOML (1.0) to values with positions: `tomllib` says what is meant, our own scan where it stands."""
