"""Build-time scripts: map outlines, tables of countries, pictures of the documentation."""
