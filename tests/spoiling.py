"""Files spoilt as a bad disk or a bad copy leaves them."""


def put_in_place_of(path, data):
    """Another file under the name: one that is cut short while a thread of Tantivy's has it mapped ends the process."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(data)
    fresh.replace(path)
