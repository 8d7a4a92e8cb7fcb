"""Country groups: the vocabulary with its dates, its pages, and the filter `group` of lists, files and reports."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError

from baliportal.catalogue.models import Change, Country, CountryGroup
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.schema.records import apply_record, to_record
from legislation.models import Agreement, Law
from members.models import MemberState

pytestmark = pytest.mark.django_db
ASEAN = {"BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"}
STEERING_GROUP = {"AU", "ID", "NZ", "TH"}


def rows(response):
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def law(title, *codes, model=Law):
    entry = model.objects.create(title=title, status="published", date="2010")
    entry.countries.set(Country.objects.filter(code__in=codes))
    return entry


@pytest.fixture
def pair(db):
    """A group of countries of which the starter content has no records: Iceland is a member, Finland has left it."""
    members = [
        {"country": "IS", "since": "1967-08-08", "until": "", "note": "", "source_url": ""},
        {"country": "FI", "since": "1967", "until": "2001-03", "note": "", "source_url": ""},
    ]
    return apply_record(CountryGroup(), {"slug": "pair", "label": "The Pair", "memberships": members})


def test_a_group_of_the_starter_content_has_its_members_since_when_and_from_where():
    members = to_record(CountryGroup.objects.get(slug="asean"))["memberships"]
    assert {member["country"] for member in members} == ASEAN
    timor = next(member for member in members if member["country"] == "TL")
    assert (timor["since"], timor["until"]) == ("2025-10-26", "")
    assert all(member["source_url"].startswith("http") for member in members)


def test_the_groups_of_the_process_agree_with_the_seats_on_the_records_of_members():
    for slug, group in (("ad-hoc-group", "ad-hoc-group"), ("steering-group", "steering-group")):
        seats = MemberState.objects.filter(groups__group=group, groups__until="").values_list(
            "country__code", flat=True
        )
        assert CountryGroup.objects.present_members()[slug] == set(seats)
    assert CountryGroup.objects.present_members()["steering-group"] == STEERING_GROUP


def test_a_membership_does_not_end_before_it_begins(pair):
    membership = pair.memberships.get(country__code="FI")
    membership.until = PartialDate.parse("1966")
    with pytest.raises(ValidationError, match="ends before it begins"):
        membership.clean()
    membership.until = PartialDate.parse("1967-03")  # perhaps after its beginning in 1967
    membership.clean()


def test_a_change_of_a_group_stands_in_the_journal_and_everybody_may_see_it(pair):
    before = Change.objects.latest_of([pair.public_id])[0].public
    apply_record(pair, {"memberships": []})
    change = Change.objects.latest_of([pair.public_id])[0]
    assert (change.kind, change.record["memberships"], change.public) == ("group", [], before + 1)


def test_a_list_of_a_group_holds_the_records_of_its_members_of_today_each_once(pair, vera):
    law("Icelandic law", "IS")
    law("Finnish law", "FI")
    law("Joint agreement", "IS", "FI", model=Agreement)
    response = vera.get("/search.csv?group=PAIR")
    assert sorted(row["title"] for row in rows(response)) == ["Icelandic law", "Joint agreement"]
    page = vera.get("/search/?group=pair").content.decode()
    assert "2 results" in page
    assert "<span>The Pair</span> <small>2</small>" in page


def test_a_list_follows_a_group_that_gains_a_member(pair, vera):
    law("Finnish law", "FI")
    assert rows(vera.get("/legislation.csv?group=pair")) == []
    members = [{"country": "FI", "since": "2024", "until": "", "note": "", "source_url": ""}]
    apply_record(pair, {"memberships": members})
    assert [row["title"] for row in rows(vera.get("/legislation.csv?group=pair"))] == ["Finnish law"]


def test_a_group_and_a_country_narrow_each_other_and_an_unknown_group_matches_nothing(pair, vera):
    law("Icelandic law", "IS")
    assert len(rows(vera.get("/search.csv?group=pair&country=is"))) == 1
    assert rows(vera.get("/search.csv?group=pair&country=FI")) == []
    assert rows(vera.get("/search.csv?group=no-such-group")) == []


def test_the_manifest_of_a_file_names_the_group(pair, vera):
    assert vera.get("/search.manifest.json?group=Pair").json()["question"]["filters"] == {"group": ["pair"]}


def test_a_report_is_filtered_by_a_group(pair, vera):
    law("Icelandic law", "IS")
    law("Finnish law", "FI")
    response = vera.get("/reports/legislation-register.csv?group=pair")
    assert [row["title"] for row in rows(response)] == ["Icelandic law"]


def test_a_matrix_has_rows_for_the_members_of_a_group_alone(vera):
    response = vera.get("/reports/who-has-what.csv?group=steering-group")
    assert {row["code"] for row in rows(response)} == STEERING_GROUP
    response = vera.get("/reports/who-has-what.csv?group=steering-group&country=AU&country=MY")
    assert {row["code"] for row in rows(response)} == {"AU"}


def test_a_report_refuses_a_country_outside_the_group(vera):
    response = vera.get("/reports/who-has-what/?group=steering-group&country=MY")
    assert "None of the chosen countries is a member of the chosen group today." in response.content.decode()


def test_the_page_of_a_group_tells_of_each_member_and_leads_to_lists(vera):
    page = vera.get("/groups/asean/").content.decode()
    assert "11 members recorded, 11 of them members of the Bali Process." in page
    assert '<a href="/members/tl/">Timor-Leste</a></th><td>Member</td>' in page
    assert "26 October 2025" in page
    assert "member today" in page
    assert 'href="/legislation/?group=asean"' in page
    assert "not recorded" in vera.get("/groups/saarc/").content.decode()


def test_an_incomplete_group_says_so(vera):
    assert "only Türkiye was read as a member" in vera.get("/groups/budapest-process/").content.decode()
    assert "only Türkiye was read as a member" in vera.get("/groups/").content.decode()


def test_an_unknown_group_has_no_page(vera):
    assert vera.get("/groups/no-such-group/").status_code == 404


def test_the_list_of_members_shows_the_groups_of_each_with_links(vera):
    page = vera.get("/members/").content.decode()
    row = page[page.index('<a href="/members/th/">Thailand</a>') :].split("</tr>")[0]
    assert '<a href="/groups/steering-group/">Steering Group</a>' in row
    assert '<a href="/groups/asean/">ASEAN</a>' in row
    assert row.count("Ad Hoc Group") == 1
