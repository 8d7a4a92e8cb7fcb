"""The page of a member: its head, its blocks in one order, what is not recorded, and two members side by side."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.page_question import PageQuestion
from baliportal.catalogue.record_page import RecordPage
from legislation.models import CoverageCheck, Law
from members.locator import locator
from members.models import MemberState
from resources.models import Resource
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_QUERIES_OF_TWO, MOST_BYTES = 12, 12, 60_000


def entry(model, title, date="2015", **fields):
    return model.objects.create(title=title, date=date, status="published", **fields)


@pytest.fixture
def nauru():
    return Country.objects.get(code="NR")


@pytest.fixture
def block(nauru):
    """A function: the context of a block of Nauru's page, by its id, for a question."""

    def find(name, question=PageQuestion(), audience="public"):  # noqa: B008 - it is immutable
        page = RecordPage(MemberState.objects.get(country=nauru), "", question=question, audience=audience)
        return next(each for each in page.blocks if each.id == name)

    return find


# The head


def test_the_head_says_what_is_known_and_what_is_not(text_of):
    text = text_of("/members/th/")
    assert "Official name Kingdom of Thailand" in text
    assert "Groups of the process Ad Hoc Group Steering Group" in text
    assert "ASEAN (since 8 August 1967)" in text
    assert "Lead agency not recorded" in text
    assert "Joined not recorded" in text


def test_a_seat_in_a_group_of_the_process_is_told_once_and_leads_to_the_group(vera):
    page = vera.get("/members/th/").content.decode()
    assert page.count('<a href="/groups/steering-group/">Steering Group</a>') == 1


def test_contact_points_are_for_officials(client, tomasi, text_of):
    points = MemberState.objects.get(slug="th").contact_points
    points.create(role="Lost passport desk", authority="Immigration Bureau", mailbox="passports@example.org")
    assert "passports@example.org" not in text_of("/members/th/")
    client.force_login(tomasi)
    assert "Lost passport desk, Immigration Bureau: passports@example.org" in text_of("/members/th/")


def test_a_small_state_has_a_ring_round_it_and_a_far_one_the_whole_map():
    small, far = locator([("Nauru", "NR")]), locator([("Canada", "CA")])
    assert small["places"][0]["marker"]["r"] > 0
    assert "Nauru marked" in small["label"]
    assert int(far["view_box"].split()[2]) > int(small["view_box"].split()[2])
    assert locator([("Nowhere", "ZZ")]) is None


# The blocks


def test_meetings_are_told_with_the_part_that_the_country_took(block, nauru):
    hosted = entry(Workshop, "Hosted", place=nauru, event_status="held")
    hosted.host_countries.add(nauru)
    entry(Workshop, "Chaired", "2014", event_status="held").co_chairs.add(nauru)
    entry(Workshop, "Attended", "2013", event_status="planned").attendances.create(country=nauru, role="speaker")
    Workshop.objects.create(title="Draft", place=nauru)
    rows = [(row["title"], row["parts"], row["status"]) for row in block("meetings").context["meetings"]]
    assert rows == [
        ("Hosted", "host, held there", ""),
        ("Chaired", "chair", ""),
        ("Attended", "attended as speaker", "Planned"),
    ]


def test_no_meeting_and_no_resource_is_said(text_of, nauru):
    Workshop.objects.filter(place=nauru).update(place=None)
    Resource.countries.through.objects.filter(country=nauru).delete()
    text = text_of("/members/nr/")
    assert "No meeting that it hosted, chaired or attended is recorded." in text
    assert "No resource about it is recorded." in text


def test_the_newest_few_are_shown_with_the_number_of_all(block, nauru):
    for n in range(20):
        entry(Resource, f"Resource {n:02}", f"20{n:02}").countries.add(nauru)
        entry(Workshop, f"Meeting {n:02}", f"20{n:02}", place=nauru)
    resources, meetings = block("resources"), block("meetings")
    assert (resources.count, len(resources.context["resources"])) == (20, 8)
    assert resources.context["resources"][0]["title"] == "Resource 19"
    assert resources.context["more_url"] == "/resources/?country=NR"
    assert (meetings.count, len(meetings.context["meetings"])) == (20, 12)


def test_on_a_day_in_the_past_later_meetings_and_resources_had_not_been(block, nauru):
    for date in ("2014", "2015-06-01", "2015-06-02", "2016"):
        entry(Workshop, f"Meeting of {date}", date, place=nauru)
        entry(Resource, f"Resource of {date}", date).countries.add(nauru)
    day = PageQuestion(as_of=datetime.date(2015, 6, 1))
    assert [row["title"] for row in block("meetings", day).context["meetings"]] == [
        "Meeting of 2015-06-01",
        "Meeting of 2014",
    ]
    assert block("resources", day).count == 2


