"""Audiences with an index of their own: those that may see more than the public, where there is more to see.

All indexes come from one projection, each with what its audience may see, so that no term, count, suggestion or
spelling tells a visitor of the rest. The public one stands in `settings.INDEX_ROOT`, the others in directories inside:
a directory is there from the moment something is published that only this audience may see.
"""

from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from baliportal.catalogue.db.array_lookup import in_array
from baliportal.catalogue.journal.position import JournalPosition
from baliportal.catalogue.models import Entry
from baliportal.catalogue.statuses import Status, Visibility, levels_for

# The audiences that may have an index of their own.
RESTRICTED = (Visibility.OFFICIALS, Visibility.SECRETARIAT)


def directory_of(audience: str) -> Path:
    """The directory of an audience's own index."""
    return Path(settings.INDEX_ROOT) if audience == Visibility.PUBLIC else Path(settings.INDEX_ROOT) / audience


def with_own_index() -> list[str]:
    """The audiences that have an index of their own beside the public one."""
    return [audience for audience in RESTRICTED if directory_of(audience).is_dir()]


def indexed_audience(audience: str, position: JournalPosition) -> str:
    """The audience whose index answers: its own, or the next one that may see as much as there is.

    No query where an audience may not see more than the public; else two, once for each position in the journal.
    """
    if audience == Visibility.PUBLIC:
        return audience
    if len(with_own_index()) < len(RESTRICTED):
        make_room(_levels_at(settings.INDEX_ROOT, position))
    own = [level for level in with_own_index() if level in levels_for(audience)]
    return own[-1] if own else Visibility.PUBLIC


def make_room(levels: Collection[str]) -> None:
    """Make the directories of these audiences, whose indexes are then built by the next synchronisation."""
    for level in levels:
        directory_of(level).mkdir(parents=True, exist_ok=True)


def restricted_levels(pks: Collection[int] | None = None) -> set[str]:
    """The visibilities, the public's apart, of published entries and of their files: of these entries, or of all."""
    entries = Entry.objects.filter(status=Status.PUBLISHED).order_by()
    if pks is not None:
        entries = entries.filter(pk__in=in_array(pks))
    own = set(entries.exclude(visibility=Visibility.PUBLIC).values_list("visibility", flat=True).distinct())
    return own | _levels_of_files()(entries)


@lru_cache(maxsize=2)
def _levels_at(directory: Path, position: JournalPosition) -> frozenset[str]:
    """The levels as of this position; by the directory, so that each portal of a process has its own."""
    return frozenset(restricted_levels())


@cache
def _levels_of_files() -> Any:
    """The function of `settings.RESTRICTED_FILES`: the visibilities, the public's apart, of the files of entries."""
    return import_string(settings.RESTRICTED_FILES) if settings.RESTRICTED_FILES else lambda entries: set()
