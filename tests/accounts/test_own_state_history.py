"""History and reverts of an official's own records: hidden references are not shown and survive a revert."""

import pytest
from django.urls import reverse

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Entry
from baliportal.catalogue.publishing import Status
from baliportal.editorial.models import Proposal
from baliportal.editorial.proposals import accept
from baliportal.editorial.record_merge import merge
from legislation.models import Agreement, Law
from tests.staff import FOREIGN_STATE

from ..editorial.form import change_url, form_data, send

pytestmark = pytest.mark.django_db
HUSHED = "hushed-bill"  # Part of the address of every record that is hidden from the official.


@pytest.fixture
def desk(client, person):
    client.force_login(person("Contributor", "tomasi"))
    return client


@pytest.fixture
def secret(record):
    return record("A hushed bill", state=FOREIGN_STATE)


@pytest.fixture
def pact(record):
    return record("A pact", model=Agreement, summary="At first")


def linked(pact, law, summary):
    """Add a law to the pact; returns the change."""
    with journal.recording():
        pact.ratifying_laws.add(law)
        pact.summary = summary
        pact.save()
    return Change.objects.of(pact).first()


def related(law, target):
    with journal.recording():
        law.relations.create(relation="amends", target=Entry.objects.get(pk=target.pk))
    return Change.objects.of(law).first()


def test_the_history_shows_visible_references_and_no_hidden_ones(desk, pact, secret, record):
    linked(pact, secret, "Then")
    linked(pact, record("An open act", state=FOREIGN_STATE, status=Status.PUBLISHED), "Later")
    page = desk.get(change_url(pact, "history")).content.decode()
    assert "an-open-act" in page.replace("<mark>", "")
    assert HUSHED not in page
    assert "hushed" not in page


def test_hidden_rows_and_links_of_every_field_type_are_left_out(desk, secret, record, client, person):
    law = record("A bill")
    first = Change.objects.of(law).first().number
    last = related(law, secret).number
    for address in (change_url(law, "history"), f"{change_url(law, 'compare')}?from={first}&to={last}"):
        assert "hushed" not in desk.get(address).content.decode()
    client.force_login(person("Editor"))
    assert "hushed" in client.get(change_url(law, "history")).content.decode()


def test_a_hidden_record_stays_hidden_after_it_is_deleted_or_renamed(desk, pact, secret):
    linked(pact, secret, "Then")
    secret.slug = "told-by-another-name"
    secret.save()
    assert HUSHED not in desk.get(change_url(pact, "history")).content.decode()
    pact.ratifying_laws.clear()
    secret.delete()
    page = desk.get(change_url(pact, "history")).content.decode()
    assert HUSHED not in page
    assert "another-name" not in page


def test_the_revert_pages_show_no_hidden_references(desk, pact, secret):
    named = linked(pact, secret, "Then")
    pact.ratifying_laws.clear()
    addresses = [change_url(pact, "revert", named.number), f"{change_url(pact, 'revert', named.number)}?seen=1"]
    for address in addresses:
        page = desk.get(address)
        assert page.status_code == 200
        assert "hushed" not in page.content.decode()
        assert all("Ratified" not in field.label for field in page.context["differences"])


def test_reverting_preserves_hidden_links(desk, pact, secret, record):
    before, other = Change.objects.of(pact).first(), record("Another hushed bill", state=FOREIGN_STATE)
    with_both = linked(pact, other, "Then")
    with journal.recording():
        pact.ratifying_laws.set([secret])
        pact.summary = "Later"
        pact.save()
    for change, summary in ((before, "At first"), (with_both, "Then")):
        desk.post(change_url(pact, "revert", change.number))
        pact.refresh_from_db()
        assert (pact.summary, [*pact.ratifying_laws.all()]) == (summary, [secret])


def test_reverting_preserves_hidden_rows(desk, secret, record):
    law, seen = record("A bill", summary="At first"), record("Our other bill")
    first = Change.objects.of(law).first()
    related(law, seen)
    related(law, secret)
    desk.post(change_url(law, "revert", first.number))
    assert [row.target_id for row in law.relations.all()] == [secret.pk]


def test_a_proposed_revert_preserves_hidden_links_and_does_not_show_them(desk, secret, person, record):
    pact = record("A pact", model=Agreement, status=Status.PUBLISHED, summary="At first")
    first = Change.objects.of(pact).first()
    linked(pact, secret, "Then")
    page = desk.post(change_url(pact, "revert", first.number), follow=True)
    assert "hushed" not in page.content.decode()
    proposal = Proposal.objects.get()
    accept(proposal, by=person("Publisher"))
    pact.refresh_from_db()
    assert (pact.summary, [*pact.ratifying_laws.all()]) == ("At first", [secret])
    closed = desk.get(reverse("admin:editorial_proposal_change", args=[proposal.pk])).content.decode()
    assert "At first" in closed.replace("<mark>", "").replace("</mark>", "")
    assert "hushed" not in closed


def test_an_open_proposal_shows_no_hidden_link_made_meanwhile(desk, secret, record):
    pact = record("A pact", model=Agreement, status=Status.PUBLISHED)
    send(desk, pact, summary="In short")
    proposal = Proposal.objects.get()
    proposal.record |= {"ratifying_laws": [secret.slug]}  # as one who may act for every state would have proposed
    proposal.save()
    page = desk.get(reverse("admin:editorial_proposal_change", args=[proposal.pk])).content.decode()
    assert "In short" in page
    assert "hushed" not in page


def test_the_conflict_view_and_its_messages_show_no_hidden_link(desk, secret, record):
    law = record("A bill")
    address = change_url(law)
    data = form_data(desk.get(address))
    related(law, secret)
    page = desk.post(address, data | {"summary": "Mine"})
    assert page.context["newer"]
    assert "hushed" not in page.content.decode()
    assert all(field.name != "relations" for field in page.context["newer"]["fields"])
    assert "relation" not in page.context["newer"]["activity"][0].sentence
    seen = data["seen"]
    page = desk.post(change_url(law, "move", "in-review"), {"seen": seen}, follow=True).content.decode()
    assert "relations (" not in page
    assert "hushed" not in page


def test_the_history_does_not_name_a_hidden_record_that_was_merged(desk, pact, secret, record, ana):
    other, own = record("A hushed bill, again", state=FOREIGN_STATE, summary="More"), record("A bill")
    linked(pact, secret, "Then")
    merge(other, secret, by=ana)
    merge(own, Law.objects.get(pk=other.pk), by=ana, chosen={"countries": "stays"})
    for entry in (pact, own):
        page = desk.get(change_url(entry, "history")).content.decode()
        assert "hushed" not in page
        assert "another" in page


def test_the_number_of_queries_of_a_history_does_not_depend_on_its_links(
    desk, pact, record, django_assert_max_num_queries
):
    for number in range(6):
        linked(pact, record(f"Bill {number}", state=FOREIGN_STATE), f"Summary {number}")
    with django_assert_max_num_queries(30):
        desk.get(change_url(pact, "history"))
