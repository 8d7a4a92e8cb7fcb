"""Help lines as /help/ shows them: labels in the language of the page, names and details as they are recorded."""

from dataclasses import dataclass

from django.utils.html import format_html

from baliportal.catalogue.statuses import Visibility

from .check_state import UNCHECKED
from .shown_lines import ShownLine, help_lines
from .translations import Translation

#: The order in which a person in danger needs them.
ORDER = ("emergency", "trafficking", "women-children", "migrants", "international", "nationals-abroad", "legal-advice",
         "reports")  # fmt: skip
#: Characters of one title or detail on this page, whatever a record holds.
MAX_TEXT = 120


@dataclass(frozen=True)
class PageLine:
    """One help line in the language of a translation."""

    shown: ShownLine
    translation: Translation

    @property
    def texts(self):
        return self.translation.texts

    @property
    def type(self):
        return self.texts["types"].get(self.shown.line.type, "")

    @property
    def title(self):
        return self.shown.title[:MAX_TEXT]

    @property
    def url(self):
        """The permanent address of the record, which is the shortest."""
        return f"/e/{self.shown.line.public_id}/"

    @property
    def contacts(self):
        ways = self.texts["ways"]
        return [(ways.get(contact.way_name, contact.way), contact) for contact in self.shown.contacts]

    @property
    def details(self):
        return "; ".join(self.shown.details)[: 2 * MAX_TEXT]

    @property
    def source(self):
        return self.shown.source[:MAX_TEXT]

    @property
    def date(self):
        date = self.shown.line.date
        return self._digits(date) if date else self.texts["no_date"]

    @property
    def is_unchecked(self):
        return self.shown.check.name == UNCHECKED

    @property
    def state(self):
        return format_html(self.texts["states"][self.shown.check.name], day=self._digits(self.shown.check.day))

    def _digits(self, date):
        """A date such as 2022-08-31; an element among letters from right to left, which would turn it round."""
        return format_html("<time>{}</time>", date) if self.translation.dir == "rtl" else str(date)


def page_lines(translation: Translation) -> list[tuple[frozenset, PageLine]]:
    """Return every public help line with the codes of its countries, the most urgent first."""
    places = {name: place for place, name in enumerate(ORDER)}
    lines = sorted(help_lines(Visibility.PUBLIC), key=lambda shown: places.get(shown.line.type, len(places)))
    return [(shown.countries, PageLine(shown, translation)) for shown in lines]
