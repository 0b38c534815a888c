"""FW0: the model contradicts itself, or its text cannot be read."""
