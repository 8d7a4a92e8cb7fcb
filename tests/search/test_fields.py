"""Fields for those who know; whatever cannot be read as one is plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.parsing.field_syntax import MAX_VALUES
from baliportal.search.parsing.query_parser import MAX_CONDITIONS, parse
from baliportal.search.query import SORTS, pks, search
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

from .query_strategies import ANY_TEXT, PIECES

THESAURUS = Thesaurus([
    Concept("Malaysia", ("Malaysian", "มาเลเซีย"), "country", "MY"),
    Concept("Hong Kong SAR", ("Hong Kong",), "country", "HK"),
    Concept("People smuggling", ("penyelundupan manusia",), "topic", "people-smuggling"),
    Concept("Law", ("laws",), "kind", "law", expands=False),
    Concept("Iceland", (), "country", "IS"),
    Concept("South Korea", ("Korea, Republic of", "Republic of"), "country", "KR"),
])  # fmt: skip


@pytest.fixture
def some(filled):
    return filled(
        {"title": "Passports Act", "countries": ("MY",), "date": "1966", "language": "ms", "type": "act"},
        {
            "title": "Act",
            "original_title": "Akta Paspor",
            "text": "passports",
            "countries": ("MY", "HK"),
            "date": "2007-10",
        },
        {"title": "Smuggling", "topics": ("people-smuggling",), "kind": "treaty", "date": "2000", "numbers": "Act 670"},
        {"title": "An Act of 670 passports", "countries": ("HK",)},
    )


def result_pks(index, q, **more):
    return sorted(hit.pk for hit in search(index, q, thesaurus=THESAURUS, **more).hits)


@pytest.mark.parametrize(
    ("q", "pks"),
    [
        ("passports", [1, 2, 4]),
        ("title:passports", [1, 4]),
        ("title:paspor", [2]),
        ('title:"akta paspor"', [2]),
        ('title:"paspor akta"', []),
        ("title:act title:passports", [1, 4]),
        ("number:670", [3]),
        ('number:"Act No. 670"', [3]),
        ("country:MY", [1, 2]),
        ("country:my", [1, 2]),
        ("country:MYS", [1, 2]),
        ("country:mys,hkg", [1, 2, 4]),
        ("type:Act", [1]),
        ("language:MS", [1]),
        ("Country:Malaysia", [1, 2]),
        ("country:มาเลเซีย passports", [1, 2]),
        ('country:"Hong Kong"', [2, 4]),
        ("country:MY country:HK", [2]),
        ("country:MY,HK", [1, 2, 4]),
        ("member:HK", [2, 4]),
        ("country:Iceland", []),
        ("passports -country:MY", [4]),
        ("-country:MY", [3, 4]),
        ("topic:people-smuggling", [3]),
        ('theme:"penyelundupan manusia"', [3]),
        ("kind:treaty", [3]),
        ("kind:laws", [1, 2, 4]),
        ("type:act", [1]),
        ("language:ms", [1]),
        ("year:2007", [2]),
        ("year:2000..2007", [2, 3]),
        ("year:2007..2000", [2, 3]),
        ("year:2000-2007", [2, 3]),
        ("year:2000–2007", [2, 3]),
        ("year:2007,..1990", [1, 2]),
        ("year:..2000", [1, 3]),
        ("year:2001..", [2]),
        ("year:๒๐๐๗", [2]),
        ("year:2550", [2]),
        ("year:2509..2543", [1, 3]),
        ('year:"1428 AH"', [2]),
        ("year:1428هـ", [2]),
        ("year:平成19", [2]),
        ("-year:2000..2010", [1, 4]),
        ("passports -title:passports", [2]),
        ("passports -title:act", []),
    ],
)
def test_a_field_narrows(some, q, pks):
    assert result_pks(some, q) == pks


def test_a_field_and_a_facet_narrow_each_other(some):
    results = search(some, "country:MY", thesaurus=THESAURUS, year=["2007"])
    assert [hit.pk for hit in results.hits] == [2]
    assert dict(results.facets["year"]) == {"2007": 1, "1966": 1}


def test_a_name_with_a_comma_is_one_name():
    assert parse('country:"Korea, Republic of"', THESAURUS.values).conditions[0].values == ("KR",)


def test_fields_alone_are_no_words(some):
    results = search(some, "country:MY")
    assert (results.mode, results.terms) == ("everything", [])
    assert [hit.pk for hit in results.hits] == [2, 1]


@pytest.mark.parametrize("q", ["colour:passports", "country:Atlantis", "year:soon", "year:..", "year:20077", "topic:"])
def test_invalid_fields_are_plain_words(some, q):
    wording = parse(q)
    assert not wording.conditions
    assert [word for clause in wording.wanted for word in clause.words] == [
        word for clause in parse(q.replace(":", " ")).wanted for word in clause.words
    ]


def test_an_unreadable_value_does_not_hide_the_other_words(some):
    assert result_pks(some, "passports colour:act")[:1] == [1]
    assert search(some, "country:Atlantis passports").total > 0


def test_a_colon_after_a_word_is_no_field(some):
    assert result_pks(some, "country: MY") == result_pks(some, "country MY")


def test_conditions_are_bounded(some):
    assert len(parse("year:2000 " * 500).conditions) == 1
    many = " ".join(f"year:{year}" for year in range(1000, 1200))
    assert len(parse(many).conditions) == MAX_CONDITIONS
    assert search(some, "country:" + ",".join(["MY"] * 500)).total == 2
    assert MAX_VALUES < 500


FIELD_LIKE = st.lists(
    st.sampled_from([
        *PIECES, "title:", "number:", "country:", "-country:", "topic:", "theme:", "kind:", "type:", "language:", "year:",
        "year:2007", "year:..", "..", "2005..2009", "year:0000..9999", ":", "::", '"', '-"', "-", "MY", "MY,", ",", "law",
        "title:title:", 'country:"', "year:\ud800", "country:\x00", "kind:law,law", "TITLE:ก", "title:法", "year:٢٠٠٧",
    ]),
    max_size=12,
).map("".join) | ANY_TEXT.map(lambda text: f"title:{text} -country:{text} year:{text} kind:{text}")  # fmt: skip


@given(FIELD_LIKE, st.sampled_from(list(SORTS)))
def test_no_field_is_an_error(field_index, q, sort):
    results = search(field_index, q, sort=sort, thesaurus=THESAURUS)
    assert results.total >= len(results.hits)
    assert sorted(pks(field_index, q, sort=sort, thesaurus=THESAURUS)) == sorted(hit.pk for hit in results.hits)


@pytest.fixture(scope="module")
def field_index(tmp_path_factory):
    from baliportal.search.index.index import Index

    from .conftest import document

    index = Index(tmp_path_factory.mktemp("fields") / "index")
    texts = ["law on trafficking", "RA 9208", "กฎหมายค้ามนุษย์", "反对拐卖人口"]
    made = [document(pk, title=text, numbers=text, countries=("MY",), date="2007") for pk, text in enumerate(texts, 1)]
    index.rebuild(made, 1)
    return index
