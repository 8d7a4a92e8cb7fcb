"""Errors of functions in a child process. Standard library only, because the child imports this module too."""


class SandboxError(Exception):
    """Base of the errors: the function did not finish."""


class Refused(SandboxError):
    """Raised by the function itself for input that is not accepted; the message is for the user."""


class LimitExceeded(SandboxError):
    """The child exceeded a limit; `limit` is “memory”, “time”, “output” or “slots”."""

    def __init__(self, limit):
        self.limit = limit
        super().__init__(f"The limit of {limit} was exceeded.")


class Crashed(SandboxError):
    """The function raised an exception, or its process died; the message is for the log."""
