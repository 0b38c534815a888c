"""Files, what belongs together, and the state of a session: the only layer that touches the disk."""
