"""Files of entries: their bytes, SHA-256 fingerprints and extracted texts."""
