"""Report "Broken links": external links that no longer work, and the records that name them."""

from baliportal.catalogue.admin_links import FORM, change_url
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Number, Text, Url
from baliportal.exports.entry_filters import KindFilter, kind_label
from baliportal.exports.moments import MOMENT, moment
from baliportal.exports.report import Report, count_of, label, streamed
from baliportal.exports.report_filters import ChoiceFilter, ReportFilters

from .models import LinkUse, Result, WebAddress


class LinkFilters(ReportFilters):
    """Filter uses of links to broken ones, or to those with the chosen result."""

    result = ChoiceFilter(Result.choices, "What was found", "address__result")
    kind = KindFilter("entry__kind")

    class Meta:
        model = LinkUse
        fields = []

    def base_queryset(self):
        return LinkUse.objects.select_related("address", "entry")

    @property
    def qs(self):
        uses = super().qs
        return uses if self.chosen("result") else uses.filter(address__in=WebAddress.objects.broken())


def links(filters):
    """Yield one row per link and field that holds it, by host."""
    uses = filters.qs.order_by("address__host", "address__address", "entry__title", "column", "pk")
    for use in streamed(uses):
        address = use.address
        yield {
            "address": address.address,
            "host": address.host,
            "result": label(address, "result"),
            "status": address.status_code,
            "since": moment(address.failing_since),
            "failures": address.failures,
            "checked": moment(address.checked_at),
            "leads_to": address.leads_to,
            "title": use.entry.title,
            "kind": kind_label(use.entry.kind),
            "column": use.column,
            "page": change_url(use.entry_id),
        }


BROKEN_LINKS = Report(
    name="broken-links",
    title="Broken links",
    question="Which external links no longer work, since when, and in which records do they stand?",
    rows=links,
    filters=LinkFilters,
    count=count_of,
    permission="linkcheck.view_webaddress",
    key=("page", "column", "address"),
    columns=(
        SchemaField("address", "Link", Url(), "The address as the record has it.", "https://example.org/act"),
        SchemaField("host", "Site", Text(), "The site it is on.", "example.org"),
        SchemaField("result", "What was found", Text(), "What the last look at it found.", "Gone"),
        SchemaField("status", "HTTP status", Number(), "What the server answered, where it answered.", "404"),
        SchemaField("since", "Failing since", Text(), f"When it first failed. {MOMENT}", "2026-10-01 03:12"),
        SchemaField("failures", "Failures in a row", Number(), "How often it failed since.", "5"),
        SchemaField("checked", "Checked", Text(), f"When it was last looked at. {MOMENT}", "2026-11-20 03:40"),
        SchemaField("leads_to", "Leads to", Text(), "Where it was sent on to.", "https://example.org/new"),
        SchemaField("title", "Record", Text(), "The record that names it."),
        SchemaField("kind", "Kind of record", Text(), "Which kind of record.", "Law"),
        SchemaField("column", "Field", Text(), "The field it stands in.", "source_url"),
        FORM,
    ),
)
