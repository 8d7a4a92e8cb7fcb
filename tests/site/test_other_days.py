"""A page, a report and its files show another day, say so, and never what is not public today."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import apply_record
from legislation.models import Agreement, Law, Treaty

pytestmark = pytest.mark.django_db


def publish(entry):
    return move(entry, to=Status.PUBLISHED, by=journal.SYSTEM)


@pytest.fixture
def law(clock):
    """A law published on 1 March 2021 that was given another title, number and address on 3 March."""
    law = Law.objects.create(title="Early title", slug="an-act", number="Act 1", summary="Early words", date="2010")
    law.countries.set(Country.objects.filter(code="MY"))
    publish(law)
    clock.time += timedelta(days=2)
    apply_record(law, {"title": "Late title", "slug": "another-act", "number": "Act 2"})
    return law


def test_a_page_shows_the_record_of_the_day_with_a_banner_and_a_way_to_today(text_of, law):
    text = text_of("/legislation/another-act/?known=2021-03-02")
    assert "What this portal said on 2 March 2021." in text
    assert "Today's page" in text
    assert "Early title" in text
    assert "Early words" in text
    assert "Act 1" in text
    assert "Late title" not in text
    assert "Facts as first recorded on 1 March 2021." in text


def test_the_citation_and_the_permanent_address_lead_to_the_day(vera, law):
    page = vera.get("/legislation/another-act/?known=2021-03-02").content.decode()
    permanent = f"/e/{law.public_id}/?known=2021-03-02"
    assert f'href="http://testserver{permanent}"' in page
    assert "What this portal said on 2 March 2021. http" in page
    assert vera.get(permanent)["Location"] == "/legislation/another-act/?known=2021-03-02"


def test_search_engines_are_led_to_todays_page(vera, law):
    page = vera.get("/legislation/another-act/?known=2021-03-02").content.decode()
    assert '<link rel="canonical" href="http://testserver/legislation/another-act/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "noindex" not in vera.get("/legislation/another-act/").content.decode()


def test_a_day_before_the_record_gets_a_sentence(text_of, law):
    text = text_of("/legislation/another-act/?known=2021-02-28")
    assert "At the end of 28 February 2021 this portal did not show this record." in text
    assert "Early" not in text


def test_what_is_hidden_today_is_shown_for_no_past_day(vera, law):
    for hide in (
        lambda: move(law, to=Status.WITHDRAWN, by=journal.SYSTEM),
        lambda: (publish(law), apply_record(law, {"visibility": "officials"})),
        lambda: law.delete(),
    ):
        hide()
        cache.clear()
        assert vera.get("/legislation/another-act/?known=2021-03-02").status_code == 404
        report = vera.get("/reports/legislation-register.csv?known=2021-03-02").getvalue().decode()
        assert law.public_id not in report


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("as_of=yesterday", "“yesterday” is not a day of the form 2015-06-01."),
        ("as_of=0999-01-01", "“0999-01-01” is not between the years 1800 and 2199."),
        ("known=2199-01-01", "1 January 2199 has not come yet: nobody knows what this portal will say then."),
    ],
)
def test_a_day_that_makes_no_sense_gets_a_sentence(vera, law, query, sentence):
    response = vera.get(f"/legislation/another-act/?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert sentence in vera.get(f"/reports/legislation-register/?{query}").content.decode()
    file = vera.get(f"/reports/legislation-register.csv?{query}")
    assert (file.status_code, sentence in file.content.decode()) == (400, True)


def test_today_is_a_day_of_which_something_is_known(vera, law):
    assert vera.get(f"/legislation/another-act/?known={timezone.localdate()}").status_code == 200


@pytest.mark.parametrize("path", ["/legislation/my-act-670-2007/", "/treaties/tip-protocol/", "/members/my/"])
def test_laws_treaties_and_members_have_a_form_for_another_day(vera, path):
    page = vera.get(path).content.decode()
    form = re.search(r'<form method="get" action="">.*?</form>', page, re.DOTALL)[0]
    assert re.findall(r'type="date" id="day-\w+" name="(\w+)"', form) == ["as_of", "known"]
    asked = vera.get(f"{path}?as_of=2015-06-01").content.decode()
    assert 'name="as_of" value="2015-06-01"' in asked
    assert "As of 1 June 2015." in asked


def test_each_day_has_a_validator_of_its_own(vera):
    path = "/legislation/my-act-670-2007/"
    days = ["", "?as_of=2015-06-01", "?as_of=2015-06-02", "?known=2021-03-01", "?as_of=2015-06-01&known=2021-03-01"]
    assert len({vera.get(path + query).headers["ETag"] for query in days}) == len(days)
    files = {vera.get(f"/reports/treaty-status.csv{query}").headers["ETag"] for query in days}
    assert len(files) == len(days)
    one, other = (vera.get(f"{path}?{query}") for query in ("as_of=2015-06-01&utm=1", "as_of=%202015-06-01"))
    assert one.headers["ETag"] == other.headers["ETag"]


# Reports


def titles(rows, name, query, column="title"):
    return {row[column] for row in rows(name, query)}


def test_a_register_shows_what_the_portal_said_on_the_day(rows, law):
    register = rows("legislation-register", "?known=2021-03-02")
    assert [(row["title"], row["number"], row["country"]) for row in register] == [("Early title", "Act 1", "Malaysia")]
    assert titles(rows, "legislation-register", "?known=2021-03-03") == {"Late title"}
    assert titles(rows, "legislation-register", "?known=2021-02-28") == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=MY", True), ("country=AU", False), ("from_year=2010", True), ("from_year=2011", False),
        ("to_year=2009", False), ("to_year=2010", True), ("topic=extradition", False), ("type=act", False),
        ("as_of=2010-01-01", True), ("as_of=2009-12-31", False),
    ],
)  # fmt: skip
def test_filters_apply_to_what_the_portal_said(rows, law, query, found):
    assert bool(rows("legislation-register", f"?known=2021-03-02&{query}")) is found


def test_a_law_is_in_the_register_of_a_day_unless_it_is_surely_younger(rows):
    for title, day in [
        ("Older", "2015-05"),
        ("Same year", "2015"),
        ("That day", "2015-06-01"),
        ("Younger", "2015-06-02"),
        ("Undated", ""),
    ]:
        publish(Law.objects.create(title=f"Day test: {title}", date=day))
    shown = {
        title for title in titles(rows, "legislation-register", "?as_of=2015-06-01") if title.startswith("Day test")
    }
    assert shown == {"Day test: Older", "Day test: Same year", "Day test: That day", "Day test: Undated"}


@pytest.fixture
def treaty(clock):
    """A treaty that Australia signed in 2001 and ratified in 2005; until 3 March 2021 only the signature was recorded."""
    signed = {"country": "AU", "action": "signature", "date": "2001-12-13"}
    treaty = publish(apply_record(Treaty(title="Treaty of days", slug="treaty-of-days"), {"actions": [signed]}))
    clock.time += timedelta(days=2)
    apply_record(treaty, {"actions": [signed, {"country": "AU", "action": "ratification", "date": "2005"}]})
    return treaty


def acts(rows, query):
    return [row["action"] for row in rows("treaty-status", query) if row["treaty"] == "Treaty of days"]


def test_treaty_status_shows_acts_by_the_day_and_as_the_portal_said_them(rows, treaty):
    assert acts(rows, "") == ["Signature", "Ratification"]
    assert acts(rows, "?as_of=2004-12-31") == ["Signature"]
    assert acts(rows, "?as_of=2005-06-01") == ["Signature", "Ratification"]
    assert acts(rows, "?known=2021-03-02") == ["Signature"]
    assert acts(rows, "?known=2021-03-03&as_of=2004-12-31&country=AU") == ["Signature"]
    assert acts(rows, "?known=2021-03-03&country=NZ") == []


@pytest.mark.parametrize(
    ("status", "in_force", "on_the_day"),
    [
        ("in-force", "2015-06-01", "In force"), ("in-force", "2015", "In force from some time in 2015"),
        ("in-force", "2015-07", "Signed, not in force"), ("terminated", "2010", "Not recorded"),
        ("signed", "", "Signed, not in force"), ("in-force", "", "Not recorded"),
    ],
)  # fmt: skip
def test_the_status_of_an_agreement_on_a_day_is_told_as_far_as_it_is_recorded(rows, status, in_force, on_the_day):
    agreement = Agreement.objects.create(
        title="Agreement of days", date="2009", legal_status=status, in_force_date=in_force
    )
    agreement.countries.set(Country.objects.filter(code__in=["AU", "ID"]))
    publish(agreement)
    found = [row for row in rows("agreements-by-party", "?as_of=2015-06-01") if row["title"] == "Agreement of days"]
    assert [(row["party"], row["status"]) for row in found] == [("Australia", on_the_day), ("Indonesia", on_the_day)]


def test_agreements_show_what_the_portal_said(rows, clock):
    agreement = Agreement.objects.create(title="Agreement of days", legal_status="in-force", date="2009")
    agreement.countries.set(Country.objects.filter(code__in=["AU", "ID"]))
    publish(agreement)
    clock.time += timedelta(days=2)
    agreement.countries.set(Country.objects.filter(code="AU"))
    found = rows("agreements-by-party", "?known=2021-03-02")
    assert [(row["party"], row["others"]) for row in found] == [("Australia", "Indonesia"), ("Indonesia", "Australia")]
    assert [row["party"] for row in rows("agreements-by-party", "?known=2021-03-02&country=ID")] == ["Indonesia"]


def test_members_have_the_seats_of_the_day_and_no_numbers_of_today(rows):
    member = rows("members", "?as_of=2012-01-01&country=TH")[0]
    assert member["laws"] == ""
    assert rows("members", "?country=TH")[0]["laws"] != ""


def test_page_manifest_and_file_name_carry_the_day(vera):
    query = "?as_of=2015-06-01&known=" + str(date.today())  # noqa: DTZ011 - the portal's time zone is UTC in tests
    page = vera.get(f"/reports/treaty-status/{query}").content.decode()
    assert "As of 1 June 2015, by what this portal said on" in page
    assert 'content="noindex"' in page
    assert f'href="/reports/treaty-status.csv{query.replace("&", "&amp;")}"' in page
    manifest = vera.get(f"/reports/treaty-status.csv.manifest.json{query}").json()
    assert manifest["question"]["days"].startswith("As of 1 June 2015, by what")
    assert "2015-06-01" in vera.get(f"/reports/treaty-status.csv{query}")["Content-Disposition"]
