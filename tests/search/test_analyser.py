"""Two spellings that a reader takes for the same give the same terms, and every term knows where it stands."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baliportal.search.analysis.analyser import MAX_LENGTH, analyse, filing_key, sort_key
from baliportal.search.analysis.english import common_form
from baliportal.search.analysis.folding import fold

ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.text(
    st.sampled_from("aA é\u0301ßﬁ½-'’./\u200b\u00ad\x00\ud800🎉กำ์ข口人ガｶﾞنًىة한국नि२"), max_size=40
)


def terms(text):
    return [token.text for token in analyse(text)]


@given(ANY_TEXT)
@example("Co\u00ad-Chairs’ ½ﬁ cafe\u0301")
@example("İıŒ")
@example("BYING")
def test_the_offsets_of_a_term_lead_to_its_source(text):
    for token in analyse(text):
        assert 0 <= token.start < token.end <= len(text)
        alone = fold(text[token.start : token.end]).translate(str.maketrans("", "", " -'./"))
        # The stemmer may put an i in place of a last y; "second" is 2.
        same_start = alone[:2].replace("y", "i") == token.text[:2].replace("y", "i")
        assert same_start or token.text in alone or token.text == common_form(alone)


@given(ANY_TEXT)
def test_positions_and_starts_never_go_back(text):
    found = analyse(text)
    assert [token.position for token in found] == sorted(token.position for token in found)
    assert all(len(token.text) <= MAX_LENGTH for token in found)


@given(ANY_TEXT)
@example("0\u200b0")
@example("می\u200cشود")
def test_case_and_zero_width_characters_make_no_difference(text):
    assert terms("\u2060".join(text)) == terms(text)
    if text.isascii():
        assert terms(text.upper()) == terms(text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đạo luật phòng chống mua bán người", "dao luat phong chong mua ban nguoi"),
        ("İSTANBUL ışık", "istanbul isik"),
        ("Réfugié Ångström", "refugie angstrom"),
        ("Θάλασσας ΘΑΛΑΣΣΑΣ", "θαλασσας θαλασσας"),
        ("Ёлка", "елка"),
        ("الإتّجار بالبشر", "الاتجار بالبشر"),
        ("مكافحة الهجرة", "مكافحه الهجره"),
        ("إلى عـــلى", "الي علي"),
        ("کمیسیون", "كميسيون"),
        ("قوانین ہجرت", "قوانين هجرت"),
        ("२०६४ ٢٠٠٧ ๒๕๕๑", "2064 2007 2551"),
        ("ค้ามนุษย์", "คามนุษย"),
        ("กำ", "ก\u0e4d\u0e32"),
        ("ＲＭＡＳ ｶﾞ", "rmas カ"),
        ("trafficking trafficked", "traffick traffick"),
        ("women's children’s", "women children"),
        ("R.A. 9208", "RA 9208"),
        ("U.N. Convention", "UN Convention"),
        ("人身\u200b取引", "人身取引"),
        ("សន្តិសុខ\u200bផ្សារ", "សន្តិសុខផ្សារ"),
        ("Quarry\u200bWardens", "quarry wardens"),
        ("Kelp Harvest Act¹", "kelp harvest act"),
        ("Anchovy Framework™ Guide", "anchovy framework guide"),
        ("燈塔看守條例", "灯塔看守条例"),
        ("竹筏運輸辦法", "竹筏运输办法"),
        ("臺灣裡裏", "台湾里里"),
    ],
)
def test_spellings_of_the_same(one, other):
    assert terms(one) == terms(other)


def test_korean_composed_or_not_is_the_same():
    assert terms("인신매매 방지법") == terms("\u110b\u1175\u11ab신매매 방지법")


def test_korean_becomes_pairs_of_syllables():
    found = analyse("인신매매 방지법의")
    text = "인신매매 방지법의"
    assert [text[token.start : token.end] for token in found] == ["인신", "신매", "매매", "방지", "지법", "법의"]
    assert terms("법") == terms("\u1107\u1165\u11b8")


def test_words_that_differ_stay_different():
    assert terms("smuggling") != terms("trafficking")
    assert terms("traffic") != terms("trafficking")
    assert terms("नियम") != terms("नयम")


@pytest.mark.parametrize(
    "text",
    ["กฎหมาย", "ກົດໝາຍ", "ច្បាប់", "ဥပဒေ", "反人口贩运法", "人身取引対策"],
    ids=["thai", "lao", "khmer", "burmese", "chinese", "japanese"],
)
def test_scripts_without_spaces_become_overlapping_pairs(text):
    found = analyse(text)
    assert all(len(token.text) == 2 for token in found)
    assert [token.position for token in found] == list(range(len(found)))
    assert found[0].text[1] == found[1].text[0]
    assert (found[0].start, found[-1].end) == (0, len(text))


def test_a_single_character_is_a_term():
    assert terms("法 law") == ["法", "law"]


def test_scripts_side_by_side_are_told_apart():
    assert terms("中国2013年RMAS") == ["中国", "2013", "年", "rmas"]


def test_hyphens_and_apostrophes_give_the_parts_and_the_whole():
    assert terms("Co-Chairs' Statement") == ["co", "chair", "cochair", "statement"]
    assert terms("l’ordonnance Qur'an") == ["l", "ordonn", "lordonn", "qur", "an", "quran"]
    assert terms("2013–2020") == ["2013", "2020"]


def test_marks_that_fold_away_belong_to_their_letter():
    text = "cafe\u0301 ค้า์"
    assert [text[token.start : token.end] for token in analyse(text)] == ["cafe\u0301", "ค้า์"]


def test_what_is_no_word_gives_nothing():
    assert terms("🎉 \x00 \ud800 --- ... ''' / \u200b") == []


def test_titles_sort_by_their_letters_alone():
    titles = ["“Zebra”", "élan", "Eland", "apple"]
    assert sorted(titles, key=sort_key) == ["apple", "élan", "Eland", "“Zebra”"]


def test_titles_are_filed_by_the_values_of_numbers_and_without_articles():
    titles = [
        "Zebra crossing act 10",
        "The Aardvark Burrow Act",
        "Zebra crossing act 2",
        "A21",
        "A Zebra act",
        "Bear",
        "The",
    ]
    filed = [
        "A21",
        "The Aardvark Burrow Act",
        "Bear",
        "The",
        "A Zebra act",
        "Zebra crossing act 2",
        "Zebra crossing act 10",
    ]
    assert sorted(titles, key=filing_key) == filed
