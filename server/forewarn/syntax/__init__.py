"""What is written: texts to trees with positions. Nothing here raises on any input.

This layer knows YAML, JSON, Markdown and Mermaid, and nothing of threat models.
"""
