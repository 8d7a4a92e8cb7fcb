"""Head of a member's page: where it lies, its membership and groups, who speaks for it; of one member or of two."""

from datetime import date
from functools import lru_cache

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.journal.head import current_head
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.publishing import Visibility

from .country_groups import address_of, memberships
from .locator import locator
from .models import GroupMembership, MemberState

NOT_RECORDED = "not recorded"


def head(page):
    """The one block above the facts: map, facts in rows, and a form to put another member beside this one."""
    pages = [shown for shown in (page, page.beside) if shown]
    return [
        Block("profile", "", "members/profile.html", {
            "map": locator([(shown.title, shown.record["country"]) for shown in pages]),
            "facts": _rows([(shown.title, _facts(shown)) for shown in pages]),
            "is_pair": len(pages) > 1,
            "alone": {"name": page.title, "url": page.entry.get_absolute_url()},
            "choice": _choice(page),
            "problem": _problem(page),
        })
    ]  # fmt: skip


def _rows(columns):
    """One row for each fact, with a cell for each member, so that the same facts stand side by side."""
    labels = list(dict.fromkeys(label for _, facts in columns for label in facts))
    return [
        {
            "label": label,
            "cells": [{"name": name, "values": facts.get(label) or [_text("")]} for name, facts in columns],
        }
        for label in labels
    ]


def _facts(page):
    """The values of each fact of a member, by label; each at least "not recorded"."""
    record = page.record
    groups = memberships().get(record["country"], {})
    facts = {
        "Official name": [_text(record["official_name"])],
        "Membership": [_text(dict(page.kind.field("type").type.choices).get(record["type"], ""))],
        "Joined": [_text(_words(record["date"]))],
        "Subregion": [_text(record["subregion"])],
        "Groups of the process": _seats(record["groups"], groups),
        "Country groups": _memberships(record["groups"], groups),
        "Lead agency": [_text(record["lead_agency"])],
        "Website of the lead agency": [_link(record["url"]) if record["url"] else _text("")],
    }
    if page.audience != Visibility.PUBLIC:
        facts["Contact points (for officials)"] = [_contact(point) for point in record["contact_points"]]
    return {label: values or [_text("")] for label, values in facts.items()}


def _seats(seats, groups):
    """Seats in the groups of the process from the member's own record, linked to the group's page where it has one."""
    labels = dict(GroupMembership.Group.choices)
    return [
        _text(f"{labels[seat['group']]}{_period(seat['since'], seat['until'])}", address_of(groups, seat["group"]))
        for seat in seats
    ]


def _memberships(seats, groups):
    """Country groups from the vocabulary, without the groups of the process in which the record has a seat."""
    told = {seat["group"] for seat in seats}
    return [
        _text(f"{row.group.label}{_period(row.since, row.until)}", row.group.get_absolute_url())
        for slug, rows in groups.items()
        for row in rows
        if slug not in told
    ]


def _contact(point):
    parts = ", ".join(filter(None, [point["role"], point["authority"]]))
    return {"text": f"{parts}: {point['mailbox']}", "url": f"mailto:{point['mailbox']}"}


def _choice(page):
    """The members that can be put beside this one, for a form."""
    members = _members(current_head().position, page.audience)
    return [
        {"value": slug, "label": title, "selected": slug == page.question.beside}
        for slug, title in members
        if slug != page.entry.slug
    ]


@lru_cache(maxsize=8)
def _members(_position, audience):
    """Slug and title of every published member at a position in the journal; one query while that does not move."""
    return list(MemberState.objects.published(audience).order_by("title").values_list("slug", "title"))


#: Forget the members: necessary after the journal was emptied, as in tests, since its numbers begin again.
clear_cache = _members.cache_clear


def _problem(page):
    """The sentence for a code in `with` that names no other member; "" where all is well."""
    beside = page.question.beside
    if not beside or page.beside:
        return ""
    if beside == page.entry.slug:
        return f"{page.title} cannot stand beside itself: choose another member."
    return f"No member with the code “{beside}” is published here: choose one from the list."


def _period(since, until):
    """The period in words, in brackets; nothing where no day of it is recorded."""
    parts = [f"since {_words(since)}" if since else "", f"until {_words(until)}" if until else ""]
    words = ", ".join(filter(None, parts))
    return f" ({words})" if words else ""


def _words(value):
    if isinstance(value, str):
        return in_words(PartialDate.parse(value)) if value else ""
    return in_words(PartialDate.of(value) if isinstance(value, date) else value)


def _text(text, url=""):
    return {"text": text or NOT_RECORDED, "url": url, "is_missing": not text}


def _link(address):
    return {"text": address, "url": address, "external": True}
