"""Meetings in a real browser: the next ones into one's own calendar, the papers of an old one, and nothing to axe."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.publishing import Status
from workshops.models import Series, Workshop

from ...exports.calendar_readers import by_vobject
from .marks import pytestmark  # noqa: F401
from .test_admin import AXE, OVERFLOW, RULES, RUN
from .test_questions_answered import visitor  # noqa: F401 - a fixture


@pytest.fixture
def meeting(portal):
    """The nineteenth meeting of the Ad Hoc Group, in ten days."""
    day = PartialDate.of(timezone.localdate() + timedelta(days=10))
    return Workshop.objects.create(
        title="Nineteenth Meeting of the Ad Hoc Group", type="ad-hoc-group", date=day, city="Suva", start_time="09:30",
        end_time="17:00", time_zone="Pacific/Fiji", series=Series.objects.get(slug="ad-hoc-group"), ordinal=19,
        status=Status.PUBLISHED,
    )  # fmt: skip


def test_the_next_meetings_into_my_calendar(visitor, meeting, tmp_path):  # noqa: F811
    visitor.page.goto(visitor.portal)
    assert meeting.title in visitor.page.locator("section", has_text="Next meetings").first.inner_text()
    visitor.click(visitor.page.locator("main").get_by_role("link", name="Calendar of meetings"))
    assert meeting.title in visitor.first_screen()
    subscribe = visitor.page.get_by_role("link", name="Subscribe", exact=True).last
    assert subscribe.get_attribute("href") == f"webcal://{visitor.portal.split('//')[1]}/calendar.ics"
    with visitor.page.expect_download() as download:
        visitor.click(visitor.page.get_by_role("link", name="Download once"))
    download.value.save_as(tmp_path / "calendar.ics")
    titles = [read.title for read in by_vobject((tmp_path / "calendar.ics").read_bytes().decode()).values()]
    assert f"Planned: {meeting.title}" in titles
    assert visitor.clicks <= 3


def test_the_papers_of_the_workshop_on_lost_and_stolen_passports(visitor):  # noqa: F811
    visitor.search("lost and stolen passports 2007")
    visitor.click(visitor.page.locator("ol.results h3 a", has_text="Third Lost and Stolen Passport"))
    shown = visitor.page.locator("main").inner_text()
    assert re.search(r"This portal holds no agenda, paper or statement of this meeting as a file\.\s+Tell us", shown)
    assert re.search(r"The 3rd of the Lost and Stolen Passport.*1st and 2nd not recorded", shown, re.DOTALL)
    assert "August 2007" in visitor.first_screen()
    assert visitor.clicks <= 3


def test_the_readers_own_time_stands_beside_the_local_time(portal, browser, meeting):
    context = browser.new_context(timezone_id="Asia/Dhaka", locale="en-GB")
    page = context.new_page()
    for address in (meeting.get_absolute_url(), "/calendar/"):
        page.goto(f"{portal}{address}")
        shown = page.locator(".reader-time", has_text="Your time").first.inner_text()
        assert "03:30" in shown
        assert "11:00" in shown
    context.close()


def test_the_calendar_works_without_script(portal, browser, meeting):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/calendar/")
    assert not page.get_by_text("Your time").first.is_visible()
    assert page.get_by_text("09:30 to 17:00, Pacific/Fiji").first.is_visible()
    page.locator(".calendar-filters summary").click()
    page.get_by_label("Series").select_option(label="Steering Group meetings")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**series=steering-group*")
    assert meeting.title not in page.locator("main").inner_text()
    page.get_by_role("link", name="2025", exact=True).click()
    assert "Nineteenth Bali Process Steering Group Meeting" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(portal, page, meeting, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for address in ("/calendar/", "/calendar/2025/", "/calendar/2025/5/", "/series/", "/series/ad-hoc-group/",
                    meeting.get_absolute_url(), "/workshops/ministerial-conference-8/"):  # fmt: skip
        page.goto(f"{portal}{address}")
        assert page.complaints == []
        sideways = page.evaluate(OVERFLOW)
        page.evaluate(AXE.read_text())
        found[address] = page.evaluate(RUN, RULES) + ([f"scrolls by {sideways} px"] if sideways else [])
        page.complaints.clear()  # axe tries styles of its own
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
