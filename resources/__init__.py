"""Publications, campaigns and opportunities."""
