"""modelsearch as a developer would set it up: one model of entries, its facets as fields and relations."""
