"""What records of every kind are chosen by."""

from django_filters import MultipleChoiceFilter

from baliportal.catalogue.kinds import all_kinds, all_schemas
from baliportal.catalogue.models import Entry

from .report_filters import SEVERAL, CountryFilter, ReportFilters, TopicFilter


def kind_labels():
    """Every kind and what one record of it is called, in the order of the menu."""
    return [(kind.name, kind.label.capitalize()) for kind in all_kinds()]


class KindFilter(MultipleChoiceFilter):
    """Records of one of the chosen kinds, in the order of the menu."""

    def __init__(self, field_name="kind"):
        super().__init__(choices=kind_labels, label="Kind of record", field_name=field_name, help_text=SEVERAL)


class EntryFilters(ReportFilters):
    """The filters of a report on records of every kind."""

    country = CountryFilter("countries", label="Country it concerns")
    topic = TopicFilter()
    kind = KindFilter()

    class Meta:
        model = Entry
        fields = []


def kind_label(name):
    """What one record of a kind, or one term of a vocabulary, is called."""
    return {form.name: form.label.capitalize() for form in all_schemas()}.get(name, name)
