"""Two rows that are one to the database are refused in words, in the form of every record that has rows."""

import pytest
from django.urls import reverse

from baliportal.catalogue.models import Country, Entry
from legislation.models import Law, Provision, Treaty
from members.models import InformationSystem, MemberState
from workshops.models import Workshop

from .test_back_office import form_data

pytestmark = pytest.mark.django_db
AU = {"country": "AU"}
CASES = [
    (MemberState, "groups", {"group": "co-chair", "since": ""}, "This seat is recorded already."),
    (MemberState, "groups", {"group": "co-chair", "since": "2010"}, "This seat is recorded already."),
    (
        InformationSystem,
        "participations",
        AU | {"role": "pilot", "since": ""},
        "This participation is recorded already.",
    ),
    (Treaty, "actions", AU | {"action": "denunciation", "date": ""}, "This act of the state is recorded already."),
    (Treaty, "actions", AU | {"action": "denunciation", "date": "1999"}, "This act of the state is recorded already."),
    (Law, "provisions", {"pinpoint": "s 1"}, "One of these rows stands here twice."),
    (Workshop, "attendances", AU | {"role": "observer"}, "duplicate"),
]


@pytest.fixture
def entry(request):
    return request.param.objects.create(title="An entry", **_needed(request.param))


def _needed(model):
    return {"country": Country.objects.get(code="AQ")} if model is MemberState else {}


def send(client, entry, rows, prefix):
    """Send the open form of an entry back with these rows more."""
    meta = entry._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
    data = form_data(client.get(address))
    first = int(data[f"{prefix}-TOTAL_FORMS"])
    for number, row in enumerate(rows, first):
        row = row | ({"country": Country.objects.get(code=row["country"]).pk} if "country" in row else {})
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return client.post(address, data | {f"{prefix}-TOTAL_FORMS": first + len(rows)})


@pytest.mark.parametrize(("entry", "prefix", "row", "words"), CASES, indirect=["entry"])
def test_a_row_may_be_entered_once_and_no_more(admin_client, entry, prefix, row, words):
    together = send(admin_client, entry, [row, row], prefix)
    assert (together.status_code, words in together.content.decode()) == (200, True)
    assert send(admin_client, entry, [row], prefix).status_code == 302
    later = send(admin_client, entry, [row], prefix)
    assert (later.status_code, words in later.content.decode()) == (200, True)
    assert getattr(entry, prefix).count() == 1


def test_rows_that_differ_are_all_taken(admin_client):
    law, treaty = Law.objects.create(title="An Act"), Treaty.objects.get(slug="tip-protocol")
    rows = [{"pinpoint": "s 1"}, {"pinpoint": "s 2"}, {"pinpoint": "s 1", "treaty": treaty.pk}]
    assert send(admin_client, law, rows, "provisions").status_code == 302
    assert Provision.objects.filter(law=law).count() == len(rows)


def test_a_row_may_take_the_place_of_one_that_goes(admin_client):
    law = Law.objects.create(title="An Act")
    old = law.provisions.create(pinpoint="s 1")
    address = reverse("admin:legislation_law_change", args=[law.pk])
    data = form_data(admin_client.get(address)) | {
        "provisions-0-DELETE": "on", "provisions-1-pinpoint": "s 1", "provisions-TOTAL_FORMS": 2,
    }  # fmt: skip
    assert admin_client.post(address, data).status_code == 302
    assert Entry.objects.get(pk=law.pk).specific.provisions.get().pk != old.pk
