"""Who looked at the model, when, and what they think of it."""
