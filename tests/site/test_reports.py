"""A report has rows of published records only, explains its columns, and refuses an invalid filter."""

import json
import re

import pytest
from django.http import QueryDict

from baliportal.catalogue.models import Country, Entry
from baliportal.exports.report import PAGE
from baliportal.reports.registry import REPORTS, get_public_report
from baliportal.reports.row_diff import compare
from legislation.models import Agreement, Law, TreatyAction
from members.models import Organisation, Participation

from . import addresses

pytestmark = pytest.mark.django_db
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)


@every_report
def test_every_column_says_what_it_means_and_every_row_fills_them_all(report):
    assert all(column.label and column.meaning for column in report.columns)
    names = {column.name for column in report.columns}
    rows = list(report.iter_rows(report.bind_filters(_query())))
    assert rows
    assert all(set(row) == names for row in rows)
    typed = [column for column in report.columns if column is not PAGE]  # a page is a path until it is handed out
    assert all(column.type.clean(row[column.name]) == row[column.name] for row in rows for column in typed)
    linked = [row["page"] for row in rows if row.get("page")]
    assert all(page.startswith("/e/") for page in linked)
    assert bool(linked) == ("page" in names)


@every_report
def test_a_page_shows_the_question_the_filters_and_the_first_rows(vera, rows, report):
    page = vera.get(f"/reports/{report.name}/").content.decode()
    assert report.title in page
    shown = page.partition('id="rows-title"')[2].partition("</table>")[0]
    whole, told = len(rows(report.name)), re.search(r"The first (\d+) are shown here", page)
    most = min(whole, 50)
    assert shown.count("<tr>") - 1 == (int(told[1]) if told else whole)
    assert min(most, 10) <= shown.count("<tr>") - 1 <= most  # long rows are fewer
    for name in report.filters.base_filters:
        assert f'name="{name}"' in page
    assert "Ctrl" not in page
    assert all(f'href="/reports/{report.name}.{suffix}"' in page for suffix in addresses.FORMATS)


@every_report
def test_the_list_of_reports_leads_to_it(vera, report):
    page = vera.get("/reports/").content.decode()
    assert f'<a href="/reports/{report.name}/">{report.title}</a>' in page


@every_report
def test_a_filter_that_makes_no_sense_shows_an_error_and_never_every_row(vera, report):
    for name in report.filters.base_filters:
        page = vera.get(f"/reports/{report.name}/?{name}=%3Cnonsense%3E").content.decode()
        assert 'class="errorlist"' in page, name
        assert "<tbody>" not in page
        assert f"/reports/{report.name}.csv" not in page
        for suffix in addresses.FORMATS:
            response = vera.get(f"/reports/{report.name}.{suffix}?{name}=%3Cnonsense%3E")
            assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
            assert name in response.content.decode()


@every_report
def test_code_that_does_not_check_filters_gets_an_error(report):
    name = next(iter(report.filters.base_filters))
    wrong = report.bind_filters(_query(f"{name}=nonsense"))
    with pytest.raises(ValueError, match="not valid"):
        report.iter_rows(wrong)
    with pytest.raises(ValueError, match="not valid"):
        report.total(wrong)
    with pytest.raises(ValueError, match="not valid"):
        report.draw(wrong)


@every_report
def test_a_form_sent_empty_asks_for_everything(rows, report):
    blank = "&".join(f"{name}=&{name}=%20" for name in report.filters.base_filters)
    assert rows(report.name, f"?{blank}&utm_source=mail") == rows(report.name)


@every_report
def test_rows_keep_their_order(rows, report):
    assert rows(report.name) == rows(report.name)


def test_a_country_with_nothing_recorded_has_no_rows_and_an_unknown_one_is_an_error(vera, rows):
    assert rows("legislation-register", "?country=AQ") == rows("who-has-what", "?country=AQ") == []
    assert vera.get("/reports/legislation-register.csv?country=XX").status_code == 400
    assert vera.get("/reports/legislation-register.csv?country=AQ&country=XX").status_code == 400


def test_registers_have_a_row_for_every_published_record(rows):
    kinds = {"meetings-register": "workshop", "legislation-register": "law", "resource-inventory": "resource",
             "organisations": "organisation", "members": "member",
             "commitments-ledger": "commitment"}  # fmt: skip
    for report, kind in kinds.items():
        published = {e.public_id for e in Entry.objects.published().filter(kind=kind)}
        assert {row["page"].split("/")[-2] for row in rows(report)} == published
        assert len(rows(report)) == len(published)


def test_filters_choose_and_combine(rows):
    country, both = rows("legislation-register", "?country=MY"), rows("legislation-register", "?country=MY&country=PH")
    assert {row["country"] for row in country} == {"Malaysia"}
    assert {row["country"] for row in both} == {"Malaysia", "Philippines"}
    acts = rows("legislation-register", "?country=MY&type=act&from_year=2007&to_year=2010")
    assert acts
    assert all("2007" <= row["enacted"][:4] <= "2010" and row["type"] == "Act" for row in acts)
    themed = rows("meetings-register", "?topic=trafficking-in-persons&status=held")
    assert 0 < len(themed) < len(rows("meetings-register", "?status=held"))


