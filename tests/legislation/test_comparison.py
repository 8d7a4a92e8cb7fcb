"""Members beside each other: whose law answers which article, and what is recorded under a theme."""

import csv
import datetime
import html
import io
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status
from legislation.comparison.marked_texts import mark_differences
from legislation.comparison.request import ComparisonRequest
from legislation.models import CoverageCheck, Law, Provision, Treaty

pytestmark = pytest.mark.django_db
MY_TH = "country=my&country=th"


@pytest.fixture(autouse=True)
def empty_page_cache():
    cache.clear()


@pytest.fixture
def table(vera):
    """A function: the table of the comparison under a query string, {first words of a row: texts of its cells}."""

    def read(query):
        cache.clear()
        page = vera.get(f"/compare/?{query}").content.decode()
        rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
        cells = [[_text(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]
        return {first: rest for first, *rest in cells}

    return read


def _text(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def row_of(table, start):
    return next(cells for first, cells in table.items() if first.startswith(start))


def check(state, article="tip-protocol/9"):
    return CoverageCheck.objects.create(
        country=Country.objects.get(code="TH"), topic=Topic.objects.get(slug="trafficking-in-persons"), of=article,
        state=state, checked_on=datetime.date(2026, 11, 2), checked_by="legal officer",
    )  # fmt: skip


def test_an_address_is_read_without_regard_to_case_and_in_one_form():
    asked = ComparisonRequest.read(QueryDict("topic=Extradition&country=th&country=My&country=TH&x=1"))
    assert asked == ComparisonRequest(("TH", "MY"), "", "extradition")
    assert asked.query == "country=TH&country=MY&topic=extradition"
    assert ComparisonRequest.read(QueryDict(asked.query)) == asked


def test_a_treaty_goes_before_a_theme():
    asked = ComparisonRequest.read(QueryDict(f"{MY_TH}&treaty=TIP-protocol&topic=extradition"))
    assert (asked.treaty, asked.topic) == ("tip-protocol", "")


def test_each_article_shows_whose_law_answers_it_and_where(table):
    found = table(f"{MY_TH}&treaty=tip-protocol")
    malaysia, thailand = row_of(found, "Article 8")
    assert "Act 2007, Act 670 (in force, as amended) s 54 " in malaysia
    assert "B.E. 2551 (in force, as amended) s 38 " in thailand
    assert "s 39 " in thailand


def test_the_columns_say_how_each_member_stands_to_the_treaty(table):
    assert row_of(table("country=th&country=my&treaty=tip-protocol"), "Article") == [
        "Thailand Party: ratification, 17 October 2013",
        "Malaysia Party: accession, 26 February 2009",
    ]


def test_what_nobody_recorded_says_so_and_a_confirmed_none_says_who_and_when(table):
    query = f"{MY_TH}&treaty=tip-protocol"
    assert row_of(table(query), "Article 9") == ["Nothing recorded", "Nothing recorded"]
    check("confirmed-none")
    assert row_of(table(query), "Article 9") == ["Nothing recorded", "Confirmed: none (legal officer, 2 November 2026)"]


def test_a_disputed_article_says_so_beside_its_provisions(table):
    check("disputed", "tip-protocol/8")
    _, thailand = row_of(table(f"{MY_TH}&treaty=tip-protocol"), "Article 8")
    assert thailand.startswith("Disputed (legal officer, 2 November 2026) Anti-Trafficking")


def test_a_provision_of_an_article_with_a_paragraph_stands_under_the_article(table):
    law, treaty = Law.objects.get(slug="my-act-670-2007"), Treaty.objects.get(slug="tip-protocol")
    Provision.objects.create(law=law, treaty=treaty, article="9(1)(a)", pinpoint="s 7")
    assert "s 7" in row_of(table(f"{MY_TH}&treaty=tip-protocol"), "Article 9")[0]


def test_a_provision_of_a_law_that_is_not_public_is_not_shown(table):
    Law.objects.filter(slug="th-anti-trafficking-2008").update(status=Status.WITHDRAWN)
    assert row_of(table(f"{MY_TH}&treaty=tip-protocol"), "Article 8")[1] == "Nothing recorded"


def test_words_that_differ_are_marked_where_both_have_a_text(vera):
    treaty = Treaty.objects.get(slug="tip-protocol")
    for slug, text in (("my-act-670-2007", "shall be fined"), ("th-anti-trafficking-2008", "shall be imprisoned")):
        law = Law.objects.get(slug=slug)
        Provision.objects.create(law=law, treaty=treaty, article="14", pinpoint="s 1", text=text, language="en")
    page = vera.get(f"/compare/?{MY_TH}&treaty=tip-protocol").content.decode()
    assert "<blockquote>shall be <mark>fined</mark></blockquote>" in page
    assert "<blockquote>shall be <mark>imprisoned</mark></blockquote>" in page


def test_texts_in_two_languages_are_not_compared_but_a_translation_is():
    english = {"text": "no one", "language": "English", "translation": ""}
    malay = {"text": "tiada", "language": "Malay", "translation": ""}
    translated = malay | {"translation": "no single one"}
    assert [piece.changed for piece in mark_differences([english, malay])[1]] == [False]
    assert [p.text for p in mark_differences([english, translated])[1] if p.changed] == ["single "]
    assert mark_differences([malay | {"text": ""}]) == {}


def test_a_theme_shows_laws_with_their_status_and_treaties_with_the_day(table):
    found = table(f"{MY_TH}&topic=trafficking-in-persons")
    malaysia, thailand = row_of(found, "Laws")
    assert "Smuggling of Migrants Act 2007 Act 670; In force, as amended, since 1 October 2007; enacted" in malaysia
    assert "B.E. 2540; Repealed by Anti-Trafficking in Persons Act B.E. 2551 (2008), 2008; enacted 1997" in thailand
    assert row_of(found, "Trafficking in Persons Protocol") == [
        "Party: accession, 26 February 2009",
        "Party: ratification, 17 October 2013",
    ]
    assert row_of(found, "Systems") == ["No system is recorded under this theme."] * 2


def test_a_theme_shows_who_takes_part_in_its_systems(table):
    found = table("country=au&country=bt&topic=biometrics")
    assert row_of(found, "Regional Biometric Data Exchange")[0].startswith("Review committee")


def test_a_theme_says_what_is_known_and_who_looked(table):
    check("confirmed-none", "law")
    laws = Law.objects.about(Topic.objects.get(slug="trafficking-in-persons")).filter(countries__code="TH")
    Law.objects.filter(pk__in=laws.values("pk")).update(status=Status.WITHDRAWN)
    assert row_of(table(f"{MY_TH}&topic=trafficking-in-persons"), "What is known") == [
        "Recorded",
        "Confirmed: none looked up on 2 November 2026; legal officer",
    ]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 200, "Choose 2 to 5 members."),
        ("country=my&treaty=tip-protocol", 200, "Choose 2 to 5 members."),
        (MY_TH, 200, "Choose a treaty or a theme."),
        ("country=my&country=xx&treaty=tip-protocol", 400, "There is no member with the code “XX”."),
        (f"{MY_TH}&treaty=uncac", 400, "There is no treaty “uncac” whose articles are recorded."),
        (f"{MY_TH}&topic=poetry", 400, "There is no theme “poetry”."),
        (f"{MY_TH}&country=au&country=id&country=nz&country=us&topic=extradition", 400, "6 are chosen."),
    ],
)
def test_what_is_missing_or_makes_no_sense_is_said_and_the_choice_stays(vera, query, status, words):
    response = vera.get(f"/compare/?{query}")
    page = html.unescape(response.content.decode())
    assert (response.status_code, words in page) == (status, True)
    assert ('value="my" checked' in page) == ("my" in query)


