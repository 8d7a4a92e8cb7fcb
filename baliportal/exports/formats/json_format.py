"""JSON and JSON Lines, streamed record by record."""

import json

CONTENT_TYPE = "application/json; charset=utf-8"
LINES_CONTENT_TYPE = "application/x-ndjson; charset=utf-8"


def write(head, name, items):
    """Yield the bytes of one JSON object: the members of `head`, then `name` with the list of items."""
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    yield f'{opening}{", " if head else ""}"{name}": ['.encode()
    for place, item in enumerate(items):
        yield f"{',' if place else ''}\n{_dumped(item)}".encode()
    yield b"\n]}\n"


def write_lines(items):
    """Yield one line of JSON per item."""
    for item in items:
        yield f"{_dumped(item)}\n".encode()


def _dumped(item):
    return json.dumps(item, ensure_ascii=False)
