"""A page costs the same number of database queries whether it shows much or little."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status
from members.models import MemberState
from workshops.models import Series

from ..sampling import sample
from . import addresses
from .neighbours import COUNTRY, MODELS, TOPIC, published

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
MOST_OF_A_SEARCH = 12
MOST = 12  # of any other page
#: The sitemap asks for the newest record of each of its parts; this report has five sorts of party.
MOST_OF_SOME = {"/sitemap.xml": 30, "/reports/agreements-by-party/": 16}
FEW, MANY = 11, 25  # both more than a short section shows and less than a long one: what is cut short is counted


@pytest.fixture
def queries(vera):
    """A function: the number of database queries for an address with empty caches; reads the whole answer."""

    def count(address):
        vera.get(address).getvalue()  # catches the index up
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = vera.get(address)
            assert response.status_code == 200
            response.getvalue()
        return len(queries)

    return count


def more_of_everything(near, start, stop):
    """Published records numbered so, each tied to the records in `near` in every way their pages show."""
    country, topic = Country.objects.get(code=COUNTRY), Topic.objects.get(slug=TOPIC)
    series = Series.objects.get(slug="neighbourhood")
    with journal.recording():  # one act, so that the journal writes once
        for n in range(start, stop):
            made = {kind: _one(kind, n) for kind in MODELS if kind != "member"}
            for entry in made.values():
                entry.countries.add(country)
                entry.topics.add(topic)
            _tie(near, made, country, series)


def _one(kind, n, **fields):
    return MODELS[kind].objects.create(title=f"Numbered {kind} {n}", status=Status.PUBLISHED, date="2010", **fields)


def _tie(near, made, country, series):
    meeting, resource, law, agreement = (made[kind] for kind in ("workshop", "resource", "law", "agreement"))
    type(meeting).objects.filter(pk=meeting.pk).update(place=country, series=series, event_status="planned")
    meeting.host_countries.add(country)
    meeting.host_organisations.add(near["organisation"])
    meeting.funders.add(near["organisation"])
    near["workshop"].attendances.create(organisation=made["organisation"], role="speaker")
    resource.publisher, resource.translation_of = near["organisation"], near["resource"]
    resource.meeting = resource.endorsed_by = near["workshop"]
    resource.save()
    for target in (near["law"], near["agreement"], near["treaty"]):
        law.relations.create(relation="amends", target=target)
    near["law"].relations.create(relation="repeals", target=law)
    law.provisions.create(pinpoint="s 1", treaty=near["treaty"])
    agreement.ratifying_laws.add(near["law"])
    agreement.supersedes.add(near["agreement"])
    agreement.party_organisations.add(near["organisation"])
    type(made["system"]).objects.filter(pk=made["system"].pk).update(operator=near["organisation"])
    made["system"].participations.create(country=country, role="participant")
    near["system"].participations.create(
        country=Country.objects.all()[made["law"].pk % 200], role="pilot", note=law.title
    )
    made["treaty"].actions.create(country=country, action="accession", date="2010")
    near["treaty"].actions.create(country=country, action="signature", date=f"19{50 + law.pk % 50}")


def test_a_search_costs_at_most_twelve_queries(queries, starter_index):
    assert queries("/search/?q=trafficking") <= MOST_OF_A_SEARCH


@pytest.mark.parametrize(
    "question",
    ["who+ratified+the+palermo+protocol", "when+is+the+next+ministerial+conference", "laws+of+Japan+on+trafficking",
     "agreements+between+Indonesia+and+Australia", "is+Act+670+in+force"],
)  # fmt: skip
def test_a_search_with_an_answer_costs_at_most_twelve_queries(queries, starter_index, question):
    assert queries(f"/search/?q={question}") <= MOST_OF_A_SEARCH


def test_twenty_results_cost_as_much_as_five(queries, empty_portal):
    near = published()
    more_of_everything(near, 0, 5)
    addresses_of_lists = [
        "/search/?q=numbered&kind=law",
        "/search/?country=MY&kind=workshop",
        "/legislation/?topic=child-protection",
    ]
    five = {address: queries(address) for address in addresses_of_lists}
    more_of_everything(near, 5, 20)
    assert {address: queries(address) for address in addresses_of_lists} == five
    assert max(five.values()) <= MOST_OF_A_SEARCH


def test_results_of_every_kind_cost_as_much_as_results_of_one(queries, starter_index):
    assert queries("/search/?q=trafficking") == queries("/search/?q=trafficking&kind=treaty")


def test_a_page_of_much_costs_as_much_as_a_page_of_little(queries, empty_portal):
    near = published()
    pages = ["/sitemap.xml", "/sitemap-legislation.xml", f"/topics/{TOPIC}/"]
    pages += [*addresses.PAGES, *addresses.REPORT_PAGES, *(entry.get_absolute_url() for entry in near.values())]
    files = ["/legislation.csv", "/legislation.json", "/search.jsonl"]
    files += [address for address in addresses.REPORT_FILES if address.endswith(".csv")]
    more_of_everything(near, 0, FEW)
    asked = sample(pages + files, one_in=5)
    little = {address: queries(address) for address in asked}
    more_of_everything(near, FEW, MANY)
    for country in Country.objects.exclude(member_state__isnull=False)[:5]:
        MemberState.objects.create(title=country.name, country=country, type="member", status=Status.PUBLISHED)
    much = {address: queries(address) for address in asked}
    assert {address: (little[address], much[address]) for address in much if little[address] != much[address]} == {}
    pages_alone = {address: number for address, number in much.items() if address not in files}
    assert {a: number for a, number in pages_alone.items() if number > MOST_OF_SOME.get(a, MOST)} == {}
