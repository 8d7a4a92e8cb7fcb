"""Pages of countries: the kind whose records are about one country each, at its lower-case ISO code."""

from functools import lru_cache

from .journal.head import current_head
from .kinds import all_kinds
from .models import Entry
from .publishing import Visibility


def country_url(code: str, audience: str = Visibility.PUBLIC) -> str:
    """Return the path of a country's page, or of the search for it where it has none that the audience may see."""
    return _pages(current_head().position, audience).get(code) or f"/search/?country={code}"


@lru_cache(maxsize=8)
def _pages(_position, audience):
    """{code: path} of all pages of countries at a position in the journal; one query while that does not move."""
    kinds = [kind for kind in all_kinds() if kind.profiles_countries]
    return {
        slug.upper(): f"/{kind.path}/{slug}/"
        for kind in kinds
        for slug in Entry.objects.published(audience).filter(kind=kind.name).values_list("slug", flat=True)
    }


#: Forget the pages: necessary after the journal was emptied, as in tests, since its numbers begin again.
clear_cache = _pages.cache_clear
