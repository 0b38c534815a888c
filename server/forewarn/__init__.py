"""forewarn: a language server and command-line checker for threat models."""

__version__ = "0.1.0"
