"""What acts are chosen by: when, of which kind of record, by which route, by whom."""

from django import forms
from django_filters import CharFilter

from baliportal.catalogue.models import Change
from baliportal.exports.entry_filters import KindFilter
from baliportal.exports.report_filters import ChoiceFilter, DayFilter, LastDayFilter, ReportFilters

WIDEST = 150  # characters of a name


class ActFilters(ReportFilters):
    """The journal from one day to another."""

    from_day = DayFilter("From", "at")
    to_day = LastDayFilter("To", "at")
    kind = KindFilter()
    route = ChoiceFilter(Change.Route.choices, "By which route", "route")
    person = CharFilter("who", label="By whom", widget=forms.TextInput(attrs={"maxlength": WIDEST}))

    class Meta:
        model = Change
        fields = []

    def base_queryset(self):
        return Change.objects.all()
