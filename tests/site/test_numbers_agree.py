"""The page, the files and the facets all count the same."""

import csv
import io
import json
import random
import re

import pytest
from django.http import QueryDict

from baliportal.reports.registry import REPORTS
from baliportal.search.listing import Listing
from baliportal.search.search_request import FACETS, SearchRequest

from ..sampling import examples, sample

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
QUESTIONS = examples(60)
WORDS = [
    "",
    "",
    "trafficking",
    "smuggling act",
    '"lost and stolen passports"',
    "guide -victims",
    "migrasi",
    "nothing here",
]
FOLLOWED = 4  # choices of each facet whose count is put to the test


def answer_to(query):
    return Listing(SearchRequest.read(QueryDict(query.removeprefix("?"))), "/search/")


@pytest.fixture
def questions(db, starter_index):
    """Query strings as visitors make them: words, and choices of one facet or several, often two in one."""
    chance = random.Random(2009)

    def random_query():
        question = SearchRequest(q=chance.choice(WORDS), sort=chance.choice(["", "oldest", "title"]))
        for _ in range(chance.choice([1, 2, 2, 3])):
            facets = Listing(question, "/search/").facets
            choices = chance.choice(facets)["choices"] if facets else []
            for choice in chance.sample(choices, min(chance.choice([1, 1, 2]), len(choices))):
                question = question.toggled(_facet_of(choice, facets), choice["value"])
        return question.query_string()

    return [random_query() for _ in range(QUESTIONS)]


def _facet_of(choice, facets):
    return next(facet["key"] for facet in facets if choice in facet["choices"])


def counts_by_format(vera, path, query):
    """Number of records that the page of a list and each of its files say or hold."""
    page = vera.get(f"{path}/{query}").content.decode()
    as_json = json.loads(vera.get(f"{path}.json{query}").getvalue())
    lines = vera.get(f"{path}.jsonl{query}").getvalue().splitlines()
    return {
        "page": int(re.search(r"<h2>([\d,]+) results?</h2>", page)[1].replace(",", "")),
        "JSON total": as_json["total"],
        "JSON results": len(as_json["results"]),
        "JSON lines": len([json.loads(line) for line in lines]),
        "CSV": len(rows_of(vera, f"{path}.csv{query}")),
    }


def rows_of(vera, address):
    content = vera.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_the_page_and_every_file_agree(vera, questions):
    counts = {query: counts_by_format(vera, "/search", query) for query in questions}
    assert {query: numbers for query, numbers in counts.items() if len(set(numbers.values())) > 1} == {}
    assert sum(numbers["CSV"] > 0 for numbers in counts.values()) > QUESTIONS / 2


def test_the_page_and_every_file_of_one_kind_agree(vera, starter_index):
    for path in ("/legislation", "/workshops", "/treaties", "/systems"):
        assert len(set(counts_by_format(vera, path, "?sort=title").values())) == 1


def test_files_hold_what_the_page_shows_in_its_order(vera, starter_index):
    query = "?q=trafficking&country=TH"
    titles = [result.entry.title for result in answer_to(query).results]
    assert [row["title"] for row in rows_of(vera, f"/search.csv{query}")][: len(titles)] == titles
    assert [result["title"] for result in json.loads(vera.get(f"/search.json{query}").getvalue())["results"]] == [
        row["title"] for row in rows_of(vera, f"/search.csv{query}")
    ]


def test_following_a_facets_link_leads_to_as_many_records_as_it_said(questions):
    for query in questions:
        for facet in answer_to(query).facets:
            for choice in facet["choices"][:FOLLOWED] if not facet["selected"] else []:
                narrower = SearchRequest.read(QueryDict(query[1:])).toggled(facet["key"], choice["value"])
                assert answer_to(narrower.query_string()[1:]).total == choice["count"], (query, choice)


def test_a_facet_is_counted_under_every_choice_but_its_own(questions):
    for query in questions:
        question = answer_to(query).request
        for facet in answer_to(query).facets:
            others = {key: values for key, values in question.choices.items() if key != facet["key"]}
            for choice in facet["choices"][:FOLLOWED] if facet["selected"] else []:
                alone = SearchRequest(question.q, others | {facet["key"]: [choice["value"]]})
                assert Listing(alone, "/search/").total == choice["count"], (query, choice)


def test_choices_in_one_facet_widen_and_facets_narrow(starter_index):
    malaysia, fiji = answer_to("country=MY").total, answer_to("country=FJ").total
    both, narrowed = answer_to("country=MY&country=FJ").total, answer_to("country=MY&country=FJ&kind=law").total
    assert max(malaysia, fiji) < both <= malaysia + fiji
    assert 0 < narrowed < both


def test_json_gives_the_facets_of_the_page(vera, starter_index):
    query = "?topic=trafficking-in-persons&country=MY"
    facets = json.loads(vera.get(f"/search.json{query}").getvalue())["facets"]
    shown = {facet["key"]: facet["choices"] for facet in answer_to(query).facets}
    assert set(facets) == set(shown) <= set(FACETS)
    assert all(
        (in_json["value"], in_json["label"], in_json["count"], in_json["selected"])
        == (choice["value"], choice["label"], choice["count"], choice["selected"])
        for key in facets
        for in_json, choice in zip(facets[key], shown[key], strict=True)
    )


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_a_report_counts_the_same_on_its_page_and_in_every_file(vera, report):
    queries = ["", "?country=MY&country=ID", "?topic=child-protection", "?from_year=2008&to_year=2012"]
    for query in sample(queries, one_in=2, shift=REPORTS.index(report)):
        page = vera.get(f"/reports/{report.name}/{query}").content.decode()
        as_json = json.loads(vera.get(f"/reports/{report.name}.json{query}").getvalue())
        lines = vera.get(f"/reports/{report.name}.jsonl{query}").getvalue().splitlines()
        rows = rows_of(vera, f"/reports/{report.name}.csv{query}")
        said = re.search(r">([\d,]+) rows?</h2>", page)
        assert {
            as_json["total"],
            len(as_json["results"]),
            len(lines),
            int(said[1].replace(",", "")) if said else 0,
        } == {len(rows)}
