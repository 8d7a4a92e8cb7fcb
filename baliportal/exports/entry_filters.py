"""Report filters that apply to entries of every kind."""

from django.forms import CheckboxSelectMultiple
from django_filters import MultipleChoiceFilter

from baliportal.catalogue.kinds import all_kinds, all_schemas
from baliportal.catalogue.models import Entry

from .report_filters import CountryFilter, ReportFilters, TopicFilter


def kind_labels() -> list[tuple[str, str]]:
    """(name, label) of every kind, in the order of the menu."""
    return [(kind.name, kind.label.capitalize()) for kind in all_kinds()]


class KindFilter(MultipleChoiceFilter):
    """Entries of one of the chosen kinds; the kinds are offered in the order of the menu."""

    def __init__(self, field_name: str = "kind"):
        super().__init__(
            choices=kind_labels, label="Kind of record", field_name=field_name, widget=CheckboxSelectMultiple
        )


class EntryFilters(ReportFilters):
    """Filters of a report on entries of every kind."""

    country = CountryFilter("countries", label="Country it concerns")
    topic = TopicFilter()
    kind = KindFilter()

    class Meta:
        model = Entry
        fields = []


def kind_label(name: str) -> str:
    """Label of a kind of entry or of a vocabulary, in the singular; the name itself where there is no such kind."""
    return {schema.name: schema.label.capitalize() for schema in all_schemas()}.get(name, name)
