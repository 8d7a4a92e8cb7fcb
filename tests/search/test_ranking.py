"""Ranking: what stands first among the matches, and the other sorts."""

from baliportal.search.index.document import PageText
from baliportal.search.query import search
from baliportal.search.thesaurus.thesaurus import Concept, Thesaurus

from .conftest import document, result_pks


def test_a_title_with_all_words_far_apart_comes_before_a_text_that_repeats_them(filled):
    index = filled(
        {"title": "Law", "summary": "trafficking law trafficking law", "names": "law trafficking"},
        {"title": "Trafficking seen from ports and harbours as they were in that year, with a word on the law"},
    )
    assert result_pks(index, "trafficking law") == [2, 1]


def test_titles_weigh_more_than_text(filled):
    index = filled(
        {"text": "extradition"}, {"summary": "extradition"}, {"title": "extradition"}, {"names": "extradition"}
    )
    assert result_pks(index, "extradition")[0] == 3
    assert result_pks(index, "extradition")[-1] == 1


def test_a_title_with_all_words_nearly_in_a_row_is_first(filled):
    index = filled(
        {"title": "Policy on travel", "summary": "guide victims victims guide policy", "names": "policy guide victims"},
        {"title": "Victims: a guide to what states may do, with an annex on their policy"},
        {"title": "Policy Guide on Identifying Victims of Trafficking"},
    )
    assert result_pks(index, "policy guide victims")[0] == 3


def test_of_titles_with_the_same_words_the_one_in_typed_order_is_first(filled):
    index = filled(
        {"title": "Policy Guide on Identifying Victims", "date": "2001"},
        {"title": "Victims Identifying on Guide Policy", "date": "2020"},
    )
    assert result_pks(index, "policy guide victims") == [1, 2]


def test_equal_matches_are_newest_first(filled):
    index = filled(*({"title": "Statement", "date": date} for date in ("2011", "", "2018-08-06", "2018-08-05", "2018")))
    assert result_pks(index, "statement") == [3, 4, 5, 1, 2]


def test_of_equal_matches_laws_in_force_rank_above_amendments_and_repealed_laws(filled):
    index = filled(
        {"title": "Act", "standing": 0.0, "date": "2020"},
        {"title": "Act", "standing": 1.0, "date": "1950"},
        {"title": "Act", "standing": 0.4, "date": "2010"},
    )
    assert result_pks(index, "act") == [2, 3, 1]


def test_a_repealed_law_still_ranks_first_for_its_own_words(filled):
    index = filled({"title": "Smuggling Act", "standing": 0.0}, {"title": "Act", "summary": "smuggling"})
    assert result_pks(index, "smuggling act") == [1, 2]


def test_a_title_that_is_the_query_is_first(filled):
    index = filled({"title": "Passports Passports Act", "date": "2020"}, {"title": "Passports Act"})
    assert result_pks(index, "passports act")[0] == 2
    assert result_pks(index, "  PASSPORTS  act ")[0] == 2


def test_a_number_of_a_law_comes_first_however_it_is_written(filled):
    index = filled(
        {
            "title": "Law on Witnesses",
            "numbers": "Law No. 31 of 2007",
            "countries": ("ID",),
            "summary": "Replaces 21 of 2007",
        },
        {"title": "Anti-Trafficking Law", "numbers": "Law No. 21 of 2007", "countries": ("ID",)},
        {"title": "Passports", "numbers": "No. 21 of 2007", "countries": ("PG",)},
        {"title": "Anti-Trafficking in Persons Act", "numbers": "Republic Act No. 9208", "countries": ("PH",)},
        {"title": "Trafficking 9208", "summary": "RA 9208 RA 9208 RA 9208"},
    )
    for q in ("UU 21/2007", "UU No 21 Tahun 2007", "Undang-Undang Nomor 21 Tahun 2007"):
        assert result_pks(index, q)[0] == 2, q
    for q in ("RA 9208", "R.A. 9208", "Republic Act 9208", "Republic Act No. 9208", "trafficking ra 9208"):
        assert result_pks(index, q)[0] == 4, q


