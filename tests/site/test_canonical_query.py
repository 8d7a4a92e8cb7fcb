"""Two questions share an answer only where they are the same question; what no view reads changes nothing."""

from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baliportal.canonical_query import QUERIES, canonical_query
from baliportal.exports.delivery.options import ExportOptions
from baliportal.reports.registry import ALL_REPORTS
from baliportal.search.search_request import FACETS, SearchRequest

from ..sampling import examples, sample
from . import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
anything = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
RECORD = "/legislation/my-act-670-2007/"
#: One address of every view that reads a query string or prints its address.
CACHED = [
    "/", "/about/", "/contact/", "/topics/", "/topics/victim-protection/", "/groups/", "/groups/asean/", "/search/help/", "/search/", "/legislation/", "/members/",
    "/opportunities/", "/campaigns.csv",
    "/search/suggest.json", "/search/suggest-words.json", RECORD, "/reports/", "/reports/legislation-register/",
    "/download/search/", "/download/legislation/", "/download/reports/legislation-register/",
    "/search.atom", "/systems.atom", "/search.json", "/systems.csv", "/treaties.xlsx", "/treaties.bib", "/systems.jsonl", "/treaties.manifest.json",
    "/treaties.json.manifest.json", f"{RECORD[:-1]}.csv", f"{RECORD[:-1]}.json",
    "/reports/treaty-status.csv", "/reports/treaty-status.json", "/reports/treaty-status.manifest.json",
]  # fmt: skip
VALUES = ["", " ", "law", "Law", "MY", "my", "MYS", "extradition", "Extradition", "border", "2", "02", "2007", "zh-hant", "title",
          "Title,page", "topics", "semicolon", "no", "off", "OFF", "newest", "relevance", "x\0y", "ÄÖ", "in_force"]  # fmt: skip
KEYS = [*FACETS, "q", "sort", "page", "synonyms", "columns", "delimiter", "bom", "per", "from_year", "to_year", "status",
        "utm_source", "u", "See_instead:http://evil.example/fake", "seen"]  # fmt: skip
QUERY = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=5).map(urlencode)


def canonical(rf, path, query):
    return canonical_query(rf.get(f"{path}?{query}"))


@pytest.fixture
def fresh(vera, settings, monkeypatch, tmp_path):
    """A function that fetches an address with empty caches, at one fixed time: (status, ETag, content)."""
    clock = SimpleNamespace(now=lambda: made, localdate=timezone.localdate)
    made, directories = timezone.now(), iter(range(10_000))
    monkeypatch.setattr("baliportal.exports.delivery.export.timezone", clock)

    def fetch(address):
        cache.clear()
        settings.EXPORTS_ROOT = tmp_path / f"exports-{next(directories)}"
        response = vera.get(address)
        return response.status_code, response.headers.get("ETag"), addresses.plain(response.getvalue())

    return fetch


# The rule


@anything
@given(path=st.sampled_from(CACHED), one=QUERY, other=QUERY)
def test_equal_keys_have_equal_bytes_and_different_questions_different_keys(rf, fresh, path, one, other):
    first, second = fresh(f"{path}?{one}"), fresh(f"{path}?{other}")
    questions = canonical(rf, path, one), canonical(rf, path, other)
    assert questions[0] == questions[1] or None in (first[1], second[1]) or first[1] != second[1]
    if first[1] == second[1] is not None or questions[0] == questions[1] is not None:
        assert first == second


@anything
@given(path=st.sampled_from(CACHED), query=QUERY)
def test_the_canonical_form_of_an_address_is_its_own_canonical_form(rf, path, query):
    form = canonical(rf, path, query)
    assert form is None or canonical(rf, path, form) == form


@anything
@given(path=st.sampled_from(CACHED), query=QUERY)
def test_an_address_and_its_canonical_form_have_the_same_answer(rf, fresh, path, query):
    form = canonical(rf, path, query)
    if form is not None:
        assert fresh(f"{path}?{query}") == fresh(f"{path}?{form}")


