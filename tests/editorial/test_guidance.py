"""Every field of every form says what belongs there, with an example that the field would take."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.html import escape

from baliportal.catalogue.kinds import all_kinds, all_schemas
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.nested import NestedRows

FORMS = {form.name: form for form in all_schemas()}


def columns_of(form):
    for column in form.fields:
        yield from column.type.fields if isinstance(column.type, NestedRows) else [column]


@pytest.mark.parametrize("name", FORMS)
def test_every_column_has_a_meaning_and_an_example_that_it_would_take(name):
    for column in columns_of(FORMS[name]):
        assert column.meaning, column.name
        assert column.example or column.name == "type", column.name
        column.type.parse(column.example)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_every_field_of_the_form_and_of_its_rows_is_guided_from_the_record_form(admin_client, kind):
    entry = Entry.objects.filter(kind=kind.name).first().specific
    meta = entry._meta
    page = admin_client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk]))
    guided = {column.attribute: column.guidance for column in kind.fields}
    fields = page.context["adminform"].form.fields
    assert {name: field.help_text for name, field in fields.items() if name not in NOT_ASKED}.items() <= guided.items()
    for inline in page.context["inline_admin_formsets"]:
        told = {column.attribute: column.guidance for column in inline.opts.schema_fields()}
        for name, field in inline.formset.empty_form.fields.items():
            if name not in ("id", "DELETE", inline.formset.fk.name, *BYTES):
                stands_above = not field.help_text and escape(told[name]) in page.content.decode()
                assert stands_above or field.help_text == told[name], (inline.opts.model, name)
        assert told
        assert f"What belongs in “{inline.opts.verbose_name_plural}”".lower() in page.content.decode().lower()


#: What the form brings back to tell which state of the record it was opened at.
NOT_ASKED = ("seen",)
#: The bytes of a file are no column: they do not travel in a record.
BYTES = ("upload", "accepted")


@pytest.mark.django_db
def test_the_forms_of_the_vocabularies_are_guided_too(admin_client):
    for form in all_schemas():
        if form not in all_kinds():
            fields = admin.site.get_model_admin(form.model).get_form(_request(admin_client)).base_fields
            guided = {column.attribute: column.guidance for column in form.fields}
            told = {name: field.help_text for name, field in fields.items() if name not in NOT_ASKED}
            assert told.items() <= guided.items(), form.name


def _request(client):
    return client.get(reverse("admin:index")).wsgi_request
