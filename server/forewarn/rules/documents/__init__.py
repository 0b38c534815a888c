"""What a document and the model it belongs to say of each other."""
