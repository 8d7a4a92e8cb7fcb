"""Saving of a change form: locking, conflict detection, validation, proposal or save, and messages."""

from contextlib import contextmanager
from enum import Enum

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.html import format_html
from django.utils.text import capfirst

from .. import journal
from ..addresses import slug_taken_notice
from ..journal.activity import differences_in_words
from ..journal.locking import changes_since, current_version, lock, parse_number
from ..models import Change
from .conflict import conflict_response
from .draft_token import forget_draft
from .record_forms import RecordForms

Outcome = Enum("Outcome", ["SAVED", "PROPOSED", "CONFLICT", "REFUSED"])

OVERTAKEN = "Nothing was saved: somebody has just saved what this record cannot stand beside. Look, and save again."


class SaveAttempt:
    """One POST of the form of a record, by one person; `run()` answers it.

    `seen` is the version that the form showed, `accepted` (POST `over`) the version that the person accepts to
    overwrite, and `taken_fields` (POST `theirs`) names the fields to copy from the version `taking` (POST `take`).
    `entry` is the locked record, None for a new one; `saved` the record as written. `outcome` and `messages` are the
    result.
    """

    def __init__(self, model_admin, request, object_id=None, form_url="", extra_context=None):
        post = request.POST
        self.admin, self.request, self.by = model_admin, request, request.user
        self.object_id, self.form_url, self.extra_context = object_id, form_url, extra_context or {}
        self.seen, self.accepted, self.taking = (parse_number(post.get(name, "")) for name in ("seen", "over", "take"))
        self.taken_fields = post.getlist("theirs") if self.taking else []
        self.draft_token = post.get("work", "")
        self.to_field = post.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR)) or None
        self.is_popup = IS_POPUP_VAR in post
        self.entry = self.saved = None
        self.version_before, self.news = 0, []
        self.outcome, self.messages = Outcome.REFUSED, []

    @property
    def base(self):
        """Number of the change over which the form is to be saved; None when it is unknown."""
        return self.taking or self.accepted or self.seen

    def run(self):
        """Save, propose, show the conflict or the errors; returns the response."""
        try:
            with journal.recording(by=self.by):
                response = self._locked_response()
        except IntegrityError:
            response = self._overtaken_response()
        if self.outcome is Outcome.SAVED and not self.is_popup:
            self.add_message(*self._saved_message())
        for level, text in self.messages:
            messages.add_message(self.request, level, text)
        if self.outcome in (Outcome.SAVED, Outcome.PROPOSED):
            forget_draft(self.draft_token, response)
        return response

    def add_message(self, text, level=messages.INFO):
        self.messages.append((level, text))

    def bind(self):
        """Return the form and its formsets, bound to the POST data."""
        return RecordForms(self.admin, self.request, self.entry)

    @contextmanager
    def trial(self, forms):
        """Save valid forms, yield the record as read from the database, and roll back at the end of the block."""
        with transaction.atomic():
            self._write(forms)
            yield type(self.saved)._default_manager.get(pk=self.saved.pk)
            transaction.set_rollback(True)

    def notify_features(self):
        """Call `after_save` of every feature."""
        for feature in self.admin.active_features:
            feature.after_save(self)

    def render(self, forms, **context):
        """Render the form again with everything typed."""
        return forms.render(self.object_id, self.form_url, self.to_field, self.extra_context | context)

    def reload(self):
        """Read the record again, as the instance must not be used after a trial."""
        self.entry = self._read()

    def _overtaken_response(self):
        """Show the form again after a concurrent writer made the database refuse this save."""
        self.outcome, self.messages = Outcome.CONFLICT, [(messages.ERROR, OVERTAKEN)]
        if self.entry is not None:
            self.reload()
        return self.render(self.bind())

    def _locked_response(self):
        if refusal := self._load_or_refuse():
            return refusal
        if self.entry is not None:
            self.version_before, self.news = current_version(self.entry), changes_since(self.entry, self.base)
            if self.news or self.taking:
                self.outcome = Outcome.CONFLICT
                return conflict_response(self)
        forms = self.bind()
        if not forms.is_valid():
            return self.render(forms)
        return self.admin.first_response(lambda feature: feature.instead_of_save(self, forms)) or self._save(forms)

    def _load_or_refuse(self):
        """Load and lock the record; returns a redirect when there is none. PermissionDenied as in Django's view."""
        self.admin.check_to_field(self.request, self.to_field)
        if self.object_id is None:
            if not self.admin.has_add_permission(self.request):
                raise PermissionDenied
            return None
        self.entry = self._read()
        if not self.admin.has_change_permission(self.request, self.entry):
            raise PermissionDenied
        if self.entry is not None:
            lock(self.entry)
            self.reload()
        if self.entry is None:
            return self.admin._get_obj_does_not_exist_redirect(self.request, self.admin.opts, self.object_id)
        return None

    def _read(self):
        return self.admin.get_object(self.request, unquote(self.object_id), self.to_field)

    def _save(self, forms):
        self._write(forms)
        self.outcome = Outcome.SAVED
        self.notify_features()
        return self.admin.response_after_save(self.request, self.saved, added=self.entry is None)

    def _write(self, forms):
        self.saved = forms.save()
        typed = forms.form.cleaned_data
        if "slug" in typed and (notice := slug_taken_notice(self.saved, typed["slug"])):
            self.add_message(notice, messages.WARNING)

    def _saved_message(self):
        """Return the message about what the save changed, if anything, and its level.

        Programs that read a new file may have changed the record after the save already.
        """
        later = Change.objects.of(self.saved).filter(number__gt=self.version_before, who=self.by.get_username())
        [*changes] = later.order_by("number")[:1]
        text, level = _summary(self.admin.activity_for(self.request, changes), self.version_before)
        address = self.admin.url("change", self.saved.pk)
        return format_html("“<a href='{}'>{}</a>”: {}", address, self.saved, text), level


def _summary(items, before):
    if not items:
        return "nothing was different, so nothing was saved and no version was made.", messages.INFO
    [item] = items
    done = f"{capfirst(differences_in_words(item.differences))} changed" if before else "Saved for the first time"
    return f"{done}; version {item.change.version}.", messages.SUCCESS
