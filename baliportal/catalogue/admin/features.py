"""Admin features: one object per concern, listed as data, and the ModelAdmin that collects what they add."""

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse


class AdminFeature:
    """One concern of an admin, such as its history: pages, actions, filters and template context.

    A ModelAdmin lists the classes in `features`; each is instantiated once per admin, as inlines are. Every hook is
    optional.
    """

    list_filter = ()

    def __init__(self, model_admin):
        self.admin, self.opts = model_admin, model_admin.opts

    def urls(self):
        """Return [(route, view, name)]; the URL name becomes <app>_<model>_<name>."""
        return []

    def actions(self, request):
        """Return the list actions that this person may take, each called with (model_admin, request, queryset)."""
        return []

    def list_context(self, request):
        """Return template context of the change list."""
        return {}

    def form_context(self, request, record):
        """Return template context of the form of an existing record."""
        return {}

    def history_context(self, request, record):
        """Return template context of the history of a record."""
        return {}

    def reasons_against(self, request, entries, to):
        """Return {pk: sentence} for entries that cannot be moved to a status now."""
        return {}

    def prepare_request(self, request):
        """Return the request of a form that was sent, or a changed copy of it. Called before the save begins."""
        return request

    def instead_of_save(self, attempt, forms):
        """Return a response that replaces saving valid forms, or None. Called with the record locked."""
        return

    def instead_of_revert(self, request, record, change):
        """Return a response that replaces reverting to an earlier state, or None. Called with the record locked."""
        return

    def after_save(self, attempt):
        """Add messages to a SaveAttempt whose forms are written. Called inside the transaction."""

    def page(self, request, template, title, record, **context):
        """Render an admin page of this feature about one record."""
        base_context = {
            **self.admin.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "object": record,
        }
        return TemplateResponse(request, template, base_context | context)


class FeatureAdmin(admin.ModelAdmin):
    """A ModelAdmin that collects the URLs, actions, filters and template context of its features."""

    features = ()

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        self.active_features = [feature(self) for feature in self.features]

    def get_urls(self):
        added = [address for feature in self.active_features for address in feature.urls()]
        return [
            *(path(route, self.admin_site.admin_view(view), name=self.url_name(name)) for route, view, name in added),
            *super().get_urls(),
        ]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.actions is None or IS_POPUP_VAR in request.GET:
            return actions
        added = [action for feature in self.active_features for action in feature.actions(request)]
        return actions | {action.__name__: (action, action.__name__, action.short_description) for action in added}

    def get_list_filter(self, request):
        added = [list_filter for feature in self.active_features for list_filter in feature.list_filter]
        return [*super().get_list_filter(request), *added]

    def changelist_view(self, request, extra_context=None):
        context = self._collect(lambda feature: feature.list_context(request))
        return super().changelist_view(request, context | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= self._collect(lambda feature: feature.form_context(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def reasons_against(self, request, entries, to):
        """Return {pk: sentence} for entries that this person cannot move to a status now; the first reason wins."""
        reasons = {}
        for feature in self.active_features:
            reasons = feature.reasons_against(request, entries, to) | reasons
        return reasons

    def first_response(self, hook):
        """Return the first response that a hook, called with each feature, returns; None when none does."""
        return next(filter(None, map(hook, self.active_features)), None)

    def viewable(self, request, object_id):
        """Return the record with this id; Http404 when there is none that this person may see."""
        record = self.get_object(request, object_id)
        if record is None or not self.has_view_or_change_permission(request, record):
            raise Http404
        return record

    def url_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def url(self, name, *args):
        """Return the path of one of this admin's pages."""
        return reverse(f"admin:{self.url_name(name)}", args=args)

    def _collect(self, hook):
        context = {}
        for feature in self.active_features:
            context |= hook(feature)
        return context
