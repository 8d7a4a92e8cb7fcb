"""Outlets: each way in which visitors get the records of a kind, read into public ids or a total."""

import csv
import hashlib
import io
import json
import re
from itertools import count
from xml.etree.ElementTree import XMLPullParser

from baliportal.api.feeds.atom import LIMIT as FEED_LIMIT
from baliportal.catalogue.models import Entry
from baliportal.search.listing import every_pk
from baliportal.search.search_request import SearchRequest
from baliportal.sitemaps import SITEMAPS

from .own_answers import Unanswered

TOTAL = re.compile(rb">\s*([\d,]+) results?<")
PERMANENT = re.compile(r"/e/([0-9a-z]+)/?$")
PER_QUERY = 10_000  # entries whose ids are read in one query


class Altered(Exception):
    """A file whose bytes are not those that its manifest vouches for."""


def page_total(kind, answers):
    """The number that the page of the list says."""
    return _total(answers, f"/{kind.path}/?sort=title")


def search_total(kind, answers):
    """The number that the search says under this kind."""
    return _total(answers, f"/search/?kind={kind.name}")


def indexed_ids(kind, answers):
    """The ids of the entries that the search index finds."""
    keys = list(every_pk(SearchRequest(fixed={"kind": [kind.name]})))
    ids = set()
    for start in range(0, len(keys), PER_QUERY):
        rows = Entry.objects.in_bulk(keys[start : start + PER_QUERY])
        ids |= {row.public_id for row in rows.values()}
    return ids


def csv_ids(kind, answers):
    """The ids in the CSV file; raises Altered."""
    content = _vouched_for(answers, f"/{kind.path}.csv").decode("utf-8-sig")
    return {PERMANENT.search(row["page"])[1] for row in csv.DictReader(io.StringIO(content, newline=""))}


def json_ids(kind, answers):
    """The ids in the file of JSON lines; raises Altered."""
    lines = _vouched_for(answers, f"/{kind.path}.jsonl").splitlines()
    return {json.loads(line)["id"] for line in lines}


def feed_ids(kind, answers):
    """The ids in the Atom feed, which holds the newest changes alone."""
    return {tag.rpartition("/")[2] for tag in _texts(answers.body(f"/{kind.path}.atom"), "entry", "id")}


def sitemap_ids(kind, answers):
    """The ids of the entries whose addresses the sitemap names."""
    pages = SITEMAPS[kind.path].paginator.num_pages
    addresses = (
        address
        for number, _ in zip(count(1), range(pages), strict=False)
        for address in _texts(answers.body(f"/sitemap-{kind.path}.xml?p={number}"), "url", "loc")
    )
    slugs = {address.rstrip("/").rpartition("/")[2] for address in addresses}
    rows = Entry.objects.filter(kind=kind.name).values_list("slug", "public_id")
    return {public_id for slug, public_id in rows.iterator(PER_QUERY) if slug in slugs}


def expected_in_feed(entries):
    """The ids that a feed must hold: the newest changes of facts."""
    newest = entries.filter(facts_updated_at__isnull=False).order_by("-facts_updated_at", "-pk")
    return set(newest.values_list("public_id", flat=True)[:FEED_LIMIT])


def _total(answers, address):
    said = TOTAL.search(answers.body(address))
    if said is None:
        raise Unanswered(f"{address} says no total")
    return int(said[1].replace(b",", b""))


def _vouched_for(answers, address):
    content = answers.body(address)
    manifest = json.loads(answers.body(f"{address}.manifest.json"))
    if manifest["resources"][0]["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
        raise Altered(f"{address} is not the file that its manifest names: its SHA-256 is another")
    return content


def _texts(content, parent, child):
    """The text of one element in each of others, whatever their namespace."""
    parser, inside = XMLPullParser(["start", "end"]), False
    parser.feed(content)
    for event, element in parser.read_events():
        name = element.tag.rpartition("}")[2]
        if name == parent:
            inside = event == "start"
        elif inside and name == child and event == "end":
            yield element.text
