"""Pages are cached under the public number: never stale, and never shown to a signed-in person."""

import gzip
from contextlib import nullcontext

import pytest
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from baliportal.canonical_query import CanonicalQuery
from baliportal.catalogue.models import Entry, Topic
from baliportal.catalogue.publishing import Status, move
from baliportal.page_cache import MAX_BYTES, PageCacheMiddleware
from baliportal.search.index.sync import get_index
from legislation.models import Law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
LAW = "/legislation/my-act-670-2007/"


def queries_of(function):
    from django.db import connection

    with CaptureQueriesContext(
        connection,
    ) as queries:
        function()
    return len(queries)


@pytest.mark.parametrize("address", ["/", "/search/?q=trafficking", LAW, "/topics/", "/members/"])
def test_a_cached_page_is_the_same_page_and_queries_only_the_number(vera, address):
    first = vera.get(address)
    assert queries_of(lambda: vera.get(address)) == 1
    again = vera.get(address)
    assert again.content == first.content
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_browser_that_has_the_page_gets_a_304_without_a_template(vera):
    tag = vera.get(LAW)["ETag"]
    response = vera.get(LAW, headers={"If-None-Match": tag})
    assert (response.status_code, response.content, response.templates) == (304, b"", [])
    assert response["ETag"] == tag


@pytest.mark.parametrize(
    "change",
    [
        lambda law, ana: Law.objects.filter(pk=law.pk).update(summary="A changed summary"),
        lambda law, ana: law.topics.add(Topic.objects.get(slug="extradition")),
        lambda law, ana: move(law, to=Status.WITHDRAWN, by=ana),
        lambda law, ana: Topic.objects.get(slug="victim-protection").names.create(text="another name", language="en"),
    ],
    ids=["update", "link", "withdrawal", "vocabulary"],
)
def test_after_any_change_no_page_is_the_old_one(vera, ana, change):
    tags = {address: vera.get(address)["ETag"] for address in (LAW, "/", "/search/?q=670")}
    change(Law.objects.get(slug="my-act-670-2007"), ana)
    for address, tag in tags.items():
        assert vera.get(address, headers={"If-None-Match": tag}).status_code != 304


def test_a_withdrawn_record_is_gone_from_cached_pages_at_once(vera, ana):
    addresses = ["/search/?q=670", LAW, "/members/my/"]
    assert all("Anti-Smuggling of Migrants Act 2007" in vera.get(a).content.decode() for a in addresses)
    move(Entry.objects.get(slug="my-act-670-2007"), to=Status.WITHDRAWN, by=ana)
    assert all("Anti-Smuggling of Migrants Act 2007<" not in vera.get(a).content.decode() for a in addresses)


def test_a_signed_in_persons_page_is_never_cached_and_they_never_get_a_cached_one(client, ana):
    vera_page = client.get(LAW).content
    client.force_login(ana)
    ana_page = client.get(LAW)
    assert b"Edit this record" in ana_page.content
    assert "ETag" not in ana_page.headers
    client.logout()
    assert client.get(LAW).content == vera_page


def test_equal_requests_share_a_page_and_different_ones_do_not(vera):
    tag = vera.get("/search/?country=MY&q=law")["ETag"]
    assert vera.get("/search/?q=law&country=MY&sort=")["ETag"] == tag
    assert vera.get("/search/?q=law&country=ID")["ETag"] != tag
    assert vera.get("/search/?q=law&country=MY", headers={"Accept-Language": "th"})["ETag"] != tag


def test_errors_files_and_too_large_pages_are_not_cached(vera, monkeypatch):
    assert "ETag" not in vera.get("/legislation/no-such-law/").headers
    assert vera.get("/search.csv?q=law").streaming
    monkeypatch.setattr("baliportal.page_cache.MAX_BYTES", 1000)
    assert "ETag" not in vera.get(LAW).headers
    assert MAX_BYTES > 100_000


def page_cache(view):
    return CanonicalQuery(PageCacheMiddleware(view))


def test_a_page_that_sets_a_cookie_is_never_kept(rf):
    def page(request):
        made.append(request.path)
        response = HttpResponse("a page of somebody's own", content_type="text/html")
        response.set_cookie("own", "1")
        return response

    made, pages = [], page_cache(page)
    assert "ETag" not in pages(rf.get("/about/")).headers
    pages(rf.get("/about/"))
    assert made == ["/about/", "/about/"]


def test_what_head_was_answered_is_given_to_nobody_who_wants_the_page(vera, rf):
    vera.head("/legislation.json?country=MY")
    assert b"Act" in vera.get("/legislation.json?country=MY").getvalue()
    pages = page_cache(lambda request: HttpResponse("" if request.method == "HEAD" else "page"))
    pages(rf.head("/about/"))
    assert pages(rf.get("/about/")).content == b"page"


def test_nothing_is_cached_while_the_index_is_behind(vera, monkeypatch):
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: None)
    Law.objects.filter(slug="my-act-670-2007").update(summary="Not yet in the index")
    assert "ETag" not in vera.get("/search/?q=law").headers
    get_index()


def test_nothing_is_cached_when_the_index_catches_up_while_the_page_is_made(rf, monkeypatch):
    index = {"behind": True}
    monkeypatch.setattr("baliportal.page_cache.pinned_read", lambda: nullcontext(not index["behind"]))

    def page(request):
        index["behind"] = False
        made.append(request.path)
        return HttpResponse("what the index told before", content_type="text/html")

    made, pages = [], page_cache(page)
    for _ in range(3):
        pages(rf.get("/search/?q=670"))
    assert len(made) == 2


def test_a_page_is_sent_in_an_encoding_the_browser_accepts(vera):
    first = vera.get(LAW, headers={"Accept-Encoding": "gzip"})
    plain = vera.get(LAW)
    packed = vera.get(LAW, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(first.content) == gzip.decompress(packed.content) == plain.content
    assert plain.content.startswith(b"<!doctype html>")
