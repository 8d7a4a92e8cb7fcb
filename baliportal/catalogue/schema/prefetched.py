"""Prefetched rows of relations, stored on the instance beside the relation."""

#: Prefix of the attribute that holds the prefetched rows of a relation: `fetched_countries`.
FETCHED = "fetched_"


def related(instance, attribute: str):
    """Return the rows at the other end of a relation to many: prefetched ones, or a queryset."""
    fetched = instance.__dict__.get(FETCHED + attribute)
    return getattr(instance, attribute).all() if fetched is None else fetched


def forget_related(instance) -> None:
    """Drop the prefetched rows of an instance, which are stale once a relation has changed."""
    for name in [name for name in instance.__dict__ if name.startswith(FETCHED)]:
        del instance.__dict__[name]
