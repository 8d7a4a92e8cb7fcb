"""What keeps a record from being published: the checks that say so, asked in every move by a person."""

from baliportal.catalogue.journal import Program
from baliportal.catalogue.kinds import form_of

from .score import quality_of


def reasons(entry, by):
    """Why a person may not publish this entry yet, in words; none when nothing is in the way.

    A program publishes what it was written to publish: the starter content has its own tests. A schedule that acts for
    a person moves as that person, and is held to the same.
    """
    if isinstance(by, Program):
        return []
    stands = form_of(entry).model.objects.get(pk=entry.pk)  # the copy in hand may be old
    return [f"{check.title}: {check.words}" for check in quality_of(stands).blocking]
