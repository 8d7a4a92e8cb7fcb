from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The limits of a child process.

    The address space counts what is mapped, not what is used: an interpreter with nothing loaded has some 30 MB.
    """

    memory: int = 512 * MB  # bytes of address space
    cpu_seconds: int = 20
    deadline: float = 40  # seconds of waiting for the child, not counting what the caller does with each item
    output: int = 256 * MB  # bytes of all items as JSON
    item: int = 8 * MB  # bytes of one item as JSON
