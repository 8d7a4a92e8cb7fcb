"""A release whose upgrade fails half way: its third migration raises."""
