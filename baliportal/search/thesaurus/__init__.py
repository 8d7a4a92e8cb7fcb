"""Names that mean the same: concepts from the catalogue's vocabularies."""
