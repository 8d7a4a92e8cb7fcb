"""The files of one record follow the days of its page, and say which."""

import csv
import html
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Law, LawRelation

pytestmark = pytest.mark.django_db
EARLY = "?known=2021-03-02"


@pytest.fixture
def law(clock):
    """A law published on 1 March 2021 that was given another title and address on 3 March."""
    law = Law.objects.create(
        title="Early title", slug="an-act", number="Act 1", date="2010", in_force_date="2011-07-01"
    )
    law.countries.set(Country.objects.filter(code="MY"))
    move(law, to=Status.PUBLISHED, by=journal.SYSTEM)
    clock.time += timedelta(days=2)
    apply_record(law, {"title": "Late title", "slug": "another-act"})
    return law


def body_of(response):
    return json.loads(response.getvalue())


def line_of(response):
    [line] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline=""))
    return line


def test_a_file_has_the_record_of_the_day_and_names_the_day(vera, law):
    body = body_of(vera.get(f"/legislation/another-act.json{EARLY}"))
    assert body["days"] == "What this portal said on 2 March 2021"
    [result] = body["results"]
    assert (result["title"], result["record"]["slug"], result["known"]) == ("Early title", "an-act", "2021-03-02")
    line = line_of(vera.get(f"/legislation/another-act.csv{EARLY}"))
    assert (line["title"], line["known"]) == ("Early title", "2021-03-02")
    assert line["page"] == f"http://testserver/e/{law.public_id}/{EARLY}"
    assert line_of(vera.get("/legislation/another-act.csv"))["title"] == "Late title"


def test_the_state_on_the_day_stands_in_the_file(vera, law):
    states = {
        day: line_of(vera.get(f"/legislation/another-act.csv?as_of={day}"))["state_as_of"]
        for day in ("2009-12-31", "2011-06-30", "2011-07-01")
    }
    assert states == {
        "2009-12-31": "Not yet enacted",
        "2011-06-30": "Not yet in force, in force from 1 July 2011",
        "2011-07-01": "In force",
    }
    later = Law.objects.create(title="Repealing Act", date="2015-01-01", in_force_date="2015-02-01", status="published")
    Law.objects.filter(pk=law.pk).update(repealed_date="2015-02-01")
    LawRelation.objects.create(law=later, relation="repeals", target=law)
    line = line_of(vera.get("/legislation/another-act.csv?as_of=2016-01-01"))
    assert line["state_as_of"] == "Repealed by Repealing Act, 1 February 2015"


def test_acts_that_surely_came_later_are_left_out(vera):
    [result] = body_of(vera.get("/treaties/tip-protocol.json?as_of=2005-06-01"))["results"]
    dates = [row["date"] for row in result["record"]["actions"]]
    assert dates
    assert max(dates) <= "2005-06-01"
    assert result["state_as_of"].endswith("members were parties on 1 June 2005")
    [today] = body_of(vera.get("/treaties/tip-protocol.json"))["results"]
    assert max(row["date"] for row in today["record"]["actions"]) > "2005-06-01"


def test_manifest_workbook_and_file_name_carry_the_days(vera, law):
    days = "As of 1 June 2015, by what this portal said on 2 March 2021"
    query = "?as_of=2015-06-01&known=2021-03-02"
    manifest = vera.get(f"/legislation/another-act.csv.manifest.json{query}").json()
    assert manifest["question"] == {"record": law.public_id, "days": days}
    assert manifest["homepage"] == f"http://testserver/legislation/another-act/{query}"
    response = vera.get(f"/legislation/another-act.xlsx{query}")
    book = load_workbook(io.BytesIO(response.getvalue()), read_only=True)
    about = dict(row[:2] for row in book.worksheets[-1].values if len(row) > 1)
    assert about["Asked for: days"] == days
    assert "known-2021-03-02" in response["Content-Disposition"]
    assert vera.get("/legislation/another-act.csv.manifest.json").json()["question"] == {"record": law.public_id}


@pytest.mark.parametrize(
    "path", ["/legislation/my-act-670-2007", "/treaties/untoc", "/members/my", "/agreements/actip-2015"]
)
def test_the_record_of_today_is_the_same_by_the_journal(vera, path):
    [today] = body_of(vera.get(f"{path}.json"))["results"]
    [known] = body_of(vera.get(f"{path}.json?known={timezone.localdate()}"))["results"]
    assert known["record"] == today["record"]


def test_what_was_not_here_on_the_day_or_is_withdrawn_today_has_no_file(vera, law):
    assert vera.get("/legislation/another-act.json?known=2021-02-27").status_code == 404
    assert vera.get(f"/legislation/an-act.json{EARLY}")["Location"] == f"/legislation/another-act.json{EARLY}"
    move(law, to=Status.WITHDRAWN, by=journal.SYSTEM)
    assert vera.get(f"/legislation/another-act.json{EARLY}").status_code == 404


def test_a_day_that_makes_no_sense_gets_a_sentence(vera, law):
    response = vera.get("/legislation/another-act.csv?as_of=2015-02-30")
    assert response.status_code == 400
    assert "“2015-02-30” is not a day of the form 2015-06-01." in html.unescape(response.content.decode())


def test_a_kind_that_follows_no_day_has_files_of_today(vera):
    one = body_of(vera.get("/resources.json"))["results"][0]["url"].rstrip("/").removeprefix("http://testserver")
    plain = vera.get(f"{one}.json").getvalue()
    assert vera.get(f"{one}.json?known=2021-03-02").getvalue() == plain


def test_the_page_of_a_day_links_to_the_files_of_that_day(vera, law):
    page = html.unescape(vera.get(f"/legislation/another-act/{EARLY}").content.decode())
    assert f'href="/legislation/another-act.csv{EARLY}"' in page