@pytest.mark.parametrize(
    ("law", "state", "label"),
    [
        (True, "", "recorded"),
        (True, "confirmed-none", "recorded"),
        (True, "disputed", "disputed"),
        (False, "", "not checked"),
        (False, "recorded", "not checked"),
        (False, "confirmed-none", "confirmed: none"),
        (False, "disputed", "disputed"),
    ],
)
def test_coverage_tells_four_states_apart(block, nauru, law, state, label):
    theme = Topic.objects.get(slug="prevention")
    Law.countries.through.objects.filter(country=nauru).delete()
    if law:
        made = entry(Law, "Act on awareness")
        made.countries.add(nauru)
        made.topics.add(theme.narrower.first() or theme)
    if state:
        CoverageCheck.objects.create(
            country=nauru,
            topic=theme,
            of="law",
            state=state,
            checked_on=datetime.date(2026, 11, 1),
            checked_by="jurist",
        )
    rows = {row["theme"]: row for row in block("coverage").context["rows"]}
    assert (rows[theme.label]["label"], rows[theme.label]["laws"]) == (label, int(law))
    assert rows[theme.label]["checked"] == (
        "1 November 2026, jurist" if label in ("disputed", "confirmed: none") else ""
    )


def test_what_is_missing_is_said_in_one_place(block, nauru):
    Law.countries.through.objects.filter(country=nauru).delete()
    sentences = block("not-recorded").context["sentences"]
    assert "Lead agency: not recorded" in sentences
    assert "Date of joining: not recorded" in sentences
    assert any(each.startswith("No law on:") and "Trafficking in persons" in each for each in sentences)
    MemberState.objects.filter(country=nauru).update(lead_agency="Department of Justice")
    assert "Lead agency: not recorded" not in block("not-recorded").context["sentences"]


# Two members


def test_two_members_stand_side_by_side_in_every_fact_and_every_block(vera, text_of):
    text = text_of("/members/my/?with=TH")
    assert "Official name Malaysia: Malaysia Thailand: Kingdom of Thailand" in text
    assert "Subregion Malaysia: South-East Asia Thailand: South-East Asia" in text
    page = vera.get("/members/my/?with=th").content.decode()
    assert page.count("<h3>Malaysia</h3>") == page.count("<h3>Thailand</h3>") > 3
    ids = [piece.split('"')[0] for piece in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_a_code_without_a_member_gets_a_sentence_and_the_page_of_the_one(vera):
    response = vera.get("/members/my/?with=zz")
    assert response.status_code == 200
    assert "No member with the code “zz” is published here" in response.content.decode()
    assert "cannot stand beside itself" in vera.get("/members/my/?with=my").content.decode()


def test_a_member_that_is_not_published_stands_beside_nobody(vera):
    MemberState.objects.filter(slug="th").update(status="draft")
    page = vera.get("/members/my/?with=th").content.decode()
    assert "No member with the code “th” is published here" in page
    assert "Kingdom of Thailand" not in page


def test_a_hostile_code_is_text(vera):
    assert "<script>alert" not in vera.get("/members/my/?with=<script>alert(1)</script>").content.decode()


# Size


@pytest.mark.parametrize(
    ("address", "most"), [("/members/id/", MOST_QUERIES), ("/members/id/?with=au", MOST_QUERIES_OF_TWO)]
)
def test_a_member_costs_few_queries_and_few_bytes(vera, address, most):
    vera.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = vera.get(address)
    assert len(queries) <= most
    assert len(response.content) < MOST_BYTES


# Another day


def test_a_group_that_was_surely_not_joined_yet_or_left_already_is_not_told_of_that_day(text_of):
    assert "ASEAN (since 26 October 2025)" in text_of("/members/tl/?as_of=2025-10-26")
    assert "ASEAN" not in text_of("/members/tl/?as_of=2025-10-25").split("Country groups")[1].split("Lead agency")[0]
    assert "ASEAN (since 1984)" in text_of("/members/bn/?as_of=1984-05-01")  # some time in 1984: perhaps


def test_before_it_joined_a_state_was_no_member_yet(text_of):
    assert "Membership Member since 1 April 2013, not yet on that day" in text_of("/members/ae/?as_of=2013-03-31")
    assert "Membership Member Joined 1 April 2013" in text_of("/members/ae/?as_of=2013-04-01")


def test_of_what_the_portal_said_on_a_day_the_groups_of_today_are_left_out(text_of):
    text = text_of(f"/members/th/?known={timezone.localdate()}")
    assert "Groups of the process Ad Hoc Group Steering Group" in text
    assert "Country groups" not in text.split("Lead agency")[0]
