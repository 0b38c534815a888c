"""What is looked for: one rule, one file. The docstring of a rule's module is its documentation."""
