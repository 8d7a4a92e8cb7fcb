"""Opportunities and campaigns: lists of their own, open and past apart, and what does not say when it closes."""

import csv
import datetime
import io

import pytest

from baliportal.catalogue.calendar_entries import CalendarQuestion
from baliportal.catalogue.models import Country
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.quality.score import quality_of
from resources.models import Resource
from resources.opportunities.calendar_source import CLOSING_DATES
from resources.opportunities.closing import Closing, closing_in_words, closing_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 15)


@pytest.mark.parametrize(
    ("date", "state", "opportunity", "campaign"),
    [
        (None, "not-recorded", "Closing date not recorded", "Last day not recorded"),
        ("2026-03-15", "open", "Closes 15 March 2026", "Ends 15 March 2026"),
        ("2026-03-14", "past", "Closed 14 March 2026", "Ended 14 March 2026"),
        ("2026-03", "open", "Closes some time in March 2026", "Ends some time in March 2026"),
        ("2026-04", "open", "Closes April 2026", "Ends April 2026"),
        ("2026", "open", "Closes some time in 2026", "Ends some time in 2026"),
        ("2025", "past", "Closed 2025", "Ended 2025"),
    ],
)
def test_a_date_counts_as_past_only_when_all_days_that_it_may_mean_have_passed(date, state, opportunity, campaign):
    date = date and PartialDate.parse(date)
    assert closing_of(date, DAY) is Closing(state)
    assert closing_in_words("opportunity", date, DAY) == opportunity
    assert closing_in_words("campaign", date, DAY) == campaign


@pytest.fixture
def today(monkeypatch):
    """The 15th of March 2026, for the lists and the pages."""
    for module in ("sections", "head"):
        monkeypatch.setattr(f"resources.opportunities.{module}.timezone.localdate", lambda: DAY)


@pytest.fixture
def calls(today):
    """Four calls of our own, and no other."""
    Resource.objects.filter(type="opportunity").delete()
    closing = {"Wombat call": "2026-06-30", "Numbat call": "2026-03-20", "Quokka call": "2025-12-01", "Bilby call": ""}
    return [
        Resource.objects.create(
            title=title, type="opportunity", closing_date=date or None, status="published", date="2025"
        )
        for title, date in closing.items()
    ]


def section(page, name):
    return page.partition(f'<section class="block" id="{name}"')[2].partition("</section>")[0]


def test_open_unknown_and_past_stand_apart_the_first_to_close_first(vera, calls):
    page = vera.get("/opportunities/").content.decode()
    opened = section(page, "open")
    assert opened.index("Numbat call") < opened.index("Wombat call")
    assert "Closes 20 March 2026" in opened
    assert "Bilby call" in section(page, "not-recorded")
    assert "Closing date not recorded" in section(page, "not-recorded")
    assert "Closed 1 December 2025" in section(page, "past")
    assert "Quokka call" not in opened


def test_a_section_with_nothing_says_so(vera, calls):
    Resource.objects.filter(title__in=["Wombat call", "Numbat call"]).delete()
    assert "None is recorded." in section(vera.get("/opportunities/").content.decode(), "open")


def test_filters_and_words_narrow_the_list_and_its_files_alike(vera, calls):
    calls[0].countries.add(Country.objects.get(code="FJ"))
    for query, titles in {"country=FJ": {"Wombat call"}, "q=quokka": {"Quokka call"}, "country=TO": set()}.items():
        page = vera.get(f"/opportunities/?{query}").content.decode()
        assert {call.title for call in calls if f'<a href="{call.get_absolute_url()}">' in page} == titles
        text = vera.get(f"/opportunities.csv?{query}").getvalue().decode("utf-8-sig")
        assert {row["title"] for row in csv.DictReader(io.StringIO(text))} == titles


def test_a_list_of_one_type_holds_that_type_alone_also_where_another_is_asked_for(vera, calls):
    Resource.objects.create(title="Wallaby campaign", type="campaign", status="published")
    for path in ("/opportunities/?type=campaign", "/download/opportunities/?type=campaign"):
        assert "Wallaby campaign" not in vera.get(path).content.decode()
    assert b"Wallaby campaign" not in vera.get("/opportunities.csv?type=campaign").getvalue()
    assert "Wallaby campaign" in section(vera.get("/campaigns/").content.decode(), "not-recorded")
    assert b"Wombat" not in vera.get("/campaigns.csv").getvalue()


