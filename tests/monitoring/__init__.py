"""Log lines, request ids, slow queries, metrics and the sentences of the desk."""
