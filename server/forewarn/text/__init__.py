"""Where things are: documents as lines, positions in code points, encodings, edits.

The lowest layer. It knows nothing of YAML, Markdown or threat models.
"""
