"""What the catalogue shows of itself, shown to each person as far as he may see it."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from baliportal.catalogue.admin import AnyEntryAdmin, CountryAdmin
from baliportal.catalogue.kinds import named
from baliportal.catalogue.models import Country, Entry

from ..own_state import is_bound, state_of
from .exports import ExportAdmin
from .permitted import Permitted
from .spreadsheets import SpreadsheetAdmin


@admin.register(Entry)
class PermittedAnyEntryAdmin(Permitted, ExportAdmin, AnyEntryAdmin):
    """All entries that the person may see."""

    def history_view(self, request, object_id, extra_context=None):
        """An entry's history stands under its kind."""
        entry = self.get_object(request, object_id)
        if entry is None or not self.has_view_permission(request, entry):
            raise Http404
        meta = named(entry.kind).model._meta
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[entry.pk]))


@admin.register(Country)
class PermittedCountryAdmin(SpreadsheetAdmin, CountryAdmin):
    """All countries; to whoever is bound to one state it offers that one, in lists and while he types."""

    def get_queryset(self, request):
        countries = super().get_queryset(request)
        return countries.filter(pk=state_of(request.user)) if is_bound(request.user) else countries

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404
