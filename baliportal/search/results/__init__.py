"""Search results as pages show them: snippets, facets, advice, similar entries."""
