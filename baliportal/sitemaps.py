"""Sitemaps for search engines: every published record, every theme and group of countries, the fixed pages."""

from django.contrib.sitemaps import Sitemap

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import CountryGroup, Entry, Topic
from baliportal.reports.registry import REPORTS
from members.help_lines.translations import translations
from workshops.models import Series


class Entries(Sitemap):
    """The published records of one kind."""

    limit = 5_000

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def items(self):
        return Entry.objects.published().filter(kind=self.kind).order_by("pk").only("kind", "slug", "public_updated_at")

    def lastmod(self, entry):
        return entry.public_updated_at


class Topics(Sitemap):
    """The themes."""

    def items(self):
        return Topic.objects.order_by("pk")


class Groups(Sitemap):
    """The groups of countries."""

    def items(self):
        return CountryGroup.objects.order_by("pk")


class SeriesOfMeetings(Sitemap):
    """The series of meetings."""

    def items(self):
        return Series.objects.order_by("pk")


class Fixed(Sitemap):
    """The pages that are always there."""

    def items(self):
        lists = [f"/{each.path}/" for kind in all_kinds() for each in (kind, *kind.type_lists)]
        help_pages = ["/help/", *(translation.url for translation in translations().values())]
        browsed = ["/topics/", "/groups/", "/series/", "/calendar/", "/compare/", "/reports/"]
        fixed = ["/", "/about/", "/contact/", "/privacy/", *help_pages, *browsed]
        return [*fixed, *lists, *(report.url for report in REPORTS)]

    def location(self, item):
        return item


SITEMAPS = {"pages": Fixed(), "topics": Topics(), "groups": Groups(), "series": SeriesOfMeetings()} | {
    kind.path: Entries(kind.name) for kind in all_kinds()
}
