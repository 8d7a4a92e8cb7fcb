"""Did you mean: real words for words that stand nowhere, proposed with what they find, and never put in unasked."""

import time

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.publishing import Status, move
from baliportal.search.spelling.corrections import corrected
from baliportal.search.spelling.edit_distance import edit_distance
from baliportal.search.spelling.unknown_words import unknown_words
from baliportal.search.thesaurus.thesaurus import EMPTY_THESAURUS, Concept, Thesaurus
from legislation.models import Law

RECORDS = [
    {"title": "Law on trafficking in persons", "names": "Malaysia"},
    {"title": "Trafficking in children", "summary": "A policy of the police, with visas and statements"},
    {"title": "Co-chairs' statement", "original_title": "Закон о торговле людьми", "numbers": "Act 670"},
    {"title": "Trafficking and smuggling", "names": "Malaysia"},
]


@pytest.fixture
def better(filled):
    index = filled(*RECORDS)

    def put_right(q, thesaurus=EMPTY_THESAURUS):
        with index.reading() as reader:
            return corrected(reader.searcher, q, thesaurus)

    return put_right


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("traficking in Malaisya", "trafficking in Malaysia"),
        ("trafficing", "trafficking"),
        ("polise", "police"),
        ("co-chiars", "co-chairs"),
        ("смуглинг торгавле", "смуглинг торговле"),
        ('"traficking in persons" -polise', '"trafficking in persons" -polise'),
        ("title:smugling country:MY", "title:smuggling country:MY"),
    ],
)
def test_misspelt_words_are_corrected(better, typed, meant):
    assert better(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "trafficking", "Act 671", "671", "R.A. 9209", "lwa", "polxx", "qwertyuiop", "ค้ามนุษบ์", "year:1999", "-polise"],
)
def test_correct_words_and_nonsense_stay(better, typed):
    assert better(typed) == ""


def test_the_nearer_word_wins_then_the_more_frequent(filled):
    index = filled({"title": "border orders"}, {"title": "boarder"}, {"title": "boarder"})
    with index.reading() as reader:
        assert corrected(reader.searcher, "bordr", EMPTY_THESAURUS) == "border"
        assert corrected(reader.searcher, "boorder", EMPTY_THESAURUS) == "boarder"


def test_names_of_the_thesaurus_are_real_words(better):
    thesaurus = Thesaurus([Concept("People smuggling", ("penyelundupan manusia",), "topic", "people-smuggling")])
    assert better("penyelundupn manusia", thesaurus) == "penyelundupan manusia"
    assert better("penyelundupan", thesaurus) == ""


def test_a_word_of_a_longer_name_is_neither_known_nor_proposed_without_the_others(filled):
    thesaurus = Thesaurus([Concept("Trafficking in persons", ("trafiking ng tao",), "topic", "trafficking-in-persons")])
    index = filled({"title": "Trafficking"})
    with index.reading() as reader:
        for typed in ("trafiking", "trafikking"):
            assert corrected(reader.searcher, typed, thesaurus) == "Trafficking"
        assert corrected(reader.searcher, "trafiking ng tao", thesaurus) == ""


def test_nonsense_costs_little_time(better):
    nonsense = " ".join(f"qwxzkj{chr(97 + n % 26)}{chr(98 + n % 25)}sdapoiuqwxzkjhg" for n in range(32))
    began = time.thread_time()
    assert better(nonsense) == ""
    assert better("qwxzkjhgfdsapoiu " * 4) == ""
    assert time.thread_time() - began < 10  # it takes 0.1: a bound on how the work grows


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("law", "law", 0),
        ("lwa", "law", 1),
        ("police", "policy", 1),
        ("visa", "visas", 1),
        ("abcd", "badc", 2),
        ("a", "xyz", 3),
    ],
)
def test_edit_distances(one, other, apart):
    assert edit_distance(one, other, 2) == edit_distance(other, one, 2) == apart


def test_unknown_words_are_those_in_no_record(filled):
    index = filled(*RECORDS)
    with index.reading() as reader:
        unknown = unknown_words(reader.searcher, "Trafficked xyzzy, Malaysia’s plugh and 12345", EMPTY_THESAURUS)
    assert [word.text for word in unknown] == ["xyzzy", "plugh"]


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_index")
def test_the_page_proposes_with_a_count_and_changes_nothing(vera):
    page = vera.get("/search/?q=smugling+Malaisya").content.decode()
    assert 'Did you mean: <a href="/search/?q=smuggling+Malaysia"' in page
    assert 'value="smugling Malaisya"' in page
    assert "Did you mean" not in vera.get("/search/?q=smuggling+Malaysia").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_index")
def test_a_word_of_a_withdrawn_record_or_a_draft_is_no_proposal(vera):
    law = Law.objects.create(title="Quetzalcoatl Act", type="act")
    address = "/search/?q=quetzalcoatel"
    assert "Did you mean" not in vera.get(address).content.decode()
    move(law, to=Status.IN_REVIEW, by=SYSTEM)
    move(law, to=Status.PUBLISHED, by=SYSTEM)
    assert "Did you mean" in vera.get(address).content.decode()
    move(law, to=Status.WITHDRAWN, by=SYSTEM)
    assert "Did you mean" not in vera.get(address).content.decode()
