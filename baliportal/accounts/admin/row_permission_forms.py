"""Row-level permissions inside the admin forms of users who may act for one state only."""

from django.db.models import Q

from baliportal.catalogue.kinds import schema_of, schema_of_model
from baliportal.catalogue.models import Change, Country, Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.records import to_record

from ..record_permissions import preserve_hidden_values, redact_records
from ..row_permissions import acts_for_one_state, own_country_id, visible_to
from .row_permission_admin import RowPermissionAdmin


class OwnStateFormsAdmin(RowPermissionAdmin):
    """Admin mixin that limits the fields, rows and choices of a form to the user's own state and to visible records.

    Existing references are preserved: another country in a field can be kept, rows about other states are neither shown
    nor changed, and a field that refers to a record the user may not see is left out of the form.
    """

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not acts_for_one_state(request.user):
            return fieldsets
        hidden = {field.name for field in _relation_fields(obj) if _has_hidden_target(request.user, obj, field)}
        return [(title, options | {"fields": [n for n in options["fields"] if n not in hidden]})
                for title, options in fieldsets]  # fmt: skip

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if acts_for_one_state(request.user):
            _limit_choices(form.base_fields, request.user, obj)
            if "countries" in form.base_fields:
                form.base_fields["countries"].required = True
            if "visibility" in form.base_fields:
                choices = [choice for choice in Visibility.choices if choice[0] != Visibility.SECRETARIAT]
                form.base_fields["visibility"].choices = choices
        return form

    def redact(self, request, records):
        return redact_records(request.user, schema_of_model(self.model), super().redact(request, records))

    def activity_for(self, request, changes):
        """Empty the note of a merge, which names the other record: the user may not be allowed to see it."""
        activity = super().activity_for(request, changes)
        for act in activity if acts_for_one_state(request.user) else []:
            if act.change.verb == Change.Verb.MERGED:
                act.change.note = ""
        return activity

    def content_to_restore(self, request, record, change):
        """Return the old content, with the present references that are hidden from the user preserved."""
        wanted = super().content_to_restore(request, record, change)
        now = to_record(type(record)._default_manager.get(pk=record.pk))
        return preserve_hidden_values(request.user, schema_of(record), now, wanted)

    def refusal_to_revert(self, request, record, change):
        """Refuse to revert to a version in which the record did not belong to the user's state alone."""
        if acts_for_one_state(request.user) and not _belongs_to_own_state(change.record, request.user):
            return "at that time the record was not your state's alone."
        return super().refusal_to_revert(request, record, change)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return initial | ({"countries": [own_country_id(request.user)]} if acts_for_one_state(request.user) else {})

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if acts_for_one_state(request.user):
                _limit_choices(formset.form.base_fields, request.user, None)
            yield formset, inline

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if acts_for_one_state(request.user):
            rows = kwargs.get("queryset", inline.get_queryset(request))
            kwargs["queryset"] = _visible_rows(rows, request.user, own=self.has_change_permission(request, obj))
        return kwargs


def _relation_fields(entry):
    """Model fields that point to other entries."""
    fields = [*entry._meta.fields, *entry._meta.many_to_many]
    return [f for f in fields if f.related_model and issubclass(f.related_model, Entry) and not f.auto_created]


def _has_hidden_target(user, entry, field):
    value = getattr(entry, field.attname if not field.many_to_many else field.name)
    target_pks = set(value.values_list("pk", flat=True)) if field.many_to_many else {value} - {None}
    visible = visible_to(user, field.related_model.objects.filter(pk__in=target_pks))
    return target_pks != set(visible.values_list("pk", flat=True))


def _limit_choices(fields, user, entry):
    """Limit the choices of each field to the user's own country, the present values and the entries they may see."""
    for name, field in fields.items():
        model = getattr(getattr(field, "queryset", None), "model", None)
        if model is Country:
            field.queryset = field.queryset.filter(pk__in={own_country_id(user), *_present_pks(entry, name)} - {None})
        elif model and issubclass(model, Entry):
            field.queryset = visible_to(user, field.queryset)


def _present_pks(entry, name):
    if entry is None or entry._state.adding:
        return []
    field = entry._meta.get_field(name)
    if field.many_to_many:
        return getattr(entry, name).values_list("pk", flat=True)
    return [getattr(entry, field.attname)]


def _visible_rows(rows, user, own):
    """Rows that refer to visible entries only; in the user's own record also to no country but their own."""
    for field in rows.model._meta.fields:
        if field.related_model and issubclass(field.related_model, Entry) and field.name != rows.model.whole:
            visible = visible_to(user, field.related_model.objects.all())
            rows = rows.filter(Q(**{field.name: None}) | Q(**{f"{field.name}__in": visible.values("pk")}))
        if own and field.related_model is Country:
            rows = rows.filter(Q(**{field.name: None}) | Q(**{field.name: own_country_id(user)}))
    return rows


def _belongs_to_own_state(record, user):
    own = Country.objects.filter(pk=own_country_id(user)).values_list("code", flat=True)
    return record.get("countries") == list(own) and record.get("visibility") != Visibility.SECRETARIAT
