"""The page of a meeting answers when, where, by whom, with which papers and what followed, or says what is not known."""

import re

import pytest

from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, Visibility
from members.models import Organisation
from resources.models import Resource

UNKNOWN = "Not recorded Tell us"


@pytest.fixture
def page(text_of):
    def read(meeting):
        return text_of(meeting.get_absolute_url())

    return read


def part(page, title, after):
    """The text between two headings."""
    return re.search(rf" {title}(?: \d+)? (.*?) {after}", page)[1]


def test_a_meeting_of_which_little_is_known_says_so_and_where_to_tell(page, held):
    shown = page(held("Axolotl talks", "2007-08", series=None))
    for label, after in (
        ("Where", "Hosted"),
        ("Hosted by", "Chaired"),
        ("Chaired by", "Paid"),
        ("Paid for by", "Series"),
    ):
        assert part(shown, label, after).startswith("Not recorded Tell us"), label
    assert "Series Not recorded as part of a series" in shown
    assert "Agenda Not recorded Tell us : the agenda Outcomes Not recorded Tell us : the outcomes" in shown
    assert "This portal holds no agenda, paper or statement of this meeting as a file. Tell us" in shown
    assert "Participants 0 Not recorded Tell us" in shown
    assert "No document here names this meeting or says that it was endorsed at it." in shown
    assert "Time of day not recorded." in shown


def test_when_where_and_by_whom_stand_first(page, held):
    fiji, samoa = Country.objects.get(code="FJ"), Country.objects.get(code="WS")
    bodies = [Organisation.objects.create(title=f"Body {n}", status=Status.PUBLISHED) for n in "AB"]
    meeting = held("Axolotl talks", "2026-12-03", 14, end="2026-12-04", city="Suva", venue="Grand Hall", place=fiji,
                   start_time="09:30", end_time="17:00", time_zone="Pacific/Fiji")  # fmt: skip
    meeting.host_countries.add(fiji)
    meeting.host_organisations.add(bodies[0])
    meeting.co_chairs.add(samoa)
    meeting.funders.add(bodies[1])
    shown = page(meeting)
    assert (
        "When 3–4 December 2026 Where Grand Hall Suva Fiji Hosted by Fiji Body A Chaired by Samoa Paid for by Body B"
        in shown
    )
    assert "Series 14th of: Axolotl talks" in shown
    assert "Local time: 09:30 to 17:00, Pacific/Fiji (UTC+12:00)" in shown


def test_the_moment_stands_there_for_the_readers_own_time(vera, held):
    meeting = held("Axolotl talks", "2026-12-03", start_time="09:30", time_zone="Pacific/Fiji")
    html = vera.get(meeting.get_absolute_url()).content.decode()
    assert '<time datetime="2026-12-03T09:30:00+12:00"></time>' in html
    without_zone = held("Other talks", "2026-12-03", start_time="09:30")
    html = vera.get(without_zone.get_absolute_url()).content.decode()
    assert "<time datetime" not in html
    assert "09:30 to end not recorded, time zone not recorded" in html


@pytest.mark.parametrize(
    ("date", "status", "words"),
    [
        ("2007-08", "held", "Held"),
        ("2008", "planned", "Was planned; whether it was held is not recorded"),
        ("2099", "planned", "Planned"),
        ("", "planned", "Planned"),
        ("2008", "postponed", "Postponed"),
        ("2008", "cancelled", "Cancelled"),
    ],
)
def test_how_a_meeting_stands_is_the_first_thing(vera, held, date, status, words):
    meeting = held("Axolotl talks", date, event_status=status)
    html = vera.get(meeting.get_absolute_url()).content.decode()
    assert re.search(r'class="strip-state">([^<]*)', html)[1].strip() == words


def test_documents_say_what_is_held_of_them(page, held):
    meeting = held("Axolotl talks", "2007-08", outcomes="Adopted the axolotl strategy.")
    facts = {"status": Status.PUBLISHED, "meeting": meeting}
    Resource.objects.create(title="Handbook", url="https://example.org/handbook", date="2008", **facts)
    Resource.objects.create(title="Minutes", **facts)
    Resource.objects.create(title="Secret", **facts | {"visibility": Visibility.OFFICIALS})
    Resource.objects.create(title="Strategy", status=Status.PUBLISHED, endorsed_by=meeting)
    shown = page(meeting)
    assert "Outcomes Adopted the axolotl strategy." in shown
    assert "Handbook Of this meeting · 2008 · link to another site" in shown
    assert "Minutes Of this meeting · date not recorded · neither a file nor a link held" in shown
    assert "Secret" not in shown
    assert "What followed, and where it is named 1 Strategy Endorsed here" in shown


def test_participants_stand_by_role_states_before_organisations(page, held):
    meeting = held("Axolotl talks", "2007-08")
    body = Organisation.objects.create(title="Axolotl Watch", status=Status.PUBLISHED)
    hidden = Organisation.objects.create(title="Hidden body")
    for code, role in (("WS", "participant"), ("FJ", "participant"), ("PW", "observer")):
        meeting.attendances.create(country=Country.objects.get(code=code), role=role)
    meeting.attendances.create(organisation=body, role="participant", note="two people")
    meeting.attendances.create(organisation=hidden, role="participant")
    shown = page(meeting)
    assert "Participants 3 Fiji Samoa Axolotl Watch two people Observers 1 Palau" in shown
    assert "Hidden body" not in shown


def test_the_place_in_the_series_names_first_previous_next_and_gaps(page, held):
    held("First talks", "2009-05-04", 1, city="Suva")
    meeting = held("Third talks", "2011", 3)
    held("Fourth talks", "2012", 4)
    held("Fifth talks", "2099-01", 5, event_status="planned")
    shown = page(meeting)
    assert "The 3rd of the Axolotl talks , 4 recorded; 2nd not recorded." in shown
    assert (
        "First First talks 1st, 4 May 2009, Suva Before this 2nd not recorded After this Fourth talks 4th, 2012 "
        "Latest held Fourth talks 4th, 2012 Next Fifth talks 5th, January 2099 The whole series" in shown
    )


def test_a_dated_meeting_can_be_taken_into_a_calendar(vera, held):
    html = vera.get(held("Axolotl talks", "2007-08").get_absolute_url()).content.decode()
    assert 'href="/workshops/axolotl-talks.ics"' in html
    assert b"DTSTART;VALUE=DATE:20070801" in vera.get("/workshops/axolotl-talks.ics").getvalue()
    undated = held("Other talks")
    assert "Add to your calendar" not in vera.get(undated.get_absolute_url()).content.decode()
