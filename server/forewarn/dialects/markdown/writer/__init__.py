"""Changes to a model as edits of a Markdown document, in the document's own shapes."""

from forewarn.dialects.markdown.writer.write import write

__all__ = ["write"]
