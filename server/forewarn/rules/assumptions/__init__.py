"""FW3: what is taken to be true, and whether it is."""
