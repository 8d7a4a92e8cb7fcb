"""File formats of tables: one module per format, listed in `registry`."""
