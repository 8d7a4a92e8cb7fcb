"""The core: entries, vocabularies, record schemas, the journal, publishing and the base of the admin."""
