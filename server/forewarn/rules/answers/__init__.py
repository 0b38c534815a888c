"""FW2: threats and their answers."""
