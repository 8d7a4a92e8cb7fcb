"""Pages of members and treaties lead to comparisons that make sense, and say what nobody looked up or recorded."""

import csv
import html
import io
import re

import pytest
from django.http import QueryDict

from baliportal.catalogue.models import Entry
from legislation.comparison.page import ComparisonPage
from legislation.comparison.request import ComparisonRequest

from ..files.storing import file_of

pytestmark = pytest.mark.django_db


def comparisons(client, address):
    """The comparisons to which a page links, as requests of the comparison page."""
    content = client.get(address).content.decode()
    queries = re.findall(r'href="/compare/\?([^"]+)"', content)
    return [ComparisonRequest.read(QueryDict(html.unescape(query))) for query in queries]


@pytest.mark.parametrize(
    ("address", "countries"),
    [
        ("/members/bd/", ("BD", "BT", "IN")),  # the next ones of South Asia by name
        ("/members/lk/", ("LK", "AF", "BD")),  # the last, so the first ones follow
        ("/members/us/", ("US", "CA")),
        ("/members/bd/?with=th", ("BD", "TH")),
    ],
)
def test_a_member_is_compared_with_its_neighbours_or_with_the_one_beside_it(client, address, countries):
    asked = comparisons(client, address)
    assert {each.countries for each in asked} == {countries}
    assert [(each.treaty, each.topic) for each in asked] == [
        ("tip-protocol", ""), ("som-protocol", ""), ("", "trafficking-in-persons"), ("", "people-smuggling"),
    ]  # fmt: skip
    assert all(ComparisonPage(each).is_complete for each in asked)


def test_a_member_without_neighbours_has_no_such_links(client):
    assert comparisons(client, "/members/gb/") == []


def test_a_treaty_leads_to_the_members_that_answer_most_of_its_articles(client):
    [asked] = comparisons(client, "/treaties/tip-protocol/")
    assert (asked.treaty, len(asked.countries)) == ("tip-protocol", 3)
    assert ComparisonPage(asked).is_complete


def test_a_treaty_without_recorded_articles_leads_to_its_theme(client):
    [asked] = comparisons(client, "/treaties/ilo-c190/")
    assert (asked.treaty, asked.countries) == ("", ())
    assert ComparisonPage(asked).topic is not None


def missing(client, address):
    content = client.get(address).content.decode()
    return html.unescape(re.search(r'<ul class="missing">(.*?)</ul>', content, re.DOTALL)[1])


def test_what_nobody_looked_up_stands_among_what_is_not_recorded(client):
    assert "Party or not: not looked up for" in missing(client, "/members/gb/")
    told = missing(client, "/members/nc/")
    assert "Cannot join, and whether it applies is not recorded: UNTOC" not in told.partition("<li>Party")[2]
    assert "whether it applies is not recorded:" in told
    assert "whether it applies is not recorded:" not in missing(client, "/members/bd/")


@pytest.fixture
def meeting():
    return Entry.objects.filter(kind="workshop", workshop__event_status="held").first()


def test_a_meeting_that_is_over_says_that_its_outcome_documents_are_not_recorded(client, meeting):
    content = client.get(meeting.get_absolute_url()).content.decode()
    assert re.search(r"<dt>Outcome documents</dt>\s*<dd[^>]*>.*?Not recorded", content, re.DOTALL)
    assert f"/tell-us/?about=workshop/{meeting.slug}&amp;fact=outcome-documents" in content


@pytest.mark.parametrize(
    ("role", "visibility", "is_missing"),
    [("outcome", "public", False), ("outcome", "officials", True), ("agenda", "public", True)],
)
def test_only_an_outcome_document_that_the_public_may_read_ends_that(client, meeting, role, visibility, is_missing):
    file_of(meeting, role=role, visibility=visibility)
    page = client.get(meeting.get_absolute_url()).content.decode()
    address = meeting.get_absolute_url().rstrip("/")
    [row] = csv.DictReader(io.StringIO(client.get(f"{address}.csv").getvalue().decode("utf-8-sig")))
    assert ("<dt>Outcome documents</dt>" in page) is is_missing
    assert ("outcome-documents" in row["not_recorded"].split(";")) is is_missing


def test_a_meeting_that_was_not_held_has_no_outcome_documents_to_miss(client, meeting):
    meeting.workshop.event_status = "cancelled"
    meeting.workshop.save()
    assert "Outcome documents" not in client.get(meeting.get_absolute_url()).content.decode()
