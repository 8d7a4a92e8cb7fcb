"""Saving with care: nobody writes over what he has not seen, and everybody is told what his saving did."""

from contextlib import contextmanager
from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from .. import journal
from ..journal.activity import in_words
from ..journal.locking import StaleVersion, changes_since, check_not_stale, current_version, lock, number_in
from ..journal.three_way_view import side_by_side
from ..kinds import schema_of
from ..models import Change
from ..schema.records import to_record
from .draft_token import AsksBeforeSending, saved
from .stale_form_merge import as_if_opened, drop_files, stand_again, take_over
from .versioned_form import VersionedForm


class _Typed(Exception):
    """Ends a saving that was tried only to learn what record it would leave."""

    def __init__(self, record):
        self.record = record


class CarefulSaving(AsksBeforeSending):
    """Adds to a ModelAdmin of journaled things the refusal to save, or delete, what was changed meanwhile."""

    form = VersionedForm
    change_form_template = "admin/record_change_form.html"
    delete_confirmation_template = "admin/record_delete.html"

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name != "seen"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.held_back = getattr(request, "held_back", False)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with journal.recording(by=request.user):
            thing = self._held(request, object_id)
            newer = thing and self._newer(request, thing)
            context = (extra_context or {}) | ({"newer": newer} if newer else {})
            before = current_version(thing) if thing else 0
            with _quiet(request):
                response = super().changeform_view(request, object_id, form_url, context)
        if isinstance(response, HttpResponseRedirect) and (object_id is None or thing):
            self._tell(request, getattr(request, "saved_thing", None), before)
            saved(request, response)
        return response

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with journal.recording(by=request.user):
                thing = self._held(request, object_id)
                if thing and "seen" in request.POST:
                    check_not_stale(thing, number_in(request.POST["seen"]), partial(self.told_acts, request))
                return super().delete_view(request, object_id, extra_context)
        except StaleVersion as news:
            self.message_user(request, f"Nothing was deleted, as meanwhile: {news}. Look again.", messages.WARNING)
            return redirect(request.get_full_path())

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.saved_thing = form.instance
        if getattr(request, "trying", False):
            record = to_record(type(form.instance)._default_manager.get(pk=form.instance.pk))
            drop_files(formsets)
            raise _Typed(record)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """What Django says of a save is left out: `_tell` says more."""
        if not (getattr(request, "quiet", False) and level == messages.SUCCESS):
            super().message_user(request, message, level, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        if getattr(request, "held_back", False) and context["adminform"].form.errors.keys() == {"__all__"}:
            context["errors"] = None  # the notice of the newer version says it better
        return super().render_change_form(request, context, *args, **kwargs)

    def _held(self, request, object_id):
        """The record that is to be written, with other writers kept out; None when there is none to write."""
        thing = self.get_object(request, unquote(object_id)) if object_id else None
        if thing is None or not self.has_change_permission(request, thing):
            return thing
        lock(thing)
        return self.get_object(request, unquote(object_id))

    def _newer(self, request, thing):
        """What the page says when the form is not saved because of a newer version; None when nothing is in the way.

        `over` is the state on top of which my answers are to be saved, `take` the one whose ticked fields I take.
        """
        if not self.has_change_permission(request, thing):
            return None
        data, taking = request.POST, request.POST.get("take", "")
        seen = number_in(taking or data.get("over", "") or data.get("seen", ""))
        news = changes_since(thing, seen)
        if not news and not taking:
            return None
        taken = self._bring_up_to_date(request, thing, seen, data.getlist("theirs") if taking else [])
        mine = self._as_typed(request, thing) if news else None
        request.held_back = True
        return {
            "acts": self.told_acts(request, news[:10]),
            "number": current_version(thing),
            "fields": mine and self._three_ways(request, thing, seen, mine),
            "taken": taken,
            "by_me": all(change.who == request.user.get_username() for change in news),
        }

    def _bring_up_to_date(self, request, thing, seen, names):
        """Let the form's data fit the database as it is now; returns the labels of the fields taken from it."""
        opening = as_if_opened(request)
        formsets, _ = self._create_formsets(opening, thing, change=True)
        data = request.POST.copy()
        for formset in formsets:
            stand_again(data, formset)
        columns = [column for column in schema_of(thing).columns if column.name in names]
        form = self.get_form(opening, thing, change=True)(instance=thing)
        take_over(data, form, formsets, {column.attribute for column in columns})
        data["seen"] = "" if seen is None else str(seen)
        request.POST = data
        return [column.label for column in columns]

    def _as_typed(self, request, thing):
        """The record that this form would leave; None when it would not be taken. Nothing stays written."""
        request.trying = True
        try:
            with _quiet(request):
                super().changeform_view(request, str(thing.pk))
        except _Typed as typed:
            return typed.record
        finally:
            request.trying = False
            request.__dict__.pop("saved_thing", None)
        return None

    def _three_ways(self, request, thing, seen, mine):
        theirs = to_record(thing)
        before = Change.objects.of(thing).filter(number=seen).first() if seen else None
        records = [before.record if before else theirs, theirs, mine]
        return side_by_side(schema_of(thing).name, *self.told(request, records))

    def _tell(self, request, thing, before):
        """Say what the save changed, or that it changed nothing."""
        if thing is None or IS_POPUP_VAR in request.POST:
            return
        [*changes] = Change.objects.of(thing).filter(number__gt=before)[:1]
        info = self.model._meta.app_label, self.model._meta.model_name
        address = reverse("admin:{}_{}_change".format(*info), args=[thing.pk])
        said, level = _what_was_saved(self.told_acts(request, changes), before)
        super().message_user(request, format_html("“<a href='{}'>{}</a>”: {}", address, thing, said), level)


def _what_was_saved(acts, before):
    if not acts:
        return "nothing was different, so nothing was saved and no version was made.", messages.INFO
    [act] = acts
    done = f"{capfirst(in_words(act.differences))} changed" if before else "Saved for the first time"
    return f"{done}; version {act.change.version}.", messages.SUCCESS


@contextmanager
def _quiet(request):
    request.quiet, was = True, getattr(request, "quiet", False)
    try:
        yield
    finally:
        request.quiet = was
