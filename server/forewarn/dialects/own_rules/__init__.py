"""Rule files: the rules of an organisation's own, in YAML, strictly read, each mistake at its place."""
