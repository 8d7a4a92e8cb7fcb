"""Exports as HTTP responses: options, streaming, cache, manifest."""
