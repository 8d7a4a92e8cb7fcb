"""What a record of a kind should state and this one does not is said on its page and in the files, and nothing else."""

import csv
import io
import json
import re

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, move
from baliportal.search.index.sync import catch_up
from legislation.models import Law

pytestmark = pytest.mark.django_db


def law(**values):
    made = Law.objects.create(slug="axolotl-act", title="Axolotl act", source_note="Gazette 7", **values)
    made.countries.set(Country.objects.filter(code="MY"))
    move(made, to=Status.PUBLISHED, by=SYSTEM)
    return made


def page(vera, record):
    return vera.get(record.get_absolute_url()).content.decode()


def fact(content, label):
    """The value beside a label on a page, as text."""
    found = re.search(rf"<dt>{label}</dt>\s*<dd[^>]*>(.*?)</dd>", content, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def csv_rows(vera, address):
    content = vera.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_a_missing_fact_stands_in_its_place_with_a_link_to_tell_it(vera):
    content = page(vera, law(number="Act 7"))
    assert fact(content, "Number") == "Act 7"
    assert fact(content, "In force since") == "Not recorded Tell us : In force since"
    assert 'href="/tell-us/?about=law/axolotl-act&amp;fact=legal-status"' in content  # beside the status
    assert fact(content, "Themes") == "Not recorded Tell us : Themes"
    assert "None recorded" in content  # provisions
    assert "<dt>Commencement</dt>" not in content  # nobody expects a note


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"language": "ms"}, True),
        ({"language": "ms", "original_title": "Akta Axolotl"}, False),
        ({"language": "en"}, False),
        ({}, False),
    ],
)
def test_an_original_title_is_missed_where_the_language_is_another_than_english(vera, values, expected):
    assert ("Original title:" in page(vera, law(**values))) is expected


@pytest.mark.parametrize(("status", "expected"), [("repealed", True), ("in-force", False), ("", False)])
def test_a_date_of_repeal_is_missed_where_the_law_is_repealed(vera, status, expected):
    content = page(vera, law(legal_status=status))
    assert bool(re.search(r'<th scope="row">Repealed</th>\s*<td class="unknown">Not recorded', content)) is expected


NAMES = ["original-title", "legal-status", "type", "date", "in-force", "text", "themes", "provisions"]


def test_csv_json_and_json_lines_name_what_is_not_recorded(vera):
    record = law(number="Act 7", language="ms")
    catch_up()
    address = record.get_absolute_url().rstrip("/")
    assert csv_rows(vera, f"{address}.csv")[0]["not_recorded"] == ";".join(NAMES)
    assert csv_rows(vera, "/search.csv?q=axolotl")[0]["not_recorded"] == ";".join(NAMES)
    assert csv_rows(vera, "/search.csv?q=axolotl&columns=title,not_recorded")[0]["not_recorded"] == ";".join(NAMES)
    answer = json.loads(b"".join(vera.get("/search.json?q=axolotl")))
    assert [result["not_recorded"] for result in answer["results"]] == [NAMES]
    line = json.loads(b"".join(vera.get(f"{address}.jsonl")))
    assert line["not_recorded"] == NAMES


def test_the_manifest_describes_the_column(vera):
    law()
    fields = vera.get("/legislation.manifest.json").json()["resources"][0]["schema"]["fields"]
    assert {"name": "not_recorded", "type": "string"}.items() <= fields[-1].items()


def test_every_kind_expects_facts_that_it_has():
    for kind in all_kinds():
        assert len(kind.expected) >= 3, kind.name
        names = {name for fact in kind.expected for name in (*fact.field_names, *fact.only_if[:1], *fact.unless[:1])}
        assert names <= set(kind.names)
        assert len({fact.name for fact in kind.expected}) == len(kind.expected)


def test_a_report_says_not_recorded_and_declares_it_as_a_missing_value(vera):
    law()
    rows = csv_rows(vera, "/reports/legislation-register.csv?country=MY")
    row = next(row for row in rows if row["title"] == "Axolotl act")
    assert (row["number"], row["status"], row["doubt"]) == ("not recorded", "not recorded", "")
    schema = vera.get("/reports/legislation-register.manifest.json").json()["resources"][0]["schema"]
    assert schema["missingValues"] == ["", "not recorded"]
