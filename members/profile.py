"""Head of a member's page: where it lies, its membership and groups, who speaks for it; of one member or of two."""

from dataclasses import replace
from functools import lru_cache

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.days import Passed, parse_date, passed
from baliportal.catalogue.journal.head import current_head
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.publishing import Visibility

from .comparisons import comparisons
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
            "comparisons": comparisons(page, _members(current_head().position, page.audience)),
            "problem": _problem(page),
            "days": replace(page.question, beside="").pairs,
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
    day = page.question.as_of
    seats = [seat for seat in record["groups"] if lasts(parse_date(seat["since"]), parse_date(seat["until"]), day)]
    groups = _groups_on(record["country"], day)
    facts = {
        "Official name": [_text(record["official_name"])],
        "Membership": [_text(_membership(page, record))],
        "Joined": [_text(in_words(parse_date(record["date"])))],
        "Subregion": [_text(record["subregion"])],
        "Groups of the process": _seats(seats, groups),
        "Country groups": _memberships(seats, groups),
        "Lead agency": [_text(record["lead_agency"])],
        "Website of the lead agency": [_link(record["url"]) if record["url"] else _text("")],
    }
    if page.audience != Visibility.PUBLIC:
        facts["Contact points (for officials)"] = [_contact(point) for point in record["contact_points"]]
    if page.question.known:  # the vocabulary is of today, and the record of the member does not hold it
        del facts["Country groups"]
    return {label: values or [_text("")] for label, values in facts.items()}


def lasts(since, until, day):
    """False for a membership that surely had not begun or surely had ended on a day; a day of None leaves out none."""
    return day is None or (passed(since, day) != Passed.NO and passed(until, day) != Passed.YES)


def _membership(page, record):
    """The kind of membership; of a day before it joined, that it had not, as far as the date of joining tells."""
    label = dict(page.kind.field("type").type.choices).get(record["type"], "")
    joined, day = parse_date(record["date"]), page.question.as_of
    on_that_day = passed(joined, day) if day else Passed.YES
    if on_that_day == Passed.NO:
        return f"{label} since {in_words(joined)}, not yet on that day"
    return f"{label} since some time in {in_words(joined)}" if on_that_day == Passed.SOME_TIME else label


def state_of_member(page):
    """The membership on the day of the page in words."""
    return _membership(page, page.record)


def _groups_on(code, day):
    """The memberships of a country in country groups that had not surely ended, nor surely not begun, on a day."""
    found = {
        slug: [row for row in rows if lasts(row.since, row.until, day)]
        for slug, rows in memberships().get(code, {}).items()
    }
    return {slug: rows for slug, rows in found.items() if rows}


def _seats(seats, groups):
    """Seats in the groups of the process from the member's own record, linked to the group's page where it has one."""
    labels = dict(GroupMembership.Group.choices)
    return [
        _text(
            f"{labels[seat['group']]}{_period(parse_date(seat['since']), parse_date(seat['until']))}",
            address_of(groups, seat["group"]),
        )
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
        for slug, title, _ in members
        if slug != page.entry.slug
    ]


@lru_cache(maxsize=8)
def _members(_position, audience):
    """Slug, title and subregion of every published member at a position in the journal; one query while that stands."""
    return list(MemberState.objects.published(audience).order_by("title").values_list("slug", "title", "subregion"))


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
    parts = [f"since {in_words(since)}" if since else "", f"until {in_words(until)}" if until else ""]
    words = ", ".join(filter(None, parts))
    return f" ({words})" if words else ""


def _text(text, url=""):
    return {"text": text or NOT_RECORDED, "url": url, "is_missing": not text}


def _link(address):
    return {"text": address, "url": address, "external": True}
