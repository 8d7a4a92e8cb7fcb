"""The report on the 23 workshops of the founding document: which are on record, which are not."""

import csv
import io

import pytest

from baliportal.catalogue import journal
from baliportal.catalogue.publishing import Status, move
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
ON_RECORD = {
    "workshop-korea-victims-2003", "workshop-korea-victims-2004", "workshop-indonesia-victim-support-2004",
    "workshop-indonesia-victim-support-2006", "workshop-japan-national-plans-2004",
    "workshop-vienna-national-plans-2005", "workshop-lost-stolen-passports-3",
}  # fmt: skip
PERHAPS = {
    "workshop-document-fraud", "workshop-child-sex-tourism", "workshop-mutual-assistance-extradition",
    "workshop-targeting-2004", "workshop-legislative-development-2002",
}  # fmt: skip


def rows(vera, query=""):
    text = vera.get(f"/reports/founding-workshops.csv{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_it_lists_23_of_which_7_are_named_and_on_record_and_11_are_not(vera):
    found = rows(vera)
    assert [int(row["number"]) for row in found] == list(range(1, 24))
    standing = [row["on_record"] for row in found]
    assert [standing.count(words) for words in ("On record", "On record, if it is this one", "Not on record")] == [
        7,
        5,
        11,
    ]
    assert all(row["source"] == "Founding document of this portal (about 2008)" for row in found)


def test_each_that_is_on_record_leads_to_its_meeting(vera):
    pages = {row["on_record"]: set() for row in rows(vera)}
    for row in rows(vera):
        pages[row["on_record"]] |= {row["page"].rstrip("/").split("/")[-1]} if row["page"] else set()
    ids = {slug: Workshop.objects.get(slug=slug).public_id for slug in ON_RECORD | PERHAPS}
    assert pages["On record"] == {ids[slug] for slug in ON_RECORD}
    assert pages["On record, if it is this one"] == {ids[slug] for slug in PERHAPS}
    assert pages["Not on record"] == set()


def test_a_meeting_that_is_withdrawn_is_no_longer_on_record(vera):
    move(Workshop.objects.get(slug="workshop-korea-victims-2003"), to=Status.WITHDRAWN, by=journal.SYSTEM)
    first = rows(vera)[0]
    assert (first["on_record"], first["meeting"], first["page"]) == ("Not on record", "", "")


def test_filters_choose_by_record_and_by_how_it_is_said(vera):
    assert len(rows(vera, "?on_record=no")) == 11
    assert {row["basis"] for row in rows(vera, "?basis=implied")} == {"Implied by the number of a later one"}
    assert len(rows(vera, "?on_record=no&basis=subject")) == 1