def test_the_files_hold_the_rows_of_the_page(vera):
    page = html.unescape(vera.get(f"/compare/?{MY_TH}&treaty=som-protocol").content.decode())
    address = re.search(r'href="(/reports/provisions-by-article\.csv\?[^"]*)"', page)[1]
    assert address.endswith("?country=MY&country=TH&treaty=som-protocol")
    rows = list(csv.DictReader(io.StringIO(vera.get(address).getvalue().decode("utf-8-sig"), newline="")))
    assert {row["code"] for row in rows} == {"MY", "TH"}
    [place] = [row for row in rows if row["pinpoint"] == "s 26A"]
    assert (place["article"], place["state"], place["number"]) == ("6", "recorded", "Act 670")
    assert place["source"] == "https://mylaw.my/legislation/act-2007-670"
    assert {row["state"] for row in rows if row["code"] == "TH"} == {"not-recorded"}
    assert len([row for row in rows if row["code"] == "TH"]) == 17


@pytest.mark.parametrize("subject", ["treaty=tip-protocol", "topic=trafficking-in-persons"])
def test_five_members_take_at_most_12_queries_and_60_kb(vera, subject):
    vera.get("/compare/")
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = vera.get(f"/compare/?{MY_TH}&country=au&country=id&country=us&{subject}")
    assert response.status_code == 200
    assert len(queries) <= 12, [query["sql"] for query in queries]
    assert len(response.content) < 60_000
