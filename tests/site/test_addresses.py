"""Every public address answers, in every format, and only to those who ask."""

import random

import pytest

from baliportal.catalogue.models import Entry

from ..sampling import EXHAUSTIVE, sample
from . import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
SAMPLE = 60 if EXHAUSTIVE else 20


@pytest.mark.parametrize("address", addresses.PAGES_AND_ONE_FORMAT_EACH)
def test_every_fixed_address_answers(vera, starter_index, address):
    response = vera.get(address)
    assert response.status_code == 200
    assert response.getvalue()


def test_every_theme_has_a_page(vera):
    wrong = [page for page in sample(addresses.topic_pages(), one_in=3) if vera.get(page).status_code != 200]
    assert wrong == []


def test_every_kind_and_type_of_record_answers_in_every_format(vera):
    visited = [address for entry in addresses.one_of_each_kind_and_type() for address in addresses.of_record(entry)]
    assert len(visited) >= 4 * 40
    assert [address for address in sample(visited, one_in=4) if vera.get(address).status_code != 200] == []


def test_starter_records_taken_at_random_have_their_page(vera):
    everything = list(Entry.objects.published().order_by("pk"))
    visited = [entry.get_absolute_url() for entry in random.Random(2002).sample(everything, SAMPLE)]
    assert [address for address in visited if vera.get(address).status_code != 200] == []


def test_a_permanent_address_leads_to_the_record(vera):
    entry = Entry.objects.published().first()
    response = vera.get(f"/e/{entry.public_id}/")
    assert (response.status_code, response["Location"]) == (302, entry.get_absolute_url())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_only_read_refuses_to_be_written_to(vera, method):
    law = Entry.objects.published().filter(kind="law").first()
    read_only = [
        "/", "/about/", "/topics/", "/topics/child-protection/", "/search/", "/legislation/", "/members/",
        "/reports/", "/reports/members/", "/reports/members.csv", "/search.csv", "/legislation.json", "/robots.txt",
        "/healthz", "/readyz", "/sitemap.xml", "/sitemap-pages.xml", f"/e/{law.public_id}/", *addresses.of_record(law),
    ]  # fmt: skip
    allowed = [address for address in read_only if getattr(vera, method)(address).status_code != 405]
    assert allowed == []


@pytest.mark.parametrize("address", ["/", "/search/?q=victims", "/legislation.csv", "/reports/members.csv", "/healthz"])
def test_a_head_request_is_answered_as_a_read_is(vera, starter_index, address):
    assert vera.head(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "/legislation/nothing/", "/e/00000000/", "/topics/nothing/", "/reports/nothing/", "/search.exe",
     "/reports/nothing.csv", "/members/zz/", "/legislation/nothing.csv", "/sitemap-nothing.xml"],
)  # fmt: skip
def test_an_address_that_is_none_is_not_found(vera, address):
    assert vera.get(address).status_code == 404
