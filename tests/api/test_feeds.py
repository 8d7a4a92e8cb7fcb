"""Atom feeds of lists and searches: valid for others, newest change first, ids for ever, in every script."""

import json
from datetime import date, timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Country, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.exports.delivery import links
from legislation.models import Law
from resources.models import Resource
from workshops.models import Workshop

from ..sampling import examples
from .reading import id_of, read, titles, valid_tree

pytestmark = pytest.mark.django_db
FEEDS = [
    "/search.atom", "/workshops.atom", "/legislation.atom", "/agreements.atom", "/treaties.atom", "/resources.atom",
    "/members.atom", "/organisations.atom", "/systems.atom", "/commitments.atom", "/opportunities.atom", "/campaigns.atom",
]  # fmt: skip
#: Every filter of a list, with a value that some record of the starter content has.
FILTERS = [
    "q=trafficking", "kind=law", "country=ID", "group=asean", "topic=victim-protection", "year=2007", "language=id", "type=act",
    "has=source", "verification=unverified", "q=penyelundupan+manusia", "q=人口贩运", "q=الاتجار", "q=%22a+b%22+%3Cc%3E+%01",
    "synonyms=off&q=RA+9208", "country=ID&country=MY&topic=extradition",
]  # fmt: skip


def page_links(feed):
    """The links between the pages of a feed (RFC 5005)."""
    return {link.rel: link.href for link in feed.feed.links if link.rel not in ("alternate", "license")}


def all_pages(browser, address):
    """The pages of a feed, as the links between them lead."""
    while address:
        feed = read(browser, address)
        yield feed
        address = page_links(feed).get("next", "").removeprefix("http://testserver")


def law(title="An Act", **fields):
    return Law.objects.create(**{"title": title, "type": "act", "status": Status.PUBLISHED} | fields)


@pytest.mark.parametrize("query", FILTERS)
def test_a_feed_under_any_filter_is_valid_and_has_the_records_of_its_list(vera, query):
    feed = read(vera, f"/search.atom?{query}")
    rows = vera.get(f"/search.jsonl?{query}&columns=id").getvalue().decode().splitlines()
    listed = {json.loads(row)["id"] for row in rows}
    told = [entry.id.rpartition("/")[2] for entry in feed.entries]
    assert len(told) == len(set(told)) == min(50, len(listed))
    assert listed.issuperset(told)


