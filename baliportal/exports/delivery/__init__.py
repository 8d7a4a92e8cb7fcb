"""Exports as HTTP answers: options, streaming, cache, manifest."""
