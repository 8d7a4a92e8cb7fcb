"""The Tantivy index: schema, documents, storage, readers, writer, synchronisation with the journal."""
