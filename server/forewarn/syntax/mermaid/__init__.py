"""Mermaid diagrams: what is drawn, with places. What it means is the dialect's business."""

from forewarn.syntax.mermaid.diagram import Diagram, Edge, Group, Node, Piece
from forewarn.syntax.mermaid.reader import read

__all__ = ["Diagram", "Edge", "Group", "Node", "Piece", "read"]