def test_every_sort_has_one_order(filled):
    index = filled(
        {"title": "élan", "date": "2007-08"},
        {"title": "Apple", "date": ""},
        {"title": "“Eland”", "date": "2007-08-14"},
        {"title": "apple", "date": "2018"},
        {"title": "Zebra", "date": ""},
    )
    assert result_pks(index, "", sort="newest") == [4, 3, 1, 5, 2]
    assert result_pks(index, "", sort="oldest") == [1, 3, 4, 2, 5]
    assert result_pks(index, "", sort="title") == [2, 4, 1, 3, 5]
    assert result_pks(index, "") == result_pks(index, "", sort="newest") == result_pks(index, "", sort="no such sort")
    index.apply([document(2, title="Apple")], [], 2)
    assert result_pks(index, "", sort="title") == [2, 4, 1, 3, 5]
    assert result_pks(index, "", sort="oldest") == [1, 3, 4, 2, 5]


THESAURUS = Thesaurus([
    Concept("Thailand", ("Thai",), "country", "TH"),
    Concept("Lao PDR", ("Laos",), "country", "LA"),
    Concept("Law", ("act",), "kind", "law"),
    Concept("Agreement", ("MoU",), "kind", "agreement"),
    Concept("United Nations", ("UN",)),
])  # fmt: skip


def pks(index, q):
    return [hit.pk for hit in search(index, q, thesaurus=THESAURUS).hits]


def test_records_of_a_typed_country_come_before_those_that_only_mention_it(filled):
    index = filled(
        {"title": "Thailand trafficking law: trafficking in Thailand", "countries": ("KH",)},
        {"title": "Act", "summary": "trafficking", "names": "law", "countries": ("TH",)},
        {"title": "Thai trafficking law", "kind": "resource"},
    )
    assert pks(index, "Thailand trafficking law")[0] == 2
    assert pks(index, "Thai trafficking zebras law")[0] == 2


def test_beside_other_words_a_kind_that_is_typed_comes_first(filled):
    index = filled(
        {"title": "Workshop on law", "summary": "trafficking", "kind": "workshop"},
        {"title": "Measure", "summary": "trafficking", "names": "law"},
    )
    assert pks(index, "trafficking law")[0] == 2


def test_an_agreement_between_two_countries_comes_before_one_of_many(filled):
    index = filled(
        {"title": "MoU Thailand Laos trafficking", "kind": "agreement", "countries": ("LA", "MM", "TH")},
        {"title": "Memorandum on trafficking", "names": "agreement", "kind": "agreement", "countries": ("LA", "TH")},
    )
    assert pks(index, "Thailand Laos MoU trafficking") == [2, 1]


def test_a_small_word_alone_finds_nothing_beside_a_telling_one(filled):
    index = filled({"title": "Walk Free"}, {"title": "Act", "text": "visa"})
    assert pks(index, "visa free") == [2]
    assert pks(index, "free") == [1]


def test_the_united_nations_are_found_by_both_names(filled):
    index = filled({"title": "UN Convention"}, {"title": "United Nations Convention"})
    assert sorted(pks(index, "UN convention")) == sorted(pks(index, "United Nations convention")) == [1, 2]


def test_the_letters_of_a_language_rank_records_of_its_country_first(filled):
    index = filled(
        {"title": "Plan", "original_title": "กฎหมาย ค้ามนุษย์", "countries": ("LA",), "date": "2020"},
        {"title": "Plan", "original_title": "กฎหมาย ค้ามนุษย์", "countries": ("TH",), "date": "2010"},
    )
    assert pks(index, "กฎหมาย ค้ามนุษย์") == [2, 1]


def test_words_scattered_over_title_text_and_files_of_one_record_are_found_together(filled):
    pages = (PageText("a" * 64, 1, "en", "restitution is ordered"), PageText("a" * 64, 2, "en", "by the tribunal"))
    index = filled(
        {"title": "Passports Act", "summary": "A measure", "text": "Section 5: forgery", "pages": pages},
        {"title": "Passports Act", "text": "forgery"},
    )
    assert pks(index, "passports forgery measure restitution tribunal") == [1]
    assert search(index, "passports forgery restitution tribunal").mode == "all"


def test_a_long_sentence_without_spaces_is_found_by_the_names_in_it(filled):
    index = filled(
        {"title": "Anti-Trafficking Law", "countries": ("KH",), "topics": ("trafficking",)},
        {"title": "Law", "countries": ("KH",)},
    )
    names = Thesaurus([
        Concept("Cambodia", ("កម្ពុជា",), "country", "KH"),
        Concept("Law", ("ច្បាប់",), "kind", "law"),
        Concept("Trafficking in persons", ("ការជួញដូរមនុស្ស",), "topic", "trafficking"),
    ])  # fmt: skip
    results = search(index, "កម្ពុជាមានច្បាប់ប្រឆាំងការជួញដូរមនុស្សទេ", thesaurus=names)
    assert [hit.pk for hit in results.hits] == [1]
