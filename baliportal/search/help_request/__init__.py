"""Queries of people who look for help rather than for records: recognised by words in many languages."""
