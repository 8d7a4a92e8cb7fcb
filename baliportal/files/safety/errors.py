class FileRefused(ValueError):
    """The file is not accepted, or no public copy can be made of it. The message is for the curator."""

    @property
    def reason(self):
        return str(self)
