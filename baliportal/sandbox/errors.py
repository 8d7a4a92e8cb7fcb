"""How a function in a child process can fail. Standard library only: the child imports this too."""


class SandboxError(Exception):
    """The function did not come to its end."""


class Refused(SandboxError):
    """Raised by the function itself: the message says to a person why the input is not accepted."""


class LimitExceeded(SandboxError):
    """The child needed more than it was allowed; `limit` names what: memory, time, output or slots."""

    def __init__(self, limit):
        self.limit = limit
        super().__init__(f"The limit of {limit} was exceeded.")


class Crashed(SandboxError):
    """The function raised an exception, or its process died; the message is for the log."""
