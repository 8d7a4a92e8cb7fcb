"""Files of entries: their bytes, fingerprints and texts."""
