"""What the desk keeps beside the catalogue."""
