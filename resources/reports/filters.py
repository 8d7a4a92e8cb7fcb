"""Filters of resources by publisher and by language."""

from django.forms import CheckboxSelectMultiple
from django_filters import ModelMultipleChoiceFilter, MultipleChoiceFilter

from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Entry

from ..models import Resource


def publishers(request):
    """The organisations that published something, by name."""
    published = Resource.objects.published().order_by().values("publisher")
    return Entry.objects.published().filter(kind="organisation", pk__in=published).order_by("title")


def languages():
    """The languages that occur, by name."""
    codes = Resource.objects.published().exclude(language="").order_by().values_list("language", flat=True).distinct()
    return sorted(((code, language_name(code)) for code in codes), key=lambda choice: choice[1])


class PublisherFilter(ModelMultipleChoiceFilter):
    """Filter by publisher; offers the organisations that published something."""

    def __init__(self):
        super().__init__(queryset=publishers, to_field_name="slug", label="Publisher", widget=CheckboxSelectMultiple)

    def filter(self, qs, chosen):
        return qs.filter(publisher__in=[entry.pk for entry in chosen]) if chosen else qs


class LanguageFilter(MultipleChoiceFilter):
    """Filter by language; offers the languages that occur."""

    def __init__(self):
        super().__init__(choices=languages, label="Language", field_name="language", widget=CheckboxSelectMultiple)
