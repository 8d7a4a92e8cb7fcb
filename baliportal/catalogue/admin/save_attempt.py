"""One save of a record's form: what was sent, what stands in the way, what came of it."""

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
from .conflict import as_conflict
from .draft_token import forget_draft
from .record_forms import RecordForms

Outcome = Enum("Outcome", ["SAVED", "PROPOSED", "CONFLICT", "REFUSED"])

OVERTAKEN = "Nothing was saved: somebody has just saved what this record cannot stand beside. Look, and save again."


class SaveAttempt:
    """One POST of the form of a record, by one person; `run()` answers it.

    `seen` is the version that the form showed, `accepted` the version on top of which the person wants to save, and
    `taken_fields` names the fields to be taken from the version `taking`. `entry` is the record as locked, None for a
    new one; `saved` the record as written. `outcome` and `messages` say what came of it.
    """

    def __init__(self, model_admin, request, object_id=None, form_url="", extra_context=None):
        sent = request.POST
        self.admin, self.request, self.by = model_admin, request, request.user
        self.object_id, self.form_url, self.extra_context = object_id, form_url, extra_context or {}
        self.seen, self.accepted, self.taking = (parse_number(sent.get(name, "")) for name in ("seen", "over", "take"))
        self.taken_fields = sent.getlist("theirs") if self.taking else []
        self.draft_token = sent.get("work", "")
        self.to_field = sent.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        self.is_popup = IS_POPUP_VAR in sent
        self.entry = self.saved = None
        self.version_before, self.news = 0, []
        self.outcome, self.messages = Outcome.REFUSED, []

    @property
    def base(self):
        """The number of the change on top of which the form is to be saved; None for none that is known."""
        return self.taking or self.accepted or self.seen

    def run(self):
        """Save, propose, show the conflict or the errors; returns the response."""
        try:
            with journal.recording(by=self.by):
                response = self._answer()
        except IntegrityError:
            response = self._overtaken()
        if self.outcome is Outcome.SAVED and not self.is_popup:
            self.add_message(*self._what_was_saved())
        for level, text in self.messages:
            messages.add_message(self.request, level, text)
        if self.outcome in (Outcome.SAVED, Outcome.PROPOSED):
            forget_draft(self.draft_token, response)
        return response

    def add_message(self, text, level=messages.INFO):
        self.messages.append((level, text))

    def bind(self):
        """The form and its rows, bound to what was sent."""
        return RecordForms(self.admin, self.request, self.entry)

    @contextmanager
    def trial(self, forms):
        """Write valid forms for the time of the block, then roll back; yields the record as it would be saved."""
        with transaction.atomic():
            self._write(forms)
            yield type(self.saved)._default_manager.get(pk=self.saved.pk)
            transaction.set_rollback(True)

    def notify_features(self):
        """Let every feature say what it has to say of the record that was written."""
        for feature in self.admin.active_features:
            feature.after_save(self)

    def render(self, forms, **context):
        """The form once more, with what was typed."""
        return forms.render(self.object_id, self.form_url, self.to_field, self.extra_context | context)

    def reload(self):
        """Read the record anew; the copy in memory is spoilt after a trial."""
        self.entry = self._read()

    def _overtaken(self):
        """Another writer was faster, and the database lets the two not stand beside each other: show the form again."""
        self.outcome, self.messages = Outcome.CONFLICT, [(messages.ERROR, OVERTAKEN)]
        if self.entry is not None:
            self.reload()
        return self.render(self.bind())

    def _answer(self):
        if refusal := self._refusal():
            return refusal
        if self.entry is not None:
            self.version_before, self.news = current_version(self.entry), changes_since(self.entry, self.base)
            if self.news or self.taking:
                self.outcome = Outcome.CONFLICT
                return as_conflict(self)
        forms = self.bind()
        if not forms.is_valid():
            return self.render(forms)
        return self.admin.first_response(lambda feature: feature.instead_of_save(self, forms)) or self._save(forms)

    def _refusal(self):
        """Lock the record; returns the response when there is none. Raises PermissionDenied as Django's view does."""
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

    def _what_was_saved(self):
        """What the save changed, or that it changed nothing, and the level of the message."""
        [*changes] = Change.objects.of(self.saved).filter(number__gt=self.version_before)[:1]
        text, level = _summary(self.admin.activity_for(self.request, changes), self.version_before)
        address = self.admin.url("change", self.saved.pk)
        return format_html("“<a href='{}'>{}</a>”: {}", address, self.saved, text), level


def _summary(acts, before):
    if not acts:
        return "nothing was different, so nothing was saved and no version was made.", messages.INFO
    [act] = acts
    done = f"{capfirst(differences_in_words(act.differences))} changed" if before else "Saved for the first time"
    return f"{done}; version {act.change.version}.", messages.SUCCESS
