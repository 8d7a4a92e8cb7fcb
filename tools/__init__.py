"""Build-time scripts: map outlines, tables of countries, screenshots of the documentation."""
