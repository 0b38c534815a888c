"""FW4: stated facts that amount to a threat nobody listed."""
