"""Block: a part of a record page that a kind designs itself, with a template of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import QuerySet


@dataclass(frozen=True)
class Block:
    """A titled part of a page, whose template sees nothing but the block; `id` is its anchor.

    A block without a title stands above the facts and in no list of contents.
    """

    id: str
    title: str
    template: str
    context: dict = field(default_factory=dict)
    count: int | None = None


@dataclass(frozen=True)
class PendingBlocks:
    """Blocks that are made once these querysets are evaluated: a page evaluates those of all kinds in one query."""

    querysets: tuple[QuerySet, ...]
    make: Callable[[], list[Block]]

    def __add__(self, other: "PendingBlocks") -> "PendingBlocks":
        return PendingBlocks(self.querysets + other.querysets, lambda: [*self.make(), *other.make()])


def made(blocks: PendingBlocks | list[Block]) -> list[Block]:
    """Return the blocks that a kind returned, pending or not."""
    return blocks.make() if isinstance(blocks, PendingBlocks) else blocks
