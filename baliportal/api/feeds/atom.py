"""View model of an Atom feed: the records of a list that changed last, and those that were taken away."""

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils.encoding import iri_to_uri

from baliportal.catalogue.distinction import standing_in_words, standing_of
from baliportal.catalogue.journal.head import current_head
from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.languages import direction, language_tag
from baliportal.catalogue.models import Change
from baliportal.catalogue.type_lists import type_list_at
from baliportal.search.list_source import ListSource
from baliportal.search.results.facet_choices import chips
from baliportal.search.results.facet_labels import facet_labels
from baliportal.search.search_request import SearchRequest

from .first_publications import first_publications
from .further_dates import further_dates_in_words
from .identifiers import entry_id, feed_id
from .newest_entries import newest_entries
from .removed_entries import removed_entries

#: Records on a page of a feed, and records taken away that it tells of.
LIMIT = 50
#: The last page: the times of 20,000 records of a search are held at once.
MAX_PAGE = 400
#: Marks that isolate a text of any direction inside another (Unicode UAX 9): FIRST STRONG ISOLATE and its end.
ISOLATED = "\u2068{}\u2069"
#: The `updated` of a feed before anything was published; RFC 4287 requires one.
NEVER = "1970-01-01T00:00:00Z"


class Feed:
    """A page of the feed of a list for an audience; `path` is the list's own, `base` the portal's base address.

    Read it inside `state()`. Raises IndexUnusable where words are searched without an index.
    """

    def __init__(self, request: SearchRequest, path: str, base: str, audience: str):
        self._request, self._path, self.base, self._audience = request, path, base, audience
        self._source = ListSource(request, audience)
        self.licence = settings.DATA_LICENCE
        self._query = request.whole.query_string()
        self._first = (request.page - 1) * LIMIT

    def state(self):
        """Context of a consistent read."""
        return self._source.state()

    @property
    def address(self) -> str:
        """Path of the first page of the feed with its question."""
        return self._address(1)

    @property
    def id(self) -> str:
        """The id of all pages: RFC 5005 takes them for one feed."""
        return feed_id(self.address)

    @property
    def self_url(self) -> str:
        return f"{self.base}{self._address(self._request.page)}"

    @property
    def page_links(self) -> list[dict[str, str]]:
        """Links of a paged feed (RFC 5005, section 3): first and previous page, next page, where there are any."""
        page = self._request.page
        pages = [("first", 1), ("previous", page - 1)] if page > 1 else []
        pages += [("next", page + 1)] if self._has_next and page < MAX_PAGE else []
        return [{"rel": rel, "url": f"{self.base}{self._address(number)}"} for rel, number in pages]

    @property
    def is_beyond_last(self) -> bool:
        return self._request.page > 1 and not (self.entries or self.removed)

    def _address(self, page: int) -> str:
        return f"{self._path.rstrip('/')}.atom{self._request.whole.but(page=page).query_string()}"

    @property
    def page_url(self) -> str:
        return f"{self.base}{self._path}{self._query}"

    @property
    def title(self) -> str:
        """The list, the words and the choices: Legislation, “ ⁨rahasia⁩ ”, Country: Indonesia."""
        parts = [self._list_title]
        parts += [f"“{ISOLATED.format(self._request.q)}”"] if self._request.q else []
        labels = facet_labels(current_head().position)
        parts += [f"{chip['facet_label']}: {chip['label']}" for chip in chips(self._request, labels, self._path)]
        return ", ".join(parts)

    @property
    def _list_title(self):
        fixed = self._request.fixed.get("kind")
        if not fixed:
            return "All records"
        kind = named(fixed[0])
        of_type = type_list_at(kind, self._path.strip("/"))
        return of_type.title if of_type else kind.plural

    @cached_property
    def entries(self) -> list["FeedEntry"]:
        rows = self._rows[:LIMIT]
        published = first_publications([row.public_id for row in rows])
        return [FeedEntry(row, self.base, published.get(row.public_id)) for row in rows]

    @cached_property
    def removed(self) -> list[dict]:
        return [
            {"id": entry_id(removed.public_id), "at": rfc3339(removed.at),
             "merged_into": removed.merged_into and f"{self.base}/e/{removed.merged_into}/"}
            for removed in self._taken_away[:LIMIT]
        ]  # fmt: skip

    @property
    def _has_next(self):
        return max(len(self._rows), len(self._taken_away)) > LIMIT

    @cached_property
    def _rows(self):
        """The records of this page, and one of the next."""
        return newest_entries(self._source, self._first, self._first + LIMIT + 1)

    @cached_property
    def _taken_away(self):
        kinds = self._request.all_choices.get("kind") or [kind.name for kind in all_kinds()]
        return removed_entries(kinds, self._audience, self._first, self._first + LIMIT + 1)

    @property
    def updated(self) -> str:
        """The newest time in the feed, else that of the newest public change of the portal."""
        times = [*(entry.updated for entry in self.entries[:1]), *(removed["at"] for removed in self.removed[:1])]
        return max(times, default="") or (rfc3339(self.last_public_change) if self.last_public_change else NEVER)

    @cached_property
    def last_public_change(self) -> datetime | None:
        """When something that everybody may see last changed; None before anything was published."""
        return Change.objects.public().order_by("-public").values_list("at", flat=True).first()


class FeedEntry:
    """One record as an entry of a feed."""

    def __init__(self, entry, base, published):
        self._entry, self._base, self._published = entry, base, published
        self.kind, self.title, self.text = named(entry.kind), entry.title, entry.summary
        self.original_title, self.original_dir = entry.original_title, direction(entry.language)
        self.original_lang = language_tag(entry.language) if entry.language else ""

    @property
    def id(self) -> str:
        return entry_id(self._entry.public_id)

    @property
    def url(self) -> str:
        """The permanent address."""
        return f"{self._base}/e/{self._entry.public_id}/"

    @property
    def source_url(self) -> str:
        return iri_to_uri(self._entry.source_url)

    @property
    def updated(self) -> str:
        return rfc3339(self._entry.changed_at)

    @property
    def published(self) -> str:
        """When everybody could first see it; for a record that not everybody may see, when it was made."""
        return rfc3339(min(self._published or self._entry.created_at, self._entry.changed_at))

    @property
    def categories(self) -> list[dict]:
        """Kind, themes and countries, each with the scheme of its term."""
        entry, base = self._entry, self._base
        return [
            {"term": entry.kind, "scheme": f"{base}/", "label": self.kind.label.capitalize()},
            *({"term": topic.slug, "scheme": f"{base}/topics/", "label": topic.label} for topic in entry.topics.all()),
            *({"term": country.code, "scheme": "urn:iso:std:iso:3166:-1", "label": country.name}
              for country in entry.countries.all()),
        ]  # fmt: skip

    @property
    def facts(self) -> list[str]:
        """Kind, type, status, dates as precise as known and countries, in words; of what not everybody sees, who does.

        A subscriber of a meeting learns here that it was cancelled.
        """
        date, field = self._entry.date_in_words, self.kind.field("date")
        countries = ", ".join(country.name for country in self._entry.countries.all())
        standing = standing_in_words(self.kind, standing_of(self._entry))
        dates = [f"{field.label}: {date or 'not recorded'}", *further_dates_in_words(self._entry)]
        parts = [
            self._entry.restriction,
            self.kind.label.capitalize(),
            self._entry.type_label,
            standing,
            *dates,
            countries,
        ]
        return list(dict.fromkeys(filter(None, parts)))  # a member is of the type “Member”


def rfc3339(moment: datetime) -> str:
    """A time in UTC, to the microsecond so that two changes of one second keep their order."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
