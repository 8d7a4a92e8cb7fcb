"""What officials see beyond the public: listed for them, newest first, and nowhere for anybody else."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country, JournalHead
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.search.index.sync import catch_up
from legislation.models import Law
from members.models import MemberState
from workshops.models import Workshop

from ..files.storing import file_of
from ..sampling import sample
from . import addresses
from .test_unpublished import MOVES_ON

pytestmark = pytest.mark.django_db
PAGES = ["/officials/", "/officials/contacts/", "/officials/records/", "/officials/papers/"]
FUNCTION, MAILBOX, AUTHORITY = "Okapi desk", "okapi@example.org", "Office of okapis"


@pytest.fixture
def official(tomasi):
    browser = Client()
    browser.force_login(tomasi)
    return browser


@pytest.fixture
def staff(ana):
    browser = Client()
    browser.force_login(ana)
    return browser


def member(code="FJ", title="Fiji", **fields):
    fields = {"type": "member", "status": Status.PUBLISHED} | fields
    return MemberState.objects.create(title=title, country=Country.objects.get(code=code), **fields)


def entry(title, visibility, model=Law, **fields):
    return model.objects.create(title=title, type="act", status=Status.PUBLISHED, visibility=visibility, **fields)


def order_of(content, *words):
    return sorted(words, key=content.index)


def text_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2]  # the address above it is printed
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def contents(address):
    return addresses.plain(Client().get(address).getvalue())


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_led_to_the_sign_in_and_learns_nothing_not_even_whether_there_is_anything(
    vera, empty_portal, page
):
    before = vera.get(page)
    assert (before.status_code, before["Location"]) == (302, f"/accounts/login/?next={page.replace('/', '%2F')}")
    assert {"no-store", "private"} <= set(before["Cache-Control"].split(", "))
    member().contact_points.create(role=FUNCTION, mailbox=MAILBOX)
    entry("Kept among officials", Visibility.OFFICIALS)
    after = vera.get(page)
    assert (after.content, after["Location"]) == (before.content, before["Location"])


def test_contact_points_stand_by_member_and_by_function_and_what_is_missing_is_said(official, empty_portal):
    member("TH", "Thailand").contact_points.create(role="Anti-trafficking desk", mailbox="att@th.example.org")
    member().contact_points.create(role=FUNCTION, mailbox=MAILBOX, authority=AUTHORITY)
    member("TO", "Tonga")
    text = text_of(official, "/officials/contacts/")
    assert f"Fiji Function Authority Mailbox {FUNCTION} {AUTHORITY} {MAILBOX}" in text
    assert "Thailand Function Authority Mailbox Anti-trafficking desk not recorded att@th.example.org" in text
    assert "No contact point recorded Tonga" in text
    content = official.get("/officials/contacts/").content.decode()
    assert order_of(content, '<a href="/members/fiji/">Fiji', '<a href="/members/thailand/">Thailand') == [
        '<a href="/members/fiji/">Fiji', '<a href="/members/thailand/">Thailand',
    ]  # fmt: skip
    by_function = official.get("/officials/contacts/?by=function").content.decode()
    assert order_of(by_function, f">{FUNCTION}</h2>", ">Anti-trafficking desk</h2>")[0] == ">Anti-trafficking desk</h2>"
    assert f"{FUNCTION} Member Authority Mailbox Fiji {AUTHORITY}" in text_of(
        official, "/officials/contacts/?by=function"
    )
    assert text_of(official, "/officials/contacts/?by=nonsense") == text


def test_contact_points_of_a_member_that_is_not_published_for_them_are_not_shown(official, staff, empty_portal):
    member(status=Status.DRAFT).contact_points.create(role="Drafted desk", mailbox=MAILBOX)
    member("TO", "Tonga", visibility=Visibility.SECRETARIAT).contact_points.create(role="Inner desk", mailbox=MAILBOX)
    member("TH", "Thailand", visibility=Visibility.OFFICIALS).contact_points.create(role="Own desk", mailbox=MAILBOX)
    shown = text_of(official, "/officials/contacts/")
    assert [word for word in ("Drafted desk", "Inner desk", "Own desk") if word in shown] == ["Own desk"]
    shown = text_of(staff, "/officials/contacts/")
    assert [word for word in ("Drafted desk", "Inner desk", "Own desk") if word in shown] == ["Inner desk", "Own desk"]


def test_records_for_officials_stand_newest_first_and_lead_to_their_usual_addresses(official, staff, empty_portal):
    entry("Open to all", Visibility.PUBLIC)
    older = entry("Older among officials", Visibility.OFFICIALS, date="2031-05")
    entry("Newer among officials", Visibility.OFFICIALS)
    entry("Of the secretariat", Visibility.SECRETARIAT)
    entry("Not yet", Visibility.OFFICIALS).__class__.objects.filter(title="Not yet").update(status=Status.DRAFT)
    for page in ("/officials/", "/officials/records/"):
        content = official.get(page).content.decode()
        assert order_of(content, "Newer among officials", "Older among officials")[0] == "Newer among officials"
        assert not re.search("Open to all|Of the secretariat|Not yet", content)
        assert "Of the secretariat</a> <span" in staff.get(page).content.decode()
    text = text_of(official, "/officials/records/")
    assert "Older among officials For officials only Law · May 2031 · changed" in text
    assert official.get(older.get_absolute_url()).status_code == 200
    assert Client().get(older.get_absolute_url()).status_code == 404


def test_papers_of_meetings_for_officials_stand_with_their_meeting(official, empty_portal):
    meeting = entry("Open meeting", Visibility.PUBLIC, Workshop)
    closed = entry("Closed meeting", Visibility.OFFICIALS, Workshop)
    file_of(meeting, b"Agenda", title="Agenda for officials", visibility=Visibility.OFFICIALS)
    file_of(meeting, b"Programme", title="Programme for all")
    file_of(meeting, b"Minutes", title="Minutes of the secretariat", visibility=Visibility.SECRETARIAT)
    file_of(closed, b"Notes", title="Notes of the closed meeting")
    for page in ("/officials/", "/officials/papers/"):
        text = text_of(official, page)
        assert "Agenda for officials For officials only File · of Open meeting" in text
        assert "Notes of the closed meeting For officials only File · of Closed meeting" in text
        assert not re.search("Programme for all|Minutes of the secretariat", text)


def test_a_long_list_stands_on_pages_and_costs_few_queries(official, empty_portal):
    with journal.recording():
        for number in range(53):
            entry(f"Act {number}", Visibility.OFFICIALS)
    assert official.get("/officials/records/").content.decode().count("Law · ") == 50
    assert "Page 2 of 2" in text_of(official, "/officials/records/?page=2")
    assert text_of(official, "/officials/records/?page=99") == text_of(official, "/officials/records/?page=2")
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            official.get(page)
        assert len(queries) <= 12


@pytest.mark.parametrize("page", PAGES)
def test_no_answer_to_an_official_is_kept_for_anybody_else(official, vera, empty_portal, page):
    entry("Kept among officials", Visibility.OFFICIALS)
    response = official.get(page)
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "ETag" not in response
    assert vera.get(page).status_code == 302


def test_the_way_to_the_area_is_shown_to_those_for_whom_it_is(official, staff, vera):
    link = '<a href="/officials/">For officials</a>'
    assert [link in browser.get("/about/").content.decode() for browser in (official, staff, vera)] == [
        True,
        True,
        False,
    ]


@pytest.mark.sampled
def test_contact_points_and_papers_of_officials_change_nothing_that_a_visitor_is_told(empty_portal):
    fiji, meeting = member(), entry("Open meeting", Visibility.PUBLIC, Workshop)
    catch_up()
    walked = sample([a for a in addresses.FIXED if not a.endswith((".xlsx", ".jsonl"))], one_in=4)
    asked = [*walked, *addresses.of_record(fiji)[:2], *addresses.of_record(meeting)[:2], "/search.atom", "/sitemap.xml",
             "/search/?q=okapi", "/search.json?q=okapi", "/search/suggest.json?q=okap", "/search/suggest-words.json?q=okap"]  # fmt: skip
    before, number = {address: contents(address) for address in asked}, JournalHead.public()
    fiji.contact_points.create(role=FUNCTION, mailbox=MAILBOX, authority=AUTHORITY)
    file_of(meeting, b"okapi", name="okapi.txt", title="Okapi paper", visibility=Visibility.OFFICIALS)
    catch_up()
    cache.clear()
    assert JournalHead.public() == number
    after = {address: contents(address) for address in asked}
    plain = {a: (re.sub(MOVES_ON, b"", before[a]), re.sub(MOVES_ON, b"", after[a])) for a in asked}
    plain.pop("/readyz", None)  # tells how far the index of the machine is, for its operators
    assert [address for address, (one, other) in plain.items() if one != other] == []
