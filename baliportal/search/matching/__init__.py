"""From a syntax tree to Tantivy queries, results and facet counts."""
