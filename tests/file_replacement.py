"""Replacement of files by damaged ones, as a bad disk or an incomplete copy leaves them."""


def replace_file(path, data):
    """Put a new file under the name: truncating one that a thread of Tantivy has mapped would end the process."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(data)
    fresh.replace(path)
