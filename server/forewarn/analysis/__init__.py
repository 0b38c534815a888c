"""Which rules run again after an edit, and what becomes of their findings."""
