"""The form and the list that every kind of entry has."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..kinds import form_of, named
from ..publishing import MoveRefused, Status, move, moves_from
from .base import RecordedAdmin
from .filters import TypeFilter, UsedFilter, YearFilter

#: What a person does to take an entry to a status.
DEEDS = {
    Status.DRAFT: "Return to draft",
    Status.IN_REVIEW: "Submit for review",
    Status.PUBLISHED: "Publish",
    Status.WITHDRAWN: "Withdraw",
}


class EntryAdmin(RecordedAdmin):
    """A kind of entry in the back office; a room says which fields it adds in `own_fields`."""

    own_fields = ()
    change_form_template = "admin/entry_change_form.html"
    list_display = ("title", "type_shown", "date_shown", "status", "visibility", "updated_at")
    list_filter = (TypeFilter, "status", "visibility", YearFilter, ("topics", UsedFilter), "updated_at")
    search_fields = ("title", "original_title", "slug", "public_id", "summary")
    autocomplete_fields = ("countries", "topics")
    list_per_page = 50
    readonly_fields = ("public_id", "status", "version", "created_at", "updated_at")
    actions = ("submit", "publish", "withdraw", "return_to_draft")

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ("title", "original_title", "language", "type", *self.own_fields)}),
            ("Subject", {"fields": ("summary", "date", "date_text", "countries", "topics", "url")}),
            ("Source and doubts", {"fields": ("source_url", "source_note", "doubt")}),
            ("Verification", {"fields": ("verified_on", "verified_by", "verification_due")}),
            ("Address and audience", {"fields": ("slug", "visibility")}),
            ("Audit", {"fields": self.readonly_fields}),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        types = named(form_of(self.model()).name).types
        if db_field.name == "type" and types:
            told = form_of(self.model()).column("type").guidance
            return forms.ChoiceField(choices=[("", "—"), *types.items()], required=False, help_text=told)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        for column in form_of(self.model()).columns:
            if column.attribute in form.base_fields:
                form.base_fields[column.attribute].label = column.label
        return form

    @admin.display(description="Type", ordering="type")
    def type_shown(self, entry):
        return entry.type_label

    @admin.display(description="Date", ordering="date")
    def date_shown(self, entry):
        return entry.date_in_words

    def view_on_site(self, entry):
        """Only what is published has a page."""
        return entry.get_absolute_url() if entry.is_public else None

    # Moves

    def get_urls(self):
        info = self.model._meta.app_label, self.model._meta.model_name
        view = self.admin_site.admin_view(self.move_view)
        return [path("<path:object_id>/move/<slug:to>/", view, name="{}_{}_move".format(*info)), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        moves = [(to, DEEDS[to]) for to in moves_from(entry.status, request.user)] if entry else []
        return super().change_view(request, object_id, form_url, {"moves": moves} | (extra_context or {}))

    def move_view(self, request, object_id, to):
        """Ask once, with room for a note, then take the entry to another status."""
        entry = self._viewable(request, object_id)
        if to not in Status:
            raise Http404
        info = self.model._meta.app_label, self.model._meta.model_name
        if request.method == "POST":
            self._moved(request, [entry], to, request.POST.get("note", "")[:2000])
            return redirect(reverse("admin:{}_{}_change".format(*info), args=[entry.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{DEEDS[Status(to)]}?",
            "deed": DEEDS[Status(to)],
            "opts": self.opts,
            "object": entry,
            "to": Status(to),
        }
        return TemplateResponse(request, "admin/move.html", context)

    @admin.action(description="Submit selected for review")
    def submit(self, request, queryset):
        self._moved(request, queryset, Status.IN_REVIEW)

    @admin.action(description="Publish selected")
    def publish(self, request, queryset):
        self._moved(request, queryset, Status.PUBLISHED)

    @admin.action(description="Withdraw selected")
    def withdraw(self, request, queryset):
        self._moved(request, queryset, Status.WITHDRAWN)

    @admin.action(description="Return selected to draft")
    def return_to_draft(self, request, queryset):
        self._moved(request, queryset, Status.DRAFT)

    def _moved(self, request, entries, to, note=""):
        done, refused = 0, []
        for entry in entries:
            try:
                move(entry, to=to, by=request.user, note=note)
                done += 1
            except (MoveRefused, PermissionDenied) as reason:
                refused.append(f"{entry}: {reason}")
        if done:
            self.message_user(request, f"{done} now {Status(to).label.lower()}.", messages.SUCCESS)
        for reason in refused[:20]:
            self.message_user(request, reason, messages.WARNING)
        if len(refused) > 20:
            self.message_user(request, f"{len(refused) - 20} more were refused.", messages.WARNING)


class AnyEntryAdmin(admin.ModelAdmin):
    """Everything in one list, whatever its kind; each entry opens in the form of its kind. Curation registers it."""

    list_display = ("title", "kind", "date_shown", "status", "visibility", "updated_at")
    list_filter = ("kind", "status", "visibility", YearFilter, ("countries", UsedFilter), "updated_at")
    search_fields = ("title", "original_title", "slug", "public_id")
    list_per_page = 50

    date_shown = EntryAdmin.date_shown

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        meta = named(entry.kind).model._meta
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk]))