@given(pairs=st.lists(st.tuples(st.sampled_from(KEYS), st.text(max_size=120)), max_size=6))
def test_the_canonical_form_asks_the_same_question_as_what_was_sent(pairs):
    sent = QueryDict(urlencode(pairs, errors="replace"))
    question = SearchRequest.read(sent)
    assert SearchRequest.read(QueryDict(urlencode(question.pairs))) == question
    for report in ALL_REPORTS:
        chosen = report.filters.canonical(sent)
        assert report.filters.canonical(QueryDict(chosen.urlencode())).urlencode() == chosen.urlencode()


@pytest.mark.parametrize("choices", ["", "columns=title,date", "per=topics&bom=no", "delimiter=tab&columns=id"])
def test_choices_about_a_file_come_back_from_their_own_query_string(choices):
    read = ExportOptions.read(QueryDict(choices))
    assert ExportOptions.read(QueryDict(urlencode(read.pairs))) == read


def test_every_public_page_and_file_has_a_canonical_form():
    """Views left out read no parameter (redirects, addresses for programs) or are never cached (the form to tell us)."""
    public = {pattern.callback for pattern in get_resolver().url_patterns if getattr(pattern, "callback", None)}
    names = {view.__name__ for view in public - QUERIES.keys() if view.__module__ != "django.contrib.admin.sites"}
    assert names == {
        "permanent", "opensearch", "index", "sitemap", "robots", "view", "not_found", "tell_us", "sent",
        "report_list", "report", "staff_report_download", "download_report", "report_manifest", "help_page", "help_page_in",
        "area", "contacts", "records", "papers", "integrity",
    }  # fmt: skip


# What could be done to others


@pytest.mark.parametrize(
    ("sent_first", "wanted"),
    [
        ("/legislation.csv?q=smuggling+of+migrants&q=", "/legislation.csv?q=smuggling+of+migrants"),
        ("/legislation.manifest.json?q=smuggling+of+migrants&q=", "/legislation.manifest.json?q=smuggling+of+migrants"),
        ("/search/?q=fraudulent&q=", "/search/?q=fraudulent"),
        ("/search/suggest.json?q=malay&q=", "/search/suggest.json?q=malay"),
        ("/systems.csv?per=topics&per=&q=border", "/systems.csv?per=topics&q=border"),
        ("/search/?q=law&q=border", "/search/?q=border&q=law"),
        (
            "/reports/legislation-register.csv?from_year=2010&from_year=",
            "/reports/legislation-register.csv?from_year=2010",
        ),
        ("/reports/legislation-register/?from_year=2010&from_year=", "/reports/legislation-register/?from_year=2010"),
    ],
)
def test_another_question_asked_first_is_never_the_answer(fresh, vera, sent_first, wanted):
    truth = fresh(wanted)
    cache.clear()
    vera.get(sent_first).getvalue()
    response = vera.get(wanted)
    assert (response.headers["ETag"], addresses.plain(response.getvalue())) == truth[1:]
    assert fresh(sent_first)[1:] != truth[1:]


@pytest.mark.sampled
@pytest.mark.parametrize("path", sample(CACHED, one_in=3))
def test_a_parameter_that_no_view_reads_appears_nowhere(fresh, path):
    bare = fresh(path)
    assert fresh(f"{path}?See_instead:http://evil.example/fake=&utm_source=mail&seen=9&q[]=x") == bare
    assert b"evil.example" not in bare[2]


@pytest.mark.parametrize("path", ["/systems.xlsx", "/search.json", "/reports/treaty-status.csv", f"{RECORD[:-1]}.csv"])
def test_a_parameter_that_nobody_reads_makes_no_file(vera, settings, path):
    vera.get(f"{path}?q=system").getvalue()
    made = sorted(file.name for file in settings.EXPORTS_ROOT.iterdir())
    for n in range(3):
        vera.get(f"{path}?u={n}&q=system&country=").getvalue()
    assert sorted(file.name for file in settings.EXPORTS_ROOT.iterdir()) == made


