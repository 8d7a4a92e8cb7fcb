"""A small question never gives a huge answer: it adds at most 60 times its own length to the page.

Each link of a page repeats the question, so the length of a page would grow with its square: 4 kB gave 2.4 MB.
"""

import pytest

from baliportal.search.results.facet_choices import LINKED_CHIPS
from baliportal.search.search_request import MAX_CHOICES

pytestmark = pytest.mark.django_db

TIMES, BESIDES = 60, 60_000
LONGEST_QUERY = 4_000  # bytes of an address that the web server takes
FACETS = ["has", "kind", "topic", "group", "year", "type", "country", "language", "meeting", "state", "verification"]
VALUES = [f"{name}={name[0]}{number}" for name in FACETS for number in range(40)]
LISTS = [
    "/search/",
    "/legislation/",
    "/members/",
    "/opportunities/",
    "/calendar/",
    "/reports/who-has-what/",
    "/legislation.atom",
]
QUESTIONS = {
    "1,000 brackets": "q=" + "%28" * 1000,
    "360 invented values": "&".join(VALUES[:360]),
    "both": "q=" + "%28" * 600 + "&" + "&".join(VALUES),
    "unknown parameters": "&".join(f"{name}x={name}" for name in FACETS * 30),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("path", LISTS)
def test_an_answer_is_bounded_by_its_question(vera, path, question):
    asked = question[:LONGEST_QUERY].rpartition("&")[0] or question
    plain, answer = vera.get(path), vera.get(f"{path}?{asked}")
    assert len(answer.content) <= len(plain.content) + TIMES * len(asked) + BESIDES


def test_who_sends_more_than_is_read_is_told_so(vera):
    long = vera.get("/search/", {"q": "boat " * 300}).content.decode()
    assert "Only the first 1,000 characters of the words were searched." in long
    many = vera.get("/search/", {"year": [str(1900 + number) for number in range(60)]}).content.decode()
    assert f"Only the first {MAX_CHOICES} filters were searched." in many
    assert many.count("Remove the filter") == LINKED_CHIPS
    assert "were searched" not in vera.get("/search/", {"q": "boat"}).content.decode()
