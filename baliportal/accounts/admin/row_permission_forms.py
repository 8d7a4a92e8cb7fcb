"""The forms of somebody who may act for one state only: what he can choose, and what he is not told."""

from django.db.models import Q

from baliportal.catalogue.kinds import schema_of, schema_of_model
from baliportal.catalogue.models import Change, Country, Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.records import to_record

from ..record_permissions import keeping_hidden, told_to
from ..row_permissions import is_bound, seen_by, state_of
from .permitted import Permitted


class OwnStateForms(Permitted):
    """Limits every field, row and choice of a form to the person's own state and to what he may see.

    What a record names already stays: another country in a field can be kept, rows about others are neither shown nor
    touched, and a field that names a record he may not see is left out of his form.
    """

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not is_bound(request.user):
            return fieldsets
        secret = {field.name for field in _links(obj) if _names_unseen(request.user, obj, field)}
        return [(title, options | {"fields": [n for n in options["fields"] if n not in secret]})
                for title, options in fieldsets]  # fmt: skip

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if is_bound(request.user):
            _limit(form.base_fields, request.user, obj)
            if "countries" in form.base_fields:
                form.base_fields["countries"].required = True
            if "visibility" in form.base_fields:
                choices = [choice for choice in Visibility.choices if choice[0] != Visibility.SECRETARIAT]
                form.base_fields["visibility"].choices = choices
        return form

    def redact(self, request, records):
        return told_to(request.user, schema_of_model(self.model), super().redact(request, records))

    def activity_for(self, request, changes):
        """What is said of a merge names the other record, which need not be his."""
        told = super().activity_for(request, changes)
        for act in told if is_bound(request.user) else []:
            if act.change.verb == Change.Verb.MERGED:
                act.change.note = ""
        return told

    def content_to_restore(self, request, thing, change):
        """The old content; but what the record names now and he may not see, it goes on naming."""
        wanted = super().content_to_restore(request, thing, change)
        now = to_record(type(thing)._default_manager.get(pk=thing.pk))
        return keeping_hidden(request.user, schema_of(thing), now, wanted)

    def refusal_to_revert(self, request, record, change):
        """A record goes back to no state in which it was another's."""
        if is_bound(request.user) and not _is_of_his_state(change.record, request.user):
            return "at that time the record was not your state's alone."
        return super().refusal_to_revert(request, record, change)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return initial | ({"countries": [state_of(request.user)]} if is_bound(request.user) else {})

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if is_bound(request.user):
                _limit(formset.form.base_fields, request.user, None)
            yield formset, inline

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if is_bound(request.user):
            rows = kwargs.get("queryset", inline.get_queryset(request))
            kwargs["queryset"] = _rows_shown(rows, request.user, own=self.has_change_permission(request, obj))
        return kwargs


def _links(entry):
    """The fields of an entry that point to other entries."""
    fields = [*entry._meta.fields, *entry._meta.many_to_many]
    return [f for f in fields if f.related_model and issubclass(f.related_model, Entry) and not f.auto_created]


def _names_unseen(user, entry, field):
    value = getattr(entry, field.attname if not field.many_to_many else field.name)
    named = set(value.values_list("pk", flat=True)) if field.many_to_many else {value} - {None}
    return named != set(seen_by(user, field.related_model.objects.filter(pk__in=named)).values_list("pk", flat=True))


def _limit(fields, user, entry):
    """Let each field offer only the person's state, what the entry names already, and entries he may see."""
    for name, field in fields.items():
        model = getattr(getattr(field, "queryset", None), "model", None)
        if model is Country:
            field.queryset = field.queryset.filter(pk__in={state_of(user), *_named(entry, name)} - {None})
        elif model and issubclass(model, Entry):
            field.queryset = seen_by(user, field.queryset)


def _named(entry, name):
    if entry is None or entry._state.adding:
        return []
    field = entry._meta.get_field(name)
    if field.many_to_many:
        return getattr(entry, name).values_list("pk", flat=True)
    return [getattr(entry, field.attname)]


def _rows_shown(rows, user, own):
    """The rows that name nothing he may not see; in his own record, also no state but his."""
    for field in rows.model._meta.fields:
        if field.related_model and issubclass(field.related_model, Entry) and field.name != rows.model.whole:
            seen = seen_by(user, field.related_model.objects.all())
            rows = rows.filter(Q(**{field.name: None}) | Q(**{f"{field.name}__in": seen.values("pk")}))
        if own and field.related_model is Country:
            rows = rows.filter(Q(**{field.name: None}) | Q(**{field.name: state_of(user)}))
    return rows


def _is_of_his_state(record, user):
    his = Country.objects.filter(pk=state_of(user)).values_list("code", flat=True)
    return record.get("countries") == list(his) and record.get("visibility") != Visibility.SECRETARIAT
