"""Search: analysis, query parsing, the Tantivy index, results, facets, suggestions."""
