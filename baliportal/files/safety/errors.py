class FileRefused(ValueError):
    """The file is not accepted, or no public copy can be made of it. The message is for the curator."""

    @property
    def reason(self):
        return str(self)


class CannotCheckNow(FileRefused):
    """The file could not be checked for the time being: the same file may be accepted later."""