def test_an_address_whose_view_is_not_listed_is_never_cached(vera, monkeypatch):
    assert "ETag" in vera.get("/about/").headers
    monkeypatch.delitem(QUERIES, next(view for view in QUERIES if view.__name__ == "about"))
    assert "ETag" not in vera.get("/about/").headers


# One meaning


@pytest.mark.parametrize(
    ("path", "sent", "meant"),
    [
        ("/search/", "country=my&kind=LAW&topic=Extradition&sort=Newest", "kind=law&country=MY&topic=extradition&sort=newest"),
        ("/search/", "language=zh-hant&language=PT", "language=zh-Hant&language=pt"),
        ("/search/", "q=boats&synonyms=OFF&page=03", "q=boats&synonyms=off&page=3"),
        ("/search/", "synonyms=off&page=1&sort=x&kind=", ""),
        ("/legislation/", "kind=treaty&country=MY&country=my", "country=MY"),
        ("/legislation.csv", "page=4&columns=Title&columns=date,title&Delimiter=tab&bom=YES", "columns=title%2Cdate"),
        ("/legislation.csv", "per=topics&per=countries", "per=countries"),
        ("/download/legislation/", "q=boats&page=2&columns=title", "q=boats"),
        ("/reports/legislation-register/", "status=IN_FORCE&country=my&from_year=1999&from_year=2001&page=2",
         "country=MY&status=in_force&from_year=2001"),
        ("/reports/legislation-register.csv", "country=fj&columns=Title&delimiter=comma", "country=FJ&columns=title"),
        ("/members/", "q=", ""),
        (RECORD, "known=2026-11-01&as_of=%2020150601&with=TH&page=2", "as_of=2015-06-01&known=2026-11-01"),
        ("/members/my/", "with=TH&as_of=2015-06-01", "as_of=2015-06-01&with=th"),
        ("/organisations/iom/", "as_of=2015-06-01&known=2026-11-01", ""),
        ("/reports/treaty-status/", "known=2026-11-01&country=my&as_of=2015-06-01",
         "country=MY&as_of=2015-06-01&known=2026-11-01"),
    ],
)  # fmt: skip
def test_each_parameter_has_one_meaning(rf, path, sent, meant):
    assert canonical(rf, path, sent) == meant


def test_codes_are_read_without_regard_to_case_by_page_file_and_report_alike(vera):
    for path in (
        "/legislation/",
        "/legislation.csv",
        "/reports/legislation-register/",
        "/reports/legislation-register.csv",
    ):
        assert vera.get(f"{path}?country=my").getvalue() == vera.get(f"{path}?country=MY").getvalue()
    assert "<h2>0 results" not in vera.get("/search/?country=my&kind=Law").content.decode()


def test_page_file_and_manifest_print_the_same_address(vera):
    sent = "evil=1&topic=extradition&country=my&q=act"
    meant = "q=act&amp;country=MY&amp;topic=extradition"
    assert f"http://testserver/legislation/?{meant}</p>" in vera.get(f"/legislation/?{sent}").content.decode()
    manifest = vera.get(f"/legislation.manifest.json?{sent}").json()
    assert manifest["homepage"] == f"http://testserver/legislation/?{meant}".replace("&amp;", "&")
    assert manifest["citation"].endswith(manifest["homepage"])


@pytest.mark.parametrize("path", ["/download/reports/legislation-register/", "/reports/legislation-register.csv"])
def test_a_filter_that_makes_no_sense_is_refused_alike_by_the_page_of_formats_and_the_file(vera, path):
    response = vera.get(f"{path}?from_year=soon")
    assert response.status_code == 400
    assert response.content.decode().startswith("from_year: ")
