"""JSON and JSON Lines, streamed record by record."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

CONTENT_TYPE = "application/json; charset=utf-8"
LINES_CONTENT_TYPE = "application/x-ndjson; charset=utf-8"


def write(head: dict[str, Any], name: str, items: Iterable[dict]) -> Iterator[bytes]:
    """Yield the bytes of one JSON object: the members of `head`, then a member `name` with the list of items."""
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    yield f'{opening}{", " if head else ""}"{name}": ['.encode()
    for place, item in enumerate(items):
        yield f"{',' if place else ''}\n{json.dumps(item, ensure_ascii=False)}".encode()
    yield b"\n]}\n"


def write_lines(items: Iterable[dict]) -> Iterator[bytes]:
    """Yield one line of JSON per item."""
    for item in items:
        yield f"{json.dumps(item, ensure_ascii=False)}\n".encode()
