"""A series is shown whole: its meetings in order, its gaps by their numbers, what was first, last and is next."""

import csv
import datetime
import io

import pytest

from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.publishing import Status, Visibility
from workshops.models import Workshop
from workshops.series_row import Gap, SeriesRow, ordinal_in_words

TODAY = datetime.date(2026, 11, 28)


def row_of(*meetings):
    """A row of unsaved meetings, each (ordinal, date) or (ordinal, date, status)."""
    made = [
        Workshop(pk=n, title=f"meeting {n}", ordinal=ordinal, date=PartialDate.parse(date) if date else None,
                 event_status=status[0] if status else "held")
        for n, (ordinal, date, *status) in enumerate(meetings)
    ]  # fmt: skip
    return SeriesRow(made, TODAY)


def numbers(row):
    return [item.in_words if isinstance(item, Gap) else item.ordinal for item in row.items]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (111, "111th"), (101, "101st")],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(number, words):
    assert ordinal_in_words(number) == words


@pytest.mark.parametrize(
    ("ordinals", "gaps"),
    [
        ([1, 2, 3], ""),
        ([], ""),
        ([None], ""),
        ([3], "1st and 2nd not recorded"),
        ([1, 12, 14, 16], "2nd to 11th, 13th and 15th not recorded"),
        ([12, 14, 16, *range(1, 12)], "13th and 15th not recorded"),
        ([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21],
         "2nd, 4th, 6th, 8th, 10th, 12th, 14th, 16th and 2 more gaps not recorded"),
        ([32767], "1st to 32766th not recorded"),
    ],
)  # fmt: skip
def test_gaps_are_named_by_their_numbers(ordinals, gaps):
    assert row_of(*((ordinal, "2010") for ordinal in ordinals)).gaps_in_words == gaps


def test_meetings_stand_by_date_and_one_without_a_date_after_lower_numbers():
    row = row_of((4, "2012"), (1, "2009-03"), (3, ""), (2, "2010"), (None, ""), (None, "2009-05-01"))
    assert [meeting.ordinal for meeting in row.meetings] == [1, None, 2, 3, 4, None]


def test_a_gap_stands_before_the_meeting_that_follows_it():
    assert numbers(row_of((2, "2010"), (5, "2013"), (6, "2014"))) == ["1st", 2, "3rd and 4th", 5, 6]


def test_numbers_that_do_not_follow_the_dates_are_told():
    assert row_of((1, "2009"), (2, "2010"), (None, "2011"), (3, "")).follows_dates
    assert not row_of((23, "2012"), (17, "2022")).follows_dates
    assert row_of((4, "2012"), (4, "2013"), (5, "2014")).numbers_twice == [4]


def test_first_latest_and_next():
    row = row_of((1, "2009"), (2, "2010"), (3, "2020", "planned"), (4, "2026-12", "planned"), (5, "2027", "planned"))
    assert (row.first.ordinal, row.last.ordinal, row.next.ordinal) == (1, 2, 4)  # the third was never confirmed
    assert row_of((1, "2027", "planned")).last is None
    assert row_of((1, "2009"), (2, "2027", "cancelled")).next is None
    assert row_of((1, "2009"), (2, "", "postponed")).next.ordinal == 2
    assert (row_of().first, row_of().last, row_of().next) == (None, None, None)


def test_the_page_of_a_series_shows_its_row_and_its_gaps(text_of, held):
    held("First talks", "2009-05-04", 1, end="2009-05-06", city="Suva")
    held("Fourth talks", "2012", 4)
    page = text_of("/series/axolotl-talks/")
    assert "2 recorded, 2009–2012, the highest number is the 4th. 2nd and 3rd not recorded." in page
    assert "1st First talks 4–6 May 2009 Suva not recorded Held 2nd and 3rd not recorded Tell us" in page
    assert "4th Fourth talks 2012 not recorded not recorded Held" in page
    assert "Latest held Fourth talks 4th, 2012 Next none to come is recorded" in page
    assert "Axolotl talks Axolotl group 2 2009–2012 4th 2nd and 3rd not recorded" in text_of("/series/")


def test_the_file_of_a_series_has_a_row_for_each_number_without_a_meeting(vera, held):
    held("First talks", "2009-05-04", 1)
    held("Fourth talks", "2012", 4)
    text = vera.get("/series/axolotl-talks.csv").getvalue().decode("utf-8-sig")
    rows = [(row["number"], row["title"], row["first_day"], row["status"]) for row in csv.DictReader(io.StringIO(text))]
    assert rows == [
        ("1", "First talks", "2009-05-04", "held"), ("2", "", "", "not recorded"), ("3", "", "", "not recorded"),
        ("4", "Fourth talks", "2012", "held"),
    ]  # fmt: skip
    manifest = vera.get("/series/axolotl-talks.csv.manifest.json").json()
    assert manifest["resources"][0]["name"] == "series-axolotl-talks"


def test_what_not_everybody_may_see_is_a_gap_to_everybody(text_of, vera, held):
    held("First talks", "2009", 1)
    held("Secret talks", "2010", 2, visibility=Visibility.OFFICIALS)
    held("Draft talks", "2011", 3, status=Status.DRAFT)
    held("Fourth talks", "2012", 4)
    page = text_of("/series/axolotl-talks/")
    assert "2nd and 3rd not recorded" in page
    assert "Secret" not in page + text_of("/series/")
    assert b"Secret" not in vera.get("/series/axolotl-talks.csv").getvalue()


def test_a_series_is_in_the_sitemap_and_its_meetings_lead_to_it(vera, held):
    meeting = held("First talks", "2009", 1)
    assert "/series/axolotl-talks/" in vera.get("/sitemap-series.xml").content.decode()
    assert '<a href="/series/axolotl-talks/"' in vera.get(meeting.get_absolute_url()).content.decode()
    assert vera.get("/series/no-such-series/").status_code == 404
    assert vera.get("/series/no-such-series.csv").status_code == 404
