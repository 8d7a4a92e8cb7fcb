"""Help lines as pages show them: contacts as links, languages by name, source, date, and the state of the check."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils import timezone

from baliportal.catalogue.journal.head import current_head
from baliportal.catalogue.partial_dates import in_words

from .check_state import check_state
from .contact_links import Way, contact_link
from .language_codes import language_names
from .models import HelpLine


@dataclass(frozen=True)
class ShownContact:
    """A number or address with the link that opens it; `way` is "" for a call, which needs no word."""

    text: str
    url: str
    way_name: str
    note: str

    @property
    def way(self):
        return "" if self.way_name == Way.CALL else Way(self.way_name).label


@dataclass(frozen=True)
class ShownLine:
    """One help line for a template."""

    line: HelpLine

    @property
    def title(self):
        return self.line.title

    @property
    def url(self):
        return self.line.get_absolute_url()

    @property
    def restriction(self):
        return self.line.restriction

    @property
    def contacts(self):
        return [shown_contact(row.way, row.address, row.note) for row in self.line.contacts.all()]

    @property
    def countries(self):
        """The codes of the countries in which it helps; none where it helps everywhere."""
        return frozenset(country.code for country in self.line.countries.all())

    @property
    def details(self):
        """Hours, languages and whom it helps, in words, as far as they are recorded."""
        line = self.line
        spoken = ", ".join(filter(None, [*language_names(line.spoken), line.spoken_note]))
        return [part for part in (line.hours, spoken, line.for_whom) if part]

    @property
    def source(self):
        """The site or the words that the number comes from; "" where none is recorded."""
        host = urlsplit(self.line.source_url).hostname or ""
        return host.removeprefix("www.") or self.line.source_note

    @property
    def source_date(self):
        return in_words(self.line.date) or ""

    @property
    def check(self):
        """The state of its check today: lines are shared by requests of several days."""
        return check_state(self.line, timezone.localdate())


def shown_contact(way: str, address: str, note: str) -> ShownContact:
    text = address.removeprefix("https://").rstrip("/") if way == Way.WEB else address
    return ShownContact(text, contact_link(way, address), way, note)


def help_lines(audience) -> tuple[ShownLine, ...]:
    """Return every help line that an audience may see, by title; no query while the journal does not move."""
    return _lines(current_head().position, audience)


@lru_cache(maxsize=8)
def _lines(_position, audience):
    found = HelpLine.objects.published(audience).prefetch_related("contacts", "countries").order_by("title", "pk")
    return tuple(map(ShownLine, found))


#: Forget the lines: necessary after the journal was emptied, as in tests, since its numbers begin again.
clear_cache = _lines.cache_clear
