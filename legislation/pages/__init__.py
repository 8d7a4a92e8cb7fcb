"""Parts of record pages that laws, agreements and treaties design themselves."""
