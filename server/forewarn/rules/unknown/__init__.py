"""FW1: what is not said yet."""
