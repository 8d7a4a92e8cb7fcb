"""Exports of the lists in the admin: what the list holds under its filters, or the selected rows."""

import csv
import io

import openpyxl
import pytest
from django.contrib import admin

from baliportal.catalogue.admin.features import FeatureAdmin
from baliportal.catalogue.kinds import all_schemas
from baliportal.exports.admin import ExportFeature
from legislation.models import Law

from .admin_urls import admin_url

pytestmark = pytest.mark.django_db
EXPORTED = [
    model
    for model, site in admin.site._registry.items()
    if isinstance(site, FeatureAdmin) and any(isinstance(feature, ExportFeature) for feature in site.active_features)
]


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("model", EXPORTED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_list_can_be_exported(admin_client, model, suffix):
    response = admin_client.get(admin_url(model, "export", suffix))
    assert response.status_code == 200
    content = response.getvalue()
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
        assert sum(1 for _ in sheet.iter_rows()) == model._default_manager.count() + 1
    else:
        assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == model._default_manager.count() + 1


def test_every_record_schema_has_a_list_that_can_be_exported(admin_client):
    assert {form.model for form in all_schemas()} <= set(EXPORTED)


def test_an_export_holds_what_the_list_holds_under_its_filters_and_nothing_else(desk):
    for query in (
        {"q": "trafficking"},
        {"legal_status__exact": "repealed"},
        {"q": "act", "o": "-3", "p": "1"},
        {"q": "zz9"},
    ):
        listed = desk.get(admin_url(Law, "changelist"), query | {"all": ""}).context["cl"]
        out = rows_of(desk.get(admin_url(Law, "export", "csv"), query))
        assert [row["id"] for row in out] == list(listed.queryset.values_list("public_id", flat=True))
    assert desk.get(admin_url(Law, "export", "csv"), {"nonsense__x": "1"}).status_code == 400
    assert desk.get(admin_url(Law, "export", "pdf")).status_code == 404


def test_a_selection_is_exported_by_action(desk, law):
    chosen = {"action": "export_selected_csv", "_selected_action": [law.pk]}
    assert [row["title"] for row in rows_of(desk.post(admin_url(Law, "changelist"), chosen))] == ["An Act of the test"]


def test_a_list_leads_to_its_files_and_to_the_import(desk, client, rahul):
    page = desk.get(admin_url(Law, "changelist"), {"q": "act"}).content.decode()
    assert f'href="{admin_url(Law, "export", "xlsx")}?q=act"' in page
    assert admin_url(Law, "import") in page
    client.force_login(rahul)
    page = client.get(admin_url(Law, "changelist")).content.decode()
    assert admin_url(Law, "export", "csv") in page
    assert admin_url(Law, "import") not in page
    assert "change_a_field" not in page