@pytest.mark.parametrize("address", FEEDS)
def test_the_feed_of_each_list_is_valid_and_says_whose_it_is_and_under_which_licence(vera, address):
    feed = read(vera, address).feed
    assert (feed.author, feed.language) == ("Bali Process knowledge portal", "en")
    assert "(CC-BY-4.0)" in feed.rights
    assert {link.rel: link.href for link in feed.links if link.rel != "next"} == {
        "self": f"http://testserver{address}",
        "alternate": f"http://testserver{address.replace('.atom', '/')}",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_the_feed_of_the_list_of_one_type_has_the_records_of_that_type_alone(vera, empty_portal):
    for kind in ("campaign", "opportunity", "report"):
        Resource.objects.create(title=f"A {kind}", type=kind, status=Status.PUBLISHED)
    feed = read(vera, "/campaigns.atom")
    assert (titles(feed), feed.feed.title) == (["A campaign"], "Campaigns – Bali Process knowledge portal")
    assert titles(read(vera, "/opportunities.atom?type=report")) == ["A opportunity"]


def test_the_newest_change_of_a_fact_comes_first_and_a_check_changes_no_place(vera, empty_portal):
    first, second = law("First"), law("Second")
    Law.objects.filter(pk=first.pk).update(summary="What it is about")
    feed = read(vera, "/legislation.atom")
    assert titles(feed) == ["First", "Second"]
    assert feed.entries[0].updated > feed.entries[0].published
    assert feed.entries[1].updated == feed.entries[1].published
    Law.objects.filter(pk=second.pk).update(verified_on=date(2026, 1, 1), verified_by="legal officer", doubt="Some")
    assert read(vera, "/legislation.atom").entries == feed.entries


def test_work_on_a_draft_and_links_to_what_is_hidden_move_nothing(vera, empty_portal):
    seen, hidden = law("Seen"), law("Hidden", status=Status.DRAFT)
    before = vera.get("/search.atom").content
    with journal.recording():
        seen.relations.create(relation="amends", target=hidden)
        hidden.summary = "Work goes on"
        hidden.save()
    cache.clear()
    assert vera.get("/search.atom").content == before


def test_an_id_stays_when_the_record_gets_another_address_or_the_portal_another_host(vera, empty_portal, settings):
    entry = law("An Act", slug="an-act")
    assert [each.id for each in read(vera, "/search.atom").entries] == [id_of(entry)]
    entry.slug = "another"
    entry.save()
    settings.SITE_URL = "https://elsewhere.example"
    (only,) = read(vera, "/legislation.atom?q=act").entries
    assert (only.id, only.link) == (id_of(entry), f"https://elsewhere.example/e/{entry.public_id}/")
    assert read(vera, "/search.atom").feed.id == "tag:baliprocess.net,2026:portal/search.atom"


def test_a_record_published_late_is_new_on_that_day_and_tells_nothing_of_the_days_before(vera, empty_portal):
    long_ago = timezone.now() - timedelta(days=400)
    entry = law("Slow", status=Status.DRAFT, created_at=long_ago)
    assert read(vera, "/search.atom").entries == []
    move(entry, to=Status.PUBLISHED, by=journal.SYSTEM)
    (only,) = read(vera, "/search.atom").entries
    assert only.published[:10] == only.updated[:10] == str(timezone.now().date())


def test_an_entry_says_themes_countries_and_kind_and_its_source(vera, empty_portal):
    entry = law("An Act", source_url="https://example.org/gesetz/ü?a=1&b=2", date="2007-08")
    entry.topics.add(Topic.objects.get(slug="extradition"))
    entry.countries.add(Country.objects.get(code="ID"))
    (only,) = read(vera, "/search.atom").entries
    assert {(tag.scheme, tag.term, tag.label) for tag in only.tags} == {
        ("http://testserver/", "law", "Law"),
        ("http://testserver/topics/", "extradition", "Extradition"),
        ("urn:iso:std:iso:3166:-1", "ID", "Indonesia"),
    }
    assert {link.rel: link.href for link in only.links} == {
        "alternate": f"http://testserver/e/{entry.public_id}/", "via": "https://example.org/gesetz/%C3%BC?a=1&b=2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "words"),
    [("2027", "2027"), ("2027-03", "March 2027"), ("2027-03-09", "9 March 2027"), ("", "not recorded")],
)
def test_a_date_is_told_as_precisely_as_it_is_known_and_never_taken_for_a_time(vera, empty_portal, day, words):
    Workshop.objects.create(title="A meeting", type="workshop", status=Status.PUBLISHED, date=day or None)
    (only,) = read(vera, "/workshops.atom").entries
    assert f": {words}</li>" in only.summary
    assert not only.updated.startswith("2027")


@pytest.mark.parametrize(
    ("language", "original", "direction"),
    [
        ("ar", "قانون مكافحة الاتجار بالبشر (رقم 24)", "rtl"), ("fa", "قانون مبارزه با قاچاق انسان", "rtl"),
        ("my", "လူကုန်ကူးမှု တားဆီးကာကွယ်ရေး ဥပဒေ", "ltr"), ("zh-hant", "人口販運防制法", "ltr"), ("km", "ច្បាប់", "ltr"),
        ("dv", "އިންސާނުންގެ ވިޔަފާރި", "rtl"), ("th", "พระราชบัญญัติ", "ltr"), ("ta", "சட்டம்", "ltr"), ("", "Loi <b>& décret</b>", "ltr"),
    ],
)  # fmt: skip
def test_an_original_title_keeps_its_script_language_and_direction(vera, empty_portal, language, original, direction):
    law("An Act", original_title=original, language=language)
    tree = valid_tree(vera.get("/search.atom").content)
    (told,) = [each for each in tree.iter("{http://www.w3.org/1999/xhtml}p") if each.text == original]
    assert told.get("dir") == direction
    assert (told.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower() == language


#: Any text that a database holds: XML cannot hold some of its characters.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
NOT_IN_XML = {*map(chr, range(0x20)), "\ufffe", "\uffff"} - set("\t\n\r")


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(title=TEXT.filter(str.strip), original=TEXT, summary=TEXT, words=TEXT)
def test_no_text_of_a_record_and_no_words_of_a_search_break_a_feed(vera, empty_portal, title, original, summary, words):
    entry = law(title, original_title=original, summary=summary, slug="an-act")
    try:
        cache.clear()
        tree = valid_tree(vera.get("/legislation.atom").content)
        told = tree.findtext("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title")
        assert told == "".join(c for c in title if c not in NOT_IN_XML).replace("\r\n", "\n").replace("\r", "\n")
        read(vera, f"/search.atom?{urlencode({'q': words})}")
    finally:
        entry.delete()


def test_a_feed_holds_the_fifty_newest_changes_and_costs_the_same_whatever_the_list_holds(vera, empty_portal):
    with journal.recording():
        for number in range(60):
            law(f"Act {number}", date="2031")
    vera.get("/search.atom?q=act")
    for address in ("/search.atom", "/legislation.atom?year=2031"):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert len(read(vera, address).entries) == 50
        asked = [each for each in queries if each["sql"].startswith("SELECT")]
        assert len(asked) <= 12


@pytest.mark.parametrize("address", ["/legislation.atom", "/search.atom?q=act&country=ID"])
def test_pages_of_a_feed_lead_to_each_other_and_hold_every_record_once(vera, empty_portal, address):
    with journal.recording():
        for number in range(101):
            law(f"Act {number}").countries.add(Country.objects.get(code="ID"))
    feeds = list(all_pages(vera, address))
    assert [len(feed.entries) for feed in feeds] == [50, 50, 1]
    assert len({entry.id for feed in feeds for entry in feed.entries}) == 101
    updated = [entry.updated for feed in feeds for entry in feed.entries]
    assert updated == sorted(updated, reverse=True)
    assert len({feed.feed.id for feed in feeds}) == 1
    own, (first, second, third) = "http://testserver" + address, map(page_links, feeds)
    more = f"{own}{'&' if '?' in own else '?'}page="
    assert first == {"self": own, "next": f"{more}2"}
    assert second == {"self": f"{more}2", "first": own, "previous": own, "next": f"{more}3"}
    assert third == {"self": f"{more}3", "first": own, "previous": f"{more}2"}


def test_a_feed_has_no_page_beyond_its_last_and_an_empty_one_has_its_first(vera, empty_portal):
    law()
    assert vera.get("/legislation.atom?page=2").status_code == 404
    assert vera.get("/legislation.atom?page=nonsense").status_code == 200
    assert read(vera, "/treaties.atom").entries == []


def test_a_feed_that_did_not_change_is_not_sent_again_and_one_that_changed_is(vera, empty_portal):
    entry = law("An Act")
    vera.get("/search/?q=anything")  # the index catches up
    tag = vera.get("/search.atom")["ETag"]
    assert vera.get("/search.atom", headers={"if-none-match": tag}).status_code == 304
    assert vera.get("/search.atom?utm_source=x&sort=title", headers={"if-none-match": tag}).status_code == 304
    Law.objects.filter(pk=entry.pk).update(summary="Another")
    assert vera.get("/search.atom", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(("seconds", "told"), [(0, False), (0.9, False), (30, True)])
def test_the_last_public_change_is_told_once_no_other_can_fall_into_its_second(
    vera, empty_portal, monkeypatch, seconds, told
):
    law("An Act")
    last = Change.objects.public().latest("number").at
    clock = SimpleNamespace(now=lambda: last + timedelta(seconds=seconds))
    monkeypatch.setattr("baliportal.api.feeds.views.timezone", clock)
    response = vera.get("/search.atom")
    assert response.get("Last-Modified") == (http_date(last.timestamp()) if told else None)


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/search/?q=law&country=ID&sort=title", "/search.atom?q=law&amp;country=ID"), ("/workshops/", "/workshops.atom"),
        ("/members/", "/members.atom"), ("/", "/search.atom"), ("/topics/extradition/", "/search.atom?topic=extradition"),
    ],
)  # fmt: skip
def test_pages_of_lists_lead_programs_to_their_feed(vera, page, feed):
    content = vera.get(page).content.decode()
    assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in content


def test_a_search_that_finds_nothing_yet_can_be_followed(vera):
    page = vera.get("/search/?q=zzqqxx").content.decode()
    assert '<a href="/search.atom?q=zzqqxx" rel="nofollow">a feed of this search</a>' in page
    assert read(vera, "/search.atom?q=zzqqxx").entries == []


def test_below_each_list_stands_a_link_to_follow_it():
    shown = links.list_links("/search/", "?q=law", "3 results")
    assert [each["url"] for each in shown if each["label"] == "Follow by feed"] == ["/search.atom?q=law"]
