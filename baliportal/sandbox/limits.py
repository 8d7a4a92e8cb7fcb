from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The limits of a child process.

    Address space counts mapped memory, not used memory: an interpreter with nothing loaded has some 30 MB.
    """

    memory: int = 512 * MB  # Bytes of address space.
    cpu_seconds: int = 20
    deadline: float = 40  # Seconds of waiting for the child, without the time the caller spends on each item.
    output: int = 256 * MB  # Bytes of all items as JSON.
    item: int = 8 * MB  # Bytes of one item as JSON.
