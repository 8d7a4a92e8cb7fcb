"""Filters of reports on changes: period, kind of record, route and person."""

from django import forms
from django_filters import CharFilter

from baliportal.catalogue.models import Change
from baliportal.exports.entry_filters import KindFilter
from baliportal.exports.moment_filters import DayFilter, LastDayFilter
from baliportal.exports.report_filters import ChoiceFilter, ReportFilters

#: Characters of a user name.
MAX_NAME_LENGTH = 150


class ChangeFilters(ReportFilters):
    """Filter the changes of the journal."""

    from_day = DayFilter("From", "at")
    to_day = LastDayFilter("To", "at")
    kind = KindFilter()
    route = ChoiceFilter(Change.Route.choices, "By which route", "route")
    person = CharFilter("who", label="By whom", widget=forms.TextInput(attrs={"maxlength": MAX_NAME_LENGTH}))

    class Meta:
        model = Change
        fields = []

    def base_queryset(self):
        return Change.objects.all()
