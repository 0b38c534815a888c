"""YAML 1.2 and JSON, read item by item under the fingers."""
