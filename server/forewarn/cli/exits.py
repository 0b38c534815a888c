"""The exit codes that all commands share."""

OK = 0
"""Nothing that the gate minds."""
FOUND = 1
"""Findings at the gate."""
UNUSABLE = 2
"""Wrong usage, unreadable input, or nothing read."""
