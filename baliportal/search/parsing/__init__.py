"""From the visitor's words to a syntax tree."""
