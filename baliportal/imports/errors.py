"""Errors of a file or a batch, with messages for the user."""


class FileRefused(ValueError):
    """The file cannot be read as a table of this kind; nothing was stored. The message says how to correct it."""


class BatchRefused(ValueError):
    """The batch cannot be written or undone; nothing was written.

    `rows` are pairs of a row (a `Verdict`, or a title when undoing) and the reason.
    """

    def __init__(self, message, rows=()):
        self.rows = list(rows)
        super().__init__(message)
