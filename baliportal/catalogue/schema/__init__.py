"""Record schemas: the typed, documented fields of a record, and conversion from and to the models."""
