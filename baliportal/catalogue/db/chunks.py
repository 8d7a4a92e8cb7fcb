"""Batches of an iterable; `itertools.batched` takes its place from Python 3.12 on."""

from collections.abc import Iterable, Iterator
from itertools import islice


def batched(items: Iterable, size: int) -> Iterator[list]:
    """Yield lists of `size` items, the last perhaps shorter; nothing for no items."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch
