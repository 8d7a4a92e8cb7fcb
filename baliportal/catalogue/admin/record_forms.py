"""Bound change form of a record with its inline formsets."""

from django.contrib.admin.helpers import AdminErrorList, AdminForm
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.forms.formsets import all_valid


class RecordForms:
    """The bound form of a ModelAdmin and the formsets of its inlines; `entry` is None for a new record.

    Does for a POST what `ModelAdmin._changeform_view` does in one piece, so that a save can be tried, and its forms
    shown, without running that view.
    """

    def __init__(self, model_admin, request, entry):
        self.admin, self.request, self.entry, self.change = model_admin, request, entry, entry is not None
        self.fieldsets = model_admin.get_fieldsets(request, entry)
        fields = flatten_fieldsets(self.fieldsets)
        form_class = model_admin.get_form(request, entry, change=self.change, fields=fields)
        self.form = form_class(request.POST, request.FILES, instance=entry)
        self.formsets, self.inlines = model_admin._create_formsets(request, self.form.instance, change=self.change)

    def is_valid(self):
        form_is_valid = self.form.is_valid()
        return all_valid(self.formsets) and form_is_valid

    def save(self):
        """Save the record and its nested rows; returns the record."""
        record = self.admin.save_form(self.request, self.form, self.change)
        self.admin.save_model(self.request, record, self.form, self.change)
        self.admin.save_related(self.request, self.form, self.formsets, self.change)
        return record

    def render(self, object_id, form_url, to_field, extra_context):
        """Render the change form with these bound forms."""
        admin, request, entry = self.admin, self.request, self.entry
        admin_form = AdminForm(
            self.form,
            list(self.fieldsets),
            admin.get_prepopulated_fields(request, entry),
            admin.get_readonly_fields(request, entry),
            model_admin=admin,
        )
        inline_formsets = admin.get_inline_formsets(request, self.formsets, self.inlines, entry)
        context = {
            **admin.admin_site.each_context(request),
            "title": f"{'Change' if self.change else 'Add'} {admin.opts.verbose_name}",
            "subtitle": str(entry) if self.change else None,
            "adminform": admin_form,
            "object_id": object_id,
            "original": entry,
            "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
            "to_field": to_field,
            "media": sum((formset.media for formset in inline_formsets), admin.media + admin_form.media),
            "inline_admin_formsets": inline_formsets,
            "errors": AdminErrorList(self.form, self.formsets),
            "preserved_filters": admin.get_preserved_filters(request),
            **extra_context,
        }
        return admin.render_change_form(
            request, context, add=not self.change, change=self.change, obj=entry, form_url=form_url
        )
