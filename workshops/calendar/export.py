"""The calendar as an iCalendar file: what the pages show under the same choices, past and to come."""

from baliportal.catalogue.statuses import Visibility
from baliportal.exports.delivery.export import Export
from baliportal.exports.delivery.options import ExportOptions
from baliportal.exports.formats.registry import ICALENDAR
from baliportal.exports.formats.table import Table
from baliportal.exports.report import PAGE

from .entries import whole_entries
from .request import CalendarRequest


class CalendarExport(Export):
    """The file, for an audience; it has no columns to choose."""

    name, title, page, formats = "calendar", "Calendar", "/calendar/", {"ics": ICALENDAR}

    def __init__(self, base, query, audience=Visibility.PUBLIC):
        super().__init__("ics", base, ExportOptions())
        self._audience, self.private = audience, audience != Visibility.PUBLIC
        self._request = CalendarRequest.read(query)
        self.pairs, self.words = self._request.pairs, [value for _, value in self._request.pairs]

    def table(self):
        return CalendarTable(self._request, self.base, self._audience)

    def question(self):
        return dict(self.pairs)


class CalendarTable(Table):
    """The dated entries that answer the choices."""

    columns = (PAGE,)
    calendar_name = "Bali Process calendar"

    def __init__(self, request, base, audience):
        self._request, self._base, self._audience = request, base, audience

    def calendar_entries(self):
        entries = whole_entries(self._request.between(), self._audience)
        return (entry.at(self._base) for entry in entries)
