"""An unpublished record is on no page, list, count, file, sitemap or report; a published one on all of them."""

import re

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import Topic
from baliportal.catalogue.publishing import Status, Visibility, move

from ..sampling import sample
from . import addresses
from .neighbours import COUNTRY, MARK, SLUG, TOPIC, hidden_records, published, tie

pytestmark = pytest.mark.django_db
QUERIES = [
    f"/search/?q={MARK}", f"/search.json?q={MARK}", f"/search.csv?q={MARK}", "/search/?year=2040",
    f"/search/?country={COUNTRY}&topic={TOPIC}", f"/search.json?country={COUNTRY}", f"/resources/?topic={TOPIC}",
    f"/reports/meetings-register/?country={COUNTRY}", f"/reports/who-has-what/?country={COUNTRY}", "/nowhere/",
    f"/members/?country={COUNTRY}", "/search/?sort=newest", "/search/?sort=title",
    f"/search/suggest.json?q={MARK[:5]}", f"/search/suggest-words.json?q={MARK[:5]}", f"/search/?q={MARK}x",
    "/calendar/2041/", "/calendar/2041/1/", f"/workshops.ics?q={MARK}",
]  # fmt: skip
#: Every address, but of files one with cells and one without; all formats have the same rows.
WALKED = [a for a in addresses.FIXED if not a.endswith((".xlsx", ".jsonl")) or a.startswith("/search")]
#: What no record changes.
UNCHANGED = {
    "/reports/", "/nowhere/", "/contact/", "/privacy/", "/search/help/", "/opensearch.xml", "/robots.txt", "/healthz", "/readyz", "/sitemap.xml", "/sitemap-pages.xml",
    "/reports/provisions-by-article.csv", "/reports/provisions-by-article.json",  # no hidden law has a provision
    "/sitemap-topics.xml", "/groups/", "/sitemap-groups.xml",
    "/campaigns/", "/campaigns.csv", "/campaigns.json", "/campaigns.atom",  # the hidden resource is an opportunity
    "/reports/founding-workshops/", "/reports/founding-workshops.csv", "/reports/founding-workshops.json",
    "/sitemap-series.xml",
}  # fmt: skip
#: What tells of records by their number only.
COUNTED = {
    "/about/", "/topics/", "/series/", "/calendar/2025/", "/calendar/2025/5/",
    "/compare/", "/reports/provisions-by-article/",  # choices name the country of a member, not its record
    "/reports/map.csv", "/reports/map.json",
    *(a for a in (*QUERIES, *WALKED) if a.startswith("/reports/who-has-what")),
}  # fmt: skip


def draft(entry):
    """As it was made."""


def in_review(entry):
    move(entry, to=Status.IN_REVIEW, by=SYSTEM)


def for_officials(entry):
    _show_to(entry, Visibility.OFFICIALS)
    move(entry, to=Status.PUBLISHED, by=SYSTEM)


def for_the_secretariat(entry):
    _show_to(entry, Visibility.SECRETARIAT)


def for_everybody(entry):
    _show_to(entry, Visibility.PUBLIC)
    if entry.status != Status.PUBLISHED:
        move(entry, to=Status.PUBLISHED, by=SYSTEM)


def withdrawn(entry):
    move(entry, to=Status.WITHDRAWN, by=SYSTEM)


def _show_to(entry, circle):
    entry.visibility = circle
    entry.save()


def _take(records, step):
    for entry in records.values():
        step(entry)


#: What tells when something was made or changed, and under which public number: every public change moves these on.
#: What feeds tell of records that were public and were taken away is tried in tests/api/test_feeds_of_removed.py.
MOVES_ON = rb"(?s:<at:deleted-entry.*?</at:deleted-entry>\n)|<updated>.*?</updated>|<lastmod>.*?</lastmod>|'(?:Made|Public number)', '[^']*'|, change [0-9]+, "


def _pages_and_two_files(entry):
    return [address for address in addresses.of_record(entry) if not address.endswith((".xlsx", ".jsonl"))]