def test_drafts_and_what_is_for_officials_are_on_no_list(vera, calls):
    for values in ({"status": "draft"}, {"status": "published", "visibility": "officials"}):
        Resource.objects.create(title="Hidden call", type="opportunity", closing_date="2026-12-31", **values)
    assert "Hidden call" not in vera.get("/opportunities/").content.decode()
    assert b"Hidden call" not in vera.get("/opportunities.json").getvalue()


def test_past_ones_come_in_pages_the_latest_first_and_a_page_beyond_is_not_found(vera, calls, monkeypatch):
    monkeypatch.setattr("resources.opportunities.sections.PAGE_OF_PAST", 1)
    monkeypatch.setattr("resources.opportunities.views.PAGE_OF_PAST", 1)
    Resource.objects.create(title="Older call", type="opportunity", closing_date="2020", status="published")
    first, second = (vera.get(f"/opportunities/?page={n}").content.decode() for n in (1, 2))
    assert "Quokka call" in section(first, "past")
    assert "Older call" not in section(first, "past")
    assert 'href="/opportunities/?page=2#past"' in first
    assert "Older call" in section(second, "past")
    assert vera.get("/opportunities/?page=3").status_code == 404


def test_the_page_of_one_says_at_its_top_when_it_closes(vera, calls):
    pages = [vera.get(call.get_absolute_url()).content.decode().partition('<section class="strip')[2] for call in calls]
    said = ["Closes 30 June 2026", "Closes 20 March 2026", "Closed 1 December 2025", "Closing date not recorded"]
    assert all(words in page for words, page in zip(said, pages, strict=True))
    report = Resource.objects.published().filter(type="report").first()
    assert '<section class="strip' not in vera.get(report.get_absolute_url()).content.decode()


def test_the_list_of_resources_leads_to_both(vera):
    page = vera.get("/resources/").content.decode()
    assert '<a href="/opportunities/">Opportunities</a>' in page
    assert '<a href="/campaigns/">Campaigns</a>' in page


def test_the_checks_find_a_call_without_a_closing_date_and_one_that_closed_before_it_was_published(calls):
    findings = [{check.name for check in quality_of(call).findings} for call in calls]
    assert ["no-closing-date" in names for names in findings] == [False, False, False, True]
    early = Resource.objects.create(title="Early call", type="opportunity", closing_date="2019", date="2020-05")
    assert "closed-before-published" in {check.name for check in quality_of(early).findings}
    assert "closed-before-published" not in findings[0]


# In the calendar


def test_closing_dates_stand_in_the_calendar_and_in_its_file_beside_meetings(vera, calls):
    month = vera.get("/calendar/2026/6/").content.decode()
    assert "Closes: Wombat call" in month
    assert "Closing date of an opportunity" in month
    file = vera.get("/calendar.ics?kind=resource").getvalue().decode()
    assert "SUMMARY:Closes: Wombat call" in file
    assert "DTSTART;VALUE=DATE:20260630\r\nDTEND;VALUE=DATE:20260701" in file
    assert "Bilby call" not in file
    assert "Wombat call" not in vera.get("/calendar.ics?kind=workshop").getvalue().decode()


def test_a_closing_date_known_to_the_month_is_in_the_calendar_as_long_as_it_may_be_to_come():
    call = Resource.objects.create(title="Vague call", type="opportunity", closing_date="2026-03", status="published")
    for day, is_there in {datetime.date(2026, 3, 31): True, datetime.date(2026, 4, 1): False}.items():
        assert (call in CLOSING_DATES.select(CalendarQuestion(first=day), "public")) is is_there
    for day, is_there in {datetime.date(2026, 3, 1): True, datetime.date(2026, 2, 28): False}.items():
        assert (call in CLOSING_DATES.select(CalendarQuestion(last=day), "public")) is is_there


def test_a_calendar_of_one_series_or_host_has_no_closing_dates(calls):
    for chosen in ({"series": "ministerial-conferences"}, {"host": "AU"}, {"type": "workshop"}):
        assert not CLOSING_DATES.select(CalendarQuestion(**chosen), "public").exists()
    assert CLOSING_DATES.select(CalendarQuestion(type="opportunity"), "public").count() == 3
