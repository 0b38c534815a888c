"""What a repository tells forewarn about itself: the settings there are, and those that are in force."""

from __future__ import annotations

from forewarn.model.configuration.values import NOTHING_SET, Acceptance, Configuration, PavedPath

__all__ = ["NOTHING_SET", "Acceptance", "Configuration", "PavedPath"]
