"""Records as the database holds them now."""


def reloaded(entry):
    return type(entry).objects.get(pk=entry.pk)
