"""Base admin of every kind of entry, and the admin of all entries in one list."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ..kinds import named, schema_of_model
from .base import RecordedAdmin
from .filters import TypeFilter, UsedFilter, YearFilter


class EntryAdmin(RecordedAdmin):
    """Admin of a kind of entry; `own_fields` are the form fields that the kind adds."""

    own_fields = ()
    change_form_template = "admin/entry_change_form.html"
    list_display = ("title", "type_shown", "date_shown", "status", "visibility", "updated_at")
    list_filter = (TypeFilter, "status", "visibility", YearFilter, ("topics", UsedFilter), "updated_at")
    search_fields = ("title", "original_title", "other_names", "slug", "public_id", "summary")
    autocomplete_fields = ("countries", "topics")
    list_per_page = 50
    audit_fields = ("public_id", "status", "version", "created_at", "updated_at")
    readonly_fields = (*audit_fields, "verification_lapsed_on")

    def get_fieldsets(self, request, obj=None):
        audit = [("Audit", {"fields": self.audit_fields})] if obj else []  # A new record has no values for these.
        lapsed = ("verification_lapsed_on",) if obj and obj.verification_lapsed_on else ()
        return [
            (None, {"fields": ("title", "original_title", "language", "other_names", "type", *self.own_fields)}),
            ("Subject", {"fields": ("summary", "date", "date_text", "countries", "topics", "url")}),
            ("Source and doubts", {"fields": ("source_url", "source_note", "doubt")}),
            ("Verification", {"fields": ("verified_on", "verified_by", "verification_due", *lapsed)}),
            ("Address and audience", {"fields": ("slug", "visibility")}),
            *audit,
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        types = named(schema_of_model(self.model).name).types
        if db_field.name == "type" and types:
            guidance = schema_of_model(self.model).field("type").guidance
            return forms.ChoiceField(choices=[("", "—"), *types.items()], required=False, help_text=guidance)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        for field in schema_of_model(self.model).fields:
            if field.attribute in form.base_fields:
                form.base_fields[field.attribute].label = field.label
        return form

    def limited_entries(self, request):
        """The entries that the person may see, where the admin limits them; None for all."""

    @admin.display(description="Type", ordering="type")
    def type_shown(self, entry):
        return entry.type_label

    @admin.display(description="Date", ordering="date")
    def date_shown(self, entry):
        return entry.date_in_words

    def view_on_site(self, entry):
        """Return the public page; drafts have none."""
        return entry.get_absolute_url() if entry.is_public else None


class AnyEntryAdmin(admin.ModelAdmin):
    """All entries in one list; each opens in the change form of its kind.

    `editorial` registers it, as it knows who may see which entries.
    """

    list_display = ("title", "kind", "date_shown", "status", "visibility", "updated_at")
    list_filter = ("kind", "status", "visibility", YearFilter, ("countries", UsedFilter), "updated_at")
    search_fields = ("title", "original_title", "other_names", "slug", "public_id")
    list_per_page = 50

    date_shown, limited_entries = EntryAdmin.date_shown, EntryAdmin.limited_entries

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        if entry is None or not self.has_view_permission(request, entry):
            raise Http404
        meta = named(entry.kind).model._meta
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk]))
