"""Feeds as others read them: feedparser, and lxml under the grammar of RFC 4287."""

from functools import cache
from pathlib import Path

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@cache
def grammar():
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def valid_tree(content):
    """The feed as a tree. Fails where the grammar refuses it, or where ids or alternate links do not stand once."""
    tree = etree.fromstring(content)
    assert grammar().validate(tree), grammar().error_log
    ids = [each.text for each in tree.iter(f"{ATOM}id")] + [each.get("ref") for each in tree.iter(TOMBSTONE)]
    assert len(ids) == len(set(ids))
    for part in (tree, *tree.iter(f"{ATOM}entry")):
        assert [link.get("rel") for link in part.findall(f"{ATOM}link")].count("alternate") == 1
    return tree


def read(browser, address):
    """A valid feed as a feed reader has it; `removed` are its deleted entries: {id: the record it was merged into}."""
    response = browser.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    tree, feed = valid_tree(response.content), feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    links = {each.get("ref"): [link.get("href") for link in each.iter(f"{ATOM}link")] for each in tree.iter(TOMBSTONE)}
    feed.removed = {name: next(iter(hrefs), "") for name, hrefs in links.items()}
    return feed


def id_of(entry):
    """The id that a record has in every feed."""
    return f"tag:baliprocess.net,2026:portal/{entry.public_id}"


def titles(feed):
    return [entry.title for entry in feed.entries]