#: For each way of being hidden True where files are fetched too: pages and files make the same query, so that two of the
#: four ways are enough for files.
HIDDEN_WAYS = {draft: False, in_review: True, for_officials: False, for_the_secretariat: True}


def _is_file(address):
    return re.search(r"\.(csv|json|jsonl|xlsx|ics)(\?|$)", address)


def _everything(vera, seen, files=True):
    """The answers to a visitor at every address that might reveal a record: {address: bytes}."""
    records = [address for entry in seen.values() for address in _pages_and_two_files(entry)]
    topics = [Topic.objects.get(slug=TOPIC).get_absolute_url()]
    walked = [*WALKED, *QUERIES, *records, *topics]
    pages = [address for address in walked if not _is_file(address)]
    fetched = sample([address for address in walked if _is_file(address)], one_in=2) if files else []
    asked = sample(pages, one_in=2) + fetched
    answers = {address: addresses.plain(vera.get(address).getvalue()) for address in asked}
    return {address: re.sub(MOVES_ON, b"", answer) for address, answer in answers.items()}


@pytest.mark.slow
@pytest.mark.sampled
def test_a_record_is_nowhere_until_it_is_published_then_everywhere_then_nowhere_again(vera, empty_portal):
    seen, hidden = published(), hidden_records()
    before = _everything(vera, seen)
    tie(seen, hidden)
    for step, files in sample(HIDDEN_WAYS.items(), one_in=2):
        _take(hidden, step)
        _assert_nothing_changed(step, before, _everything(vera, seen, files))
    _take(hidden, for_everybody)
    _assert_all_tell(seen, before, _everything(vera, seen))
    _take(hidden, withdrawn)
    _assert_nothing_changed(withdrawn, before, _everything(vera, seen))


@pytest.mark.parametrize("steps", [[], [for_officials], [for_everybody, withdrawn]])
def test_a_record_that_may_not_be_seen_has_no_address(vera, empty_portal, steps):
    hidden = hidden_records()
    for step in steps:
        _take(hidden, step)
    hidden_addresses = [a for entry in hidden.values() for a in (*addresses.of_record(entry), f"/e/{entry.public_id}/")]
    answers = {address: vera.get(address) for address in hidden_addresses}
    assert {response.status_code for response in answers.values()} == {404}
    assert [address for address in answers if MARK in answers[address].content.decode()] == []


def test_nobody_outside_the_back_office_sees_more_than_a_visitor(client, tomasi, empty_portal):
    entry = hidden_records()["law"]
    client.force_login(tomasi)
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert MARK not in client.get("/search.jsonl").getvalue().decode()


def _assert_nothing_changed(step, before, after):
    """Neither a word of a hidden record nor any other difference, a count or an order."""
    tell = [a for a, answer in after.items() if re.search(f"{MARK}|{SLUG}", answer.decode().lower()) and MARK not in a]
    assert (step.__name__, tell) == (step.__name__, [])
    assert (step.__name__, [a for a in after if before[a] != after[a]]) == (step.__name__, [])


#: Reports that count what others list: whether a number of theirs moves is for the tests of reports.
COUNTING = ("meetings-by-year", "themes-over-time", "treaty-matrix", "agreement-pairs", "resource-counts", "freshness",
            "gap-counts", "gaps")  # fmt: skip


def _assert_all_tell(seen, before, after):
    before, after = ({a: text for a, text in answers.items() if not _is_counting(a)} for answers in (before, after))
    own_record_only = {  # a file of one record has its own facts; what points to it stands on its page
        address
        for kind in ("member", "organisation", "treaty", "help-line")
        for address in _pages_and_two_files(seen[kind])[1:]
    }
    expected = (UNCHANGED | own_record_only) & set(before)
    unchanged = {address for address in before if before[address] == after[address]}
    assert sorted(unchanged ^ expected) == []
    revealing = {address for address in after if re.search(f"{MARK}|{SLUG}", after[address].decode())}
    assert set(after) - revealing == expected | COUNTED & set(after)


def _is_counting(address):
    return re.split(r"[./]", address.removeprefix("/reports/"))[0] in COUNTING
