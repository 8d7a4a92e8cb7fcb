"""A taken address gets the first free suffix and a notice, the same for visible and hidden holders."""

import threading

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from baliportal.catalogue import addresses, journal
from baliportal.catalogue.addresses import save_with_free_slug
from baliportal.catalogue.journal.history import restore
from baliportal.catalogue.models import Change, FormerAddress, Term, Topic
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.editorial.models import Proposal
from legislation.models import Agreement, Law
from tests.staff import FOREIGN_STATE
from workshops.models import Series

from .form import change_url, form_data, send

pytestmark = pytest.mark.django_db
TAKEN = "The address “wanted” is taken, so this record has the address “wanted-2”."


def notices(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def add(client, model, **values):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return client.post(address, form_data(client.get(address)) | values)


def test_a_new_record_gets_the_first_free_suffix(admin_client, record):
    record(slug="wanted")
    record(slug="wanted-2")
    response = add(admin_client, Law, title="Mine", slug="wanted")
    assert response.status_code == 302
    assert Law.objects.get(title="Mine").slug == "wanted-3"
    assert "The address “wanted” is taken, so this record has the address “wanted-3”." in notices(response)


def test_a_record_that_moves_to_a_taken_address_gets_a_suffix_and_its_old_address_leads_there(admin_client, record):
    record(slug="wanted")
    law = record(title="Mine", slug="old")
    assert TAKEN in notices(send(admin_client, law, slug="wanted"))
    assert Law.objects.get(pk=law.pk).slug == "wanted-2"
    assert FormerAddress.objects.get(slug="old").entry_id == law.pk


def test_a_former_address_is_taken_but_not_for_the_record_that_had_it(admin_client, record):
    law = record(slug="wanted")
    send(admin_client, law, slug="elsewhere")
    assert TAKEN in notices(add(admin_client, Law, title="Mine", slug="wanted"))
    assert not any("is taken" in notice for notice in notices(send(admin_client, law, slug="wanted")))
    assert Law.objects.get(pk=law.pk).slug == "wanted"


def test_an_unchanged_address_stays_and_nothing_is_said(admin_client, record):
    law = record(slug="wanted")
    Law.objects.create(title="Other", slug="elsewhere")
    FormerAddress.objects.create(kind="law", slug="wanted", entry=Law.objects.get(slug="elsewhere"))
    assert not any("is taken" in notice for notice in notices(send(admin_client, law, title="Another title")))
    assert Law.objects.get(pk=law.pk).slug == "wanted"


@pytest.mark.parametrize("hidden", [True, False])
def test_a_person_bound_to_one_state_gets_the_same_notice_for_visible_and_hidden_records(
    client, person, record, hidden
):
    client.force_login(person("Contributor"))
    holder = {"state": FOREIGN_STATE, "visibility": Visibility.SECRETARIAT} if hidden else {}
    record(title="Holder", slug="wanted", **holder)
    response = add(client, Law, title="Mine", slug="wanted")
    assert (response.status_code, Law.objects.get(title="Mine").slug) == (302, "wanted-2")
    assert TAKEN in notices(response)


def test_an_address_is_free_in_another_kind(admin_client, record):
    record(slug="wanted")
    assert not any(
        "is taken" in notice for notice in notices(add(admin_client, Agreement, title="Mine", slug="wanted"))
    )
    assert Agreement.objects.get(title="Mine").slug == "wanted"


@pytest.mark.parametrize(
    ("model", "name"), [(Topic, "label"), (Term, "label"), (Series, "name")], ids=["theme", "term", "series"]
)
def test_vocabularies_and_series_likewise(admin_client, model, name):
    model.objects.create(slug="wanted", **{name: "Holder"})
    response = add(admin_client, model, **{name: "Mine", "slug": "wanted"})
    assert response.status_code == 302, response.context["errors"]
    assert model.objects.get(**{name: "Mine"}).slug == "wanted-2"
    assert TAKEN in notices(response)


def test_a_suffix_fits_the_longest_address(admin_client):
    longest = "x" * 80
    Topic.objects.create(slug=longest, label="Holder")
    add(admin_client, Topic, label="Mine", slug=longest)
    assert Topic.objects.get(label="Mine").slug == "x" * 78 + "-2"


def test_a_proposal_names_the_address_that_is_free_and_accepting_it_gives_the_next(client, person, record):
    law = record(title="Published", slug="old", status=Status.PUBLISHED)
    record(title="Holder", slug="wanted")
    client.force_login(person("Editor"))
    assert TAKEN in notices(send(client, law, slug="wanted"))
    proposal = Proposal.objects.get()
    assert (proposal.record["slug"], Law.objects.get(pk=law.pk).slug) == ("wanted-2", "old")
    record(title="Faster", slug="wanted-2")
    client.force_login(person("Publisher"))
    response = client.post(reverse("admin:editorial_proposal_accept", args=[proposal.pk]))
    given = Law.objects.get(pk=law.pk).slug
    assert given == "wanted-2-2"
    assert any("“wanted-2” is taken" in notice and f"“{given}”" in notice for notice in notices(response))


def test_what_was_deleted_comes_back_under_a_free_address(admin_client, record):
    law = record(title="Gone", slug="wanted")
    with journal.recording():
        law.delete()
    record(title="Holder", slug="wanted")
    number = Change.objects.filter(verb="deleted").first().number
    response = admin_client.post(reverse("admin:catalogue_change_restore", args=[number]))
    assert Law.objects.get(title="Gone").slug == "wanted-2"
    assert TAKEN in notices(response)


def test_restoring_outside_the_admin_gives_a_free_address_too(record):
    law = record(title="Gone", slug="wanted")
    law.delete()
    record(title="Holder", slug="wanted")
    assert restore(Change.objects.filter(verb="deleted").first(), by=journal.SYSTEM).slug == "wanted-2"


def test_going_back_to_a_version_whose_address_is_taken_now_gives_a_suffix(admin_client, record):
    law = record(slug="wanted")
    first = Change.objects.of(law).first().number
    send(admin_client, law, slug="elsewhere")
    FormerAddress.objects.filter(slug="wanted").delete()
    Law.objects.create(title="Holder", slug="wanted")
    response = admin_client.post(change_url(law, "revert", first))
    assert Law.objects.get(pk=law.pk).slug == "wanted-2"
    assert TAKEN in notices(response)


def test_the_loser_of_a_race_for_an_address_gets_the_next_one(admin_client, monkeypatch):
    """The other writer commits between the check and the write: the database refuses, and the save is retried."""
    look, looked = addresses.Addressed.free_slug, []

    def beaten(self, besides=()):
        free = look(self, besides)
        if not looked:
            looked.append(free)
            Law.objects.create(title="Faster", slug=free)
        return free

    monkeypatch.setattr(addresses.Addressed, "free_slug", beaten)
    response = add(admin_client, Law, title="Mine", slug="wanted")
    assert response.status_code == 302
    assert Law.objects.get(title="Mine").slug == "wanted-2"
    assert TAKEN in notices(response)


@pytest.mark.django_db(transaction=True)
def test_eight_savers_at_once_get_eight_addresses(starter):
    barrier, wrong = threading.Barrier(8), []

    def save():
        try:
            barrier.wait()
            with journal.recording():
                save_with_free_slug(Law(title="Mine", slug="wanted"))
        except Exception as problem:
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=save) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    slugs = set(Law.objects.filter(title="Mine").values_list("slug", flat=True))
    assert slugs == {"wanted", *(f"wanted-{number}" for number in range(2, 9))}
