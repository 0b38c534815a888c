"""The language server: the protocol of editors, over the features."""
