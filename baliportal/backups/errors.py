class BackupError(Exception):
    """A backup or a restore cannot go on; the message is a sentence for the operator."""
