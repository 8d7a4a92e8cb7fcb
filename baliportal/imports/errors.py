"""What stops a file or a batch, in words for the person who brought it."""


class FileRefused(ValueError):
    """The file cannot be read as a table of this kind; nothing was kept. The message says what to do."""


class BatchRefused(ValueError):
    """The batch as a whole cannot be written or undone; nothing was written. `rows` pairs names with reasons."""

    def __init__(self, message, rows=()):
        self.rows = list(rows)
        super().__init__(message)
