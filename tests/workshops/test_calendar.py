"""The calendar shows each meeting on its days, or under its month or year where no more is known, and under filters."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError

from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.publishing import Visibility
from workshops.models import Workshop

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The same day for all that asks."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def titles(vera):
    """The titles of the meetings under each heading of a page that begin with “Axolotl”, without that word."""

    def read(address):
        html = vera.get(address).content.decode()
        sections = re.split(r"<h2[^>]*>", html)[1:]
        found = {}
        for section in sections:
            heading = re.sub(r'<span class="count">.*|<[^>]+>', "", section.split("</h2>")[0]).strip()
            names = re.findall(r'<li class="calendar-entry">.*?<bdi>Axolotl (.*?)</bdi>', section, re.DOTALL)
            if names:
                found[heading] = names
        return found

    return read


def test_the_list_has_what_is_to_come_first_the_nearest_first(titles, held, text_of):
    held("Axolotl past", "2026-10")
    held("Axolotl this year", "2026")
    held("Axolotl plan", "2026", event_status="planned")
    held("Axolotl now", "2026-11-27", end="2026-11-28", event_status="planned")
    held("Axolotl next", "2026-12-03", event_status="planned")
    held("Axolotl later", "2027-05", event_status="postponed")
    held("Axolotl called off", "2027-01", event_status="cancelled")
    held("Axolotl never told", "2026-11-27", event_status="planned")
    held("Axolotl undated", event_status="planned")
    assert titles("/calendar/") == {
        "To come": ["plan", "now", "next", "called off", "later"],
        "Latest": ["never told", "past", "this year"],
        "Date not recorded": ["undated"],
    }
    page = text_of("/calendar/")
    assert "27 November 2026 Axolotl never told Was planned; whether it was held is not recorded" in page
    assert "2026, month and day are not recorded Axolotl plan Planned" in page
    assert "January 2027, the day is not recorded Axolotl called off Cancelled" in page


def test_the_file_has_whatever_has_a_year_on_all_of_its_days_and_the_list_names_the_rest(vera, text_of, held):
    held("Axolotl day", "2019-05-01")
    held("Axolotl month", "2019-05")
    held("Axolotl year", "2019")
    held("Axolotl years", "2019", end="2020-02")
    held("Axolotl undated")
    text = vera.get("/calendar.ics").getvalue().decode().replace("\r\n ", "")
    spans = [tuple(re.findall(r"^(?:SUMMARY:Axolotl |DT(?:START|END);VALUE=DATE:)(.*)\r$", event, re.MULTILINE))
             for event in text.split("BEGIN:VEVENT")[1:]]  # fmt: skip
    assert sorted(span for span in spans if len(span) == 3) == [
        ("day", "20190501", "20190502"),
        ("month (day not recorded)", "20190501", "20190601"),
        ("year (day and month not recorded)", "20190101", "20200101"),
        ("years (day and month not recorded)", "20190101", "20200301"),
    ]
    assert "Axolotl undated" not in text
    page = text_of("/calendar/")
    assert "Not even the year of these is recorded: no month, no year and no calendar file has them." in page
    assert "Axolotl undated" in page


def test_a_last_day_without_a_first_is_refused_as_no_calendar_could_show_it(series):
    with pytest.raises(ValidationError) as refused:
        Workshop(title="Axolotl talks", end_date=PartialDate(2005)).clean()
    assert list(refused.value.message_dict) == ["date"]


def test_without_any_to_come_the_list_says_so(text_of):
    assert "To come No meeting to come is recorded. Tell us of one" in text_of("/calendar/")


def test_a_month_has_its_days_then_what_is_known_to_the_month_then_to_the_year(titles, held):
    held("Axolotl first", "2019-05-01")
    held("Axolotl over the end", "2019-05-31", end="2019-06-02")
    held("Axolotl from before", "2019-04-29", end="2019-05-02")
    held("Axolotl of the month", "2019-05")
    held("Axolotl of the year", "2019")
    held("Axolotl of two years", "2018", end="2019")
    held("Axolotl before", "2019-04-30")
    held("Axolotl after", "2019-06")
    assert titles("/calendar/2019/5/") == {
        "May 2019": ["from before", "first", "over the end"],
        "Some time in May 2019": ["of the month"],
        "Some time in 2019, the month is not recorded": ["of two years", "of the year"],
    }


def test_each_day_of_the_table_names_what_is_on_it(vera, held):
    held("Axolotl talks", "2019-05-30", end="2019-06-02")
    html = vera.get("/calendar/2019/5/").content.decode()
    days = re.findall(r"<td([^>]*)>(.*?)</td>", html, re.DOTALL)
    assert len(days) == 5 * 7
    on = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for _, cell in days if "Axolotl" in cell]
    assert [cell.split(" 2019")[0] for cell in on] == ["30 30 May", "31 31 May", "1 1 June", "2 2 June"]
    assert 'aria-current="date"' not in html
    assert html.count("Monday") == 1
    assert vera.get("/calendar/2026/11/").content.decode().count('aria-current="date"') == 1


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_meeting_that_does_not_take_place_says_so_wherever_it_is_listed(vera, held, text_of, status):
    held("Axolotl talks", "2027-03-16", event_status=status)
    word = status.capitalize()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", vera.get("/calendar/2027/3/").content.decode(), re.DOTALL)
    shown = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells if "Axolotl" in cell]
    assert shown == [f"16 16 March 2027, 1 recorded Axolotl talks {word}"]
    assert f"New in this portal Axolotl talks Meeting 16 March 2027 {word}" in text_of("/")
    assert f"<li>{word}</li>" in vera.get("/workshops.atom?q=axolotl").content.decode()


def test_a_year_goes_month_by_month_and_ends_with_what_has_no_month(titles, held):
    held("Axolotl talks", "2019-05-30")
    held("Axolotl month", "2019-05")
    held("Axolotl winter", "2018-12-30", end="2019-01-02")
    held("Axolotl year", "2019")
    found = titles("/calendar/2019/")
    assert found["January 2019"] == ["winter"]
    assert found["May 2019"] == ["month", "talks"]
    assert found["Some time in 2019, the month is not recorded"] == ["year"]


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("series=axolotl-talks", ["of the series"]),
        ("series=AXOLOTL-TALKS", ["of the series"]),
        ("host=FJ", ["of a host"]),
        ("host=fj", ["of a host"]),
        ("type=training", ["of a kind"]),
        ("kind=workshop", ["of a host", "of a kind", "of a theme", "of the series"]),
        ("kind=law", []),
        ("topic=", ["of a host", "of a kind", "of a theme", "of the series"]),
        ("host=FJ&type=training", []),
        ("series=%00%F0%28", []),
    ],
)
def test_filters_narrow_pages_and_the_file_alike(titles, vera, held, choice, shown):
    held("Axolotl of the series", "2019-05-01")
    held("Axolotl of a theme", "2019-05-02", series=None)
    held("Axolotl of a host", "2019-05-03", series=None).host_countries.add(Country.objects.get(code="FJ"))
    held("Axolotl of a kind", "2019-05-04", series=None, type="training")
    for address in ("/calendar/2019/", "/calendar/2019/5/"):
        assert sorted(name for names in titles(f"{address}?{choice}").values() for name in names) == shown
    text = vera.get(f"/calendar.ics?{choice}").getvalue().decode()
    assert sorted(re.findall(r"SUMMARY:Axolotl (.*)\r\n", text)) == shown


def test_a_wider_theme_has_the_meetings_of_its_narrower_themes(titles, held):
    narrower = Topic.objects.exclude(parent=None).first()
    held("Axolotl talks", "2019-05-01").topics.add(narrower)
    for topic in (narrower, narrower.parent):
        assert titles(f"/calendar/2019/?topic={topic.slug}")["May 2019"] == ["talks"]


def test_the_page_says_how_to_subscribe_to_what_it_shows(vera, series):
    html = vera.get("/calendar/?series=axolotl-talks&nonsense=1").content.decode()
    assert 'href="webcal://testserver/calendar.ics?series=axolotl-talks"' in html
    assert ">http://testserver/calendar.ics?series=axolotl-talks<" in html
    assert 'value="axolotl-talks" selected>Axolotl talks</option>' in html


def test_a_choice_that_does_not_occur_is_shown_as_it_was_typed(text_of):
    page = text_of("/calendar/?series=nonsense")
    assert "nonsense (nothing of this is recorded)" in page
    assert "No meeting to come is recorded under these choices." in page


def test_crawlers_and_calendar_programs_may_fetch_the_files_to_subscribe_to(vera):
    rules = vera.get("/robots.txt").content.decode().splitlines()
    assert {"Allow: /calendar.ics", "Allow: /workshops.ics"} <= set(rules)


@pytest.mark.parametrize("address", ["/calendar/1799/", "/calendar/2200/", "/calendar/2025/0/", "/calendar/2025/13/"])
def test_there_is_no_such_month(vera, address):
    assert vera.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/calendar/1800/1/", "/calendar/2199/12/"])
def test_months_far_away_are_empty_and_lead_nowhere(vera, address):
    html = vera.get(address).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    year = address.split("/")[2]
    assert f'href="/calendar/{int(year) - 1}' not in html
    assert f'href="/calendar/{int(year) + 1}' not in html


def test_the_file_has_what_everybody_may_see_and_officials_have_their_own(vera, client, tomasi, held):
    held("Axolotl open", "2019-05-01")
    held("Axolotl closed", "2019-05-02", visibility=Visibility.OFFICIALS)
    assert re.findall(r"SUMMARY:Axolotl (\w+)", vera.get("/calendar.ics").getvalue().decode()) == ["open"]
    answer = vera.get("/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    again = vera.get("/calendar.ics", headers={"If-None-Match": f'"{answer["ETag"][3:-1]}"'})
    assert again.status_code == 304
    manifest = vera.get("/calendar.ics.manifest.json").json()
    assert manifest["resources"][0]["format"] == "ics"


def test_a_new_version_of_a_meeting_has_the_same_uid_and_a_higher_sequence(vera, held):
    meeting = held("Axolotl talks", "2027-05-01", event_status="planned")

    def event():
        text = vera.get("/workshops/axolotl-talks.ics").getvalue().decode()
        return re.search(r"UID:(.*)\r", text)[1], int(re.search(r"SEQUENCE:(\d+)", text)[1]), text

    uid, sequence, _ = event()
    meeting.event_status = "cancelled"
    meeting.save()
    new_uid, new_sequence, text = event()
    assert (new_uid, new_sequence > sequence) == (uid, True)
    assert "STATUS:CANCELLED\r\n" in text


def test_any_filter_of_the_list_of_meetings_is_a_calendar(vera, held):
    held("Axolotl training", "2019-05-01", type="training")
    held("Axolotl talks", "2019-05-01", type="other")
    text = vera.get("/workshops.ics?type=training&q=axolotl").getvalue().decode()
    assert re.findall(r"SUMMARY:Axolotl (\w+)", text) == ["training"]
    assert 'href="/workshops.ics?type=training"' in vera.get("/workshops/?type=training").content.decode()


def test_the_home_page_names_the_next_meeting_or_the_last_one(text_of, held):
    assert "No meeting to come is recorded in this portal. The last one recorded:" in text_of("/")
    held(
        "Axolotl next", "2026-12-03", event_status="planned", city="Suva", start_time="09:30", time_zone="Pacific/Fiji"
    )
    page = text_of("/")
    assert (
        "Next meetings Axolotl next Meeting 3 December 2026 09:30 to end not recorded, Pacific/Fiji (UTC+12:00) Suva"
        in page
    )
    assert "No meeting to come" not in page
