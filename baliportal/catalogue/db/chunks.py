"""Much of anything, a part at a time."""

from itertools import islice


def batched(things, size):
    """Yield lists of so many of the things, the last perhaps shorter; none for none."""
    things = iter(things)
    while batch := list(islice(things, size)):
        yield batch
