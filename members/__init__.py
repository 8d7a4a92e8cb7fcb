"""Member states, organisations and information systems."""
