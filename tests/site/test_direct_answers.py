"""The answer above the results of a search, and in the file of them that programs read."""

import json
import re
from urllib.parse import urlencode

import pytest

from baliportal.search.answers import registry
from workshops.models import Workshop

pytestmark = pytest.mark.django_db
QUESTION = "Has Nauru acceded to the 1967 Protocol?"
LAST = "where was the last ministerial conference held"


@pytest.fixture
def answer_in_json(vera):
    """A function: what programs read of the answer to a question."""

    def read(q, **choices):
        return json.loads(vera.get(f"/search.json?{urlencode({'q': q} | choices)}").getvalue())["answer"]

    return read


@pytest.fixture
def block(vera):
    """A function: the markup of the answer above the results for some words; "" where there is none."""

    def read(q, client=vera, **choices):
        content = client.get(f"/search/?{urlencode({'q': q} | choices)}").content.decode()
        found = re.search(r'<section class="answer".*?</section>', content, flags=re.DOTALL)
        return found[0] if found else ""

    return read


def test_a_page_answers_with_a_sentence_its_rows_a_source_a_date_and_the_page_with_the_whole(block):
    markup = block(QUESTION)
    assert "Yes: Nauru is recorded as a party to the Protocol relating to the Status of Refugees" in markup
    assert '<th scope="row"><a href="/treaties/refugee-protocol-1967/">1967 Protocol</a></th>' in markup
    assert "Accession, 28 June 2011" in markup
    assert "As of March 2022." in markup
    assert re.search(r'<a class="external" rel="external"\s+href="https?://', markup)
    assert '<p class="more"><a href="/treaties/refugee-protocol-1967/">The full page</a></p>' in markup


def test_a_page_shows_the_first_rows_and_counts_the_others(block):
    markup = block("who ratified ACTIP")
    assert markup.count('<th scope="row">') == 6
    assert "4 more on the full page" in markup


def test_programs_read_the_answer_as_text_address_date_sources_and_rows(answer_in_json):
    answer = answer_in_json(QUESTION)
    assert answer["text"].startswith("Yes: Nauru is recorded as a party")
    assert answer["url"] == "http://testserver/treaties/refugee-protocol-1967/"
    assert answer["as_of"] == "2022-03"
    assert all(source.startswith("http") for source in answer["sources"])
    assert answer["rows"] == [{
        "Treaty": "1967 Protocol", "State": "Party: accession, 28 June 2011", "Signed": "no signature recorded",
        "Joined": "Accession, 28 June 2011", "In force for it": "not recorded",
        "url": "http://testserver/treaties/refugee-protocol-1967/",
    }]  # fmt: skip


def test_programs_read_nothing_where_nothing_is_answered(answer_in_json):
    assert answer_in_json("human trafficking") is None


@pytest.mark.parametrize("choices", [{"country": "NR"}, {"page": "2"}])
def test_only_the_first_page_of_a_search_without_choices_answers(block, choices):
    assert block("who ratified the refugee convention")
    assert not block("who ratified the refugee convention", **choices)


@pytest.mark.parametrize("level", ["officials", "secretariat"])
def test_an_answer_tells_nothing_that_is_not_public_to_nobody(block, client, tomasi, level):
    Workshop.objects.filter(slug="ministerial-conference-8").update(visibility=level)
    assert "Adelaide" not in block(LAST)
    client.force_login(tomasi)
    assert "Adelaide" not in block(LAST, client)
    assert "Seventh Bali Process Ministerial Conference" in block(LAST, client)


def test_an_answer_that_fails_fails_no_search(vera, monkeypatch, caplog):
    def fail(question):
        raise ValueError("no answer")

    monkeypatch.setitem(registry.answering(), "meeting-last-where", fail)
    response = vera.get(f"/search/?{urlencode({'q': LAST})}")
    assert response.status_code == 200
    assert 'class="answer"' not in response.content.decode()
    assert "No answer to a question" in caplog.text
