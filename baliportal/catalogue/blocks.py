"""Block: a part of a record page that a kind designs itself, with a template of its own."""

from dataclasses import dataclass, field


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
