"""What it means: the elements of a threat model, the schema that describes them, and the index that joins them."""