def test_a_wider_theme_holds_its_narrower_ones(rows):
    wide, narrow = (rows("legislation-register", f"?topic={slug}") for slug in _wider_and_narrower())
    assert narrow
    assert {row["page"] for row in narrow} < {row["page"] for row in wide}


def test_treaty_status_has_a_row_for_each_recorded_act(rows):
    acts = TreatyAction.objects.count()
    assert len(rows("treaty-status")) == acts
    australia = rows("treaty-status", "?country=AU&action=ratification")
    assert {(row["code"], row["action"]) for row in australia} == {("AU", "Ratification")}
    assert any(row["short_title"] == "UNTOC" and row["date"] == "2004-05-27" for row in australia)


def test_agreements_by_party_has_each_party_once_and_names_the_others(rows):
    by_party = rows("agreements-by-party")
    assert len(by_party) == len({(row["party"], row["page"]) for row in by_party})
    indonesia = rows("agreements-by-party", "?country=ID")
    assert {row["party"] for row in indonesia} == {"Indonesia"}
    assert any(row["others"] == "Philippines" and row["signed"] == "1976-02-10" for row in indonesia)


def test_an_organisation_that_is_a_party_has_its_rows_too(vera, rows):
    agreement, office = Agreement.objects.published().first(), Organisation.objects.published().first()
    before = len(rows("agreements-by-party"))
    agreement.party_organisations.add(office)
    office_rows = [row for row in rows("agreements-by-party") if row["party"] == office.title]
    assert [(row["code"], row["title"]) for row in office_rows] == [("", agreement.title)]
    assert all(country.name in office_rows[0]["others"] for country in agreement.countries.all())
    assert len(rows("agreements-by-party")) == before + 1
    assert f"{before + 1} rows" in vera.get("/reports/agreements-by-party/").content.decode()


@pytest.mark.parametrize("name", ["agreements-by-party", "agreement-pairs"])
def test_a_party_that_is_renamed_changes_its_rows_and_adds_or_removes_none(name):
    office = Organisation.objects.published().first()
    Agreement.objects.published().first().party_organisations.add(office)
    report = get_public_report(name)
    before = list(report.iter_rows(report.bind_filters(_query())))
    Country.objects.filter(code="ID").update(name="Republic of Indonesia")
    Organisation.objects.filter(pk=office.pk).update(title="Another name")
    after = list(report.iter_rows(report.bind_filters(_query())))
    differences = list(compare(before, after, report.key, [column.name for column in report.columns]))
    assert {difference.kind for difference in differences} == {"changed"}
    renamed = {difference.after["party"] for difference in differences if "party" in difference.fields}
    assert renamed == {"Republic of Indonesia", "Another name"}


def test_participation_says_who_since_when_and_as_what(rows):
    assert len(rows("system-participation")) == Participation.objects.count()
    rmas = [row for row in rows("system-participation") if row["acronym"] == "RMAS"]
    assert {"New Zealand", "Australia"} <= {row["country"] for row in rmas}


def test_the_numbers_of_a_member_are_those_of_its_lists(vera, rows):
    malaysia = rows("members", "?country=MY")[0]
    for column, path in (("laws", "legislation"), ("agreements", "agreements")):
        assert json.loads(vera.get(f"/{path}.json?country=MY").getvalue())["total"] == int(malaysia[column])


def test_a_file_is_named_after_the_report_the_choice_and_the_day(vera):
    disposition = vera.get("/reports/treaty-status.csv?country=MY&action=ratification")["Content-Disposition"]
    assert disposition.startswith('attachment; filename="treaty-status_MY-ratification_2')


def test_json_says_what_the_report_is(vera):
    content = json.loads(vera.get("/reports/members.json").getvalue())
    report = get_public_report("members")
    assert (content["report"], content["title"], content["question"]) == ("members", report.title, report.question)
    assert [column["name"] for column in content["columns"]] == [column.name for column in report.columns]
    assert content["results"][0]["page"].startswith("http://testserver/e/")


def _query(query=""):
    return QueryDict(query)


def _wider_and_narrower():
    law = Law.objects.published().filter(topics__parent__isnull=False).first()
    narrow = law.topics.filter(parent__isnull=False).first()
    return narrow.parent.slug, narrow.slug


def test_values_are_ticked_and_what_is_chosen_stands_above_as_links_that_take_it_back(vera):
    page = vera.get(
        "/reports/legislation-register/?country=MY&country=ID&topic=trafficking-in-persons"
    ).content.decode()
    form = page.partition('class="report-filters"')[2].partition("</form>")[0]
    ticked = re.findall(r'name="(\w+)" value="([\w-]+)"[^>]* checked', form)
    assert ticked == [("country", "ID"), ("country", "MY"), ("topic", "trafficking-in-persons")]
    assert "<select" not in form
    chips = page.partition('id="chips-title"')[2].partition("</ul>")[0]
    links = re.findall(r'href="([^"]+)".*?</span> ([^<]+)</a>', chips, re.DOTALL)
    assert [(label, url.replace("&amp;", "&")) for url, label in links] == [
        ("Malaysia", "/reports/legislation-register/?country=ID&topic=trafficking-in-persons"),
        ("Indonesia", "/reports/legislation-register/?country=MY&topic=trafficking-in-persons"),
        ("Trafficking in persons", "/reports/legislation-register/?country=MY&country=ID"),
    ]
    assert 'class="chips-clear" href="/reports/legislation-register/"' in chips
