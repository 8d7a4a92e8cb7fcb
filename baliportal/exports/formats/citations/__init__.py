"""Citations: every record as a CSL item, which is written as CSL-JSON, BibTeX or RIS."""
