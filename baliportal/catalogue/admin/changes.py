"""The journal in the back office: read, searched, never changed; and the way back for what was deleted."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from ..history import restore, with_diffs
from ..kinds import named
from ..models import Change
from ..record import RecordInvalid


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    list_display = ("number", "at", "who", "verb", "kind", "title", "route", "batch")
    list_filter = ("at", "kind", "verb", "route", "who")
    search_fields = ("title", "subject", "who", "note", "batch")
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/journal_change.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<int:number>/restore/", view, name="catalogue_change_restore"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self.get_object(request, object_id)
        if change is None:
            raise Http404
        [(_, differences)] = with_diffs([change])
        context = {"act": change, "differences": differences, "restorable": change.verb == Change.Verb.DELETED}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_fields(self, request, obj=None):
        return ("number", "at", "who", "route", "verb", "kind", "subject", "title", "version", "note", "batch")

    def restore_view(self, request, number):
        """Bring back, as a draft, what this change deleted."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = self.get_object(request, number)
        if change is None or request.method != "POST" or change.verb != Change.Verb.DELETED:
            raise Http404
        meta = named(change.kind).model._meta
        if not request.user.has_perm(f"{meta.app_label}.add_{meta.model_name}"):
            raise PermissionDenied
        try:
            thing = restore(change, by=request.user)
        except RecordInvalid as problem:
            self.message_user(request, f"Nothing was restored. {problem}", messages.ERROR)
            return redirect(reverse("admin:catalogue_change_change", args=[number]))
        self.message_user(request, f"“{thing}” is back.")
        return redirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk]))
