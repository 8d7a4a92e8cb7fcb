"""Cleaning of extracted text: what no reader typed goes, all else stays."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.files.reading.cleaning import clean
from baliportal.files.reading.known_words import WORDS, count_known_words, score, word_lists
from baliportal.files.reading.quality import LOST_SUBSCRIPTS, NO_UNICODE, OTHER_SCRIPT, WRONG_WORDS, defect

# Characters that the rules are about, and others.
TEXTS = st.text(
    st.sampled_from("ab Z9-\n\r\t.\u00ad\ufffe\x00\x02\ufb01\ufdfa\u0640( )\u202b\u200fกำ่ํา ี日本あ\ud800\u0e40ლ")
    | st.characters(),
    max_size=60,
)


@pytest.mark.parametrize(("raw", "cleaned"), [
    ("traf-\nficking", "trafficking"), ("traf\ufffeficking", "trafficking"), ("traf\u00ad\nficking", "trafficking"),
    ("undang-\nundang", "undang-undang"), ("undang\ufffeundang", "undang-undang"), ("2015-\n2020", "2015-\n2020"),
    ("Sino-\nThai", "Sino-\nThai"), ("2015\ufffe2020", "2015-2020"), ("ﬁve oﬃces ﬆ", "five offices st"),
    ("ﻻ ﺔ", "لا ة"), ("½ ™ ①", "½ ™ ①"), ("\u202bالعمل\u202c", "العمل"), ("a\x00b(cid:25)c\x07", "abc"),
    ("ข\uf70bอ องค\uf70eกร เป\uf712น", "ข้อ องค์กร เป็น"), ("ทํา น้ํา นํ้า จ ำ", "ทำ น้ำ น้ำ จำ"), ("ที\n่ ซึ\n่ง", "ที่ ซึ่ง"),
    ("日\n本\n語\n\nあ\nい\nう\n", "日本語\n\nあいう"), ("١\n٢\n٣", "١\n٢\n٣"), ("e\u0301", "é"), ("وتـــــ ـاريخ", "وتاريخ"),
    ("Heading........1", "Heading … 1"), ("رقم )م/5( سنة", "رقم (م/5) سنة"), ("رقم (5) سنة", "رقم (5) سنة"),
    ("a\r\nb\rc\n\n\n\nd  e ", "a\nb\nc\n\nd e"),
])  # fmt: skip
def test_rules(raw, cleaned):
    assert clean(raw) == cleaned


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_what_is_left_can_be_stored_and_is_normalised(text):
    cleaned = clean(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u00ad\ufffe\ufb00-\ufb06\ud800-\udfff]", cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@given(st.lists(st.sampled_from(["trafficking", "persons", "мигрант", "undang", "người", "ກົດໝາຍ", "人身"]), min_size=1))
def test_text_that_is_right_stays_as_it_is(words):
    assert clean(" ".join(words)) == unicodedata.normalize("NFC", " ".join(words))


def test_word_lists_are_normalised_and_small():
    assert WORDS.stat().st_size < 40_000
    assert all(unicodedata.is_normalized("NFC", word) for words in word_lists().values() for word in words)


@pytest.mark.parametrize(("language", "text"), [
    ("ar", "يجب على صاحب العمل أن يقدم إلى الوزارة المادة الأولى"), ("ar", "انواع الخطوط العربية"), ("fa", "این قانون در مورد اشخاص است که باید"),
    ("ru", "закон и статья для лиц, которые"), ("th", "ให้มีคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์ตามมาตรา"),
    ("id", "setiap orang yang dengan sengaja sebagaimana dimaksud dalam pasal"),
])  # fmt: skip
def test_reversed_words_score_lower(language, text):
    backwards = "\n".join(" ".join(word[::-1] for word in line.split(" ")) for line in text.split("\n"))
    assert score(text, text, language) > score(backwards, backwards, language)


def test_spaces_inside_words_score_lower():
    right, wrong = "বাংলাদেশের মানুষ তাদের অধিকার এবং স্বাধীনতা", "বাং লা দে শে র মা নুষ তা দে র অধি কা র এবং স্বা ধী নতা"
    assert count_known_words(right, "bn") > count_known_words(wrong, "bn")


@pytest.mark.parametrize(("raw", "language", "reason"), [
    ("√“™°‘®®“πÿ‡∫°…“ æ√–√“™∫—≠≠—µ‘§ÿâ¡§√Õß‡¥Á° æ.».ÚıÙˆ", "th", OTHER_SCRIPT),
    ("rdæFmµnuBaØénrdækm<úCa )aneXIjc,ab; sþIBIkarerobcMrdæsPa EdlRbkaseGayeRbI rbs; 10", "km", OTHER_SCRIPT),
    ("\x19\x12", "en", NO_UNICODE), ("\ue001\ue002\ue003 a", "", NO_UNICODE),
    ("រដធមមនុញញៃនពះជចកកមពុជ តវបនសភធមមនុញញអនុម័ត េនៃថទី២១ ែខកញញ ឆន១៩៩៣ េហយតវបនពះមកត យពះ", "km", LOST_SUBSCRIPTS),
    ("कखग घचछ जझञ टठड ढणत थदध नपफ बभम यरल वशष सहक खगघ चछज झञट ठडढ णतथ " * 3, "hi", WRONG_WORDS),
])  # fmt: skip
def test_text_that_is_not_what_the_page_shows_is_recognised(raw, language, reason):
    assert defect(raw, clean(raw), language) == reason


@pytest.mark.parametrize(("text", "language"), [
    ("The Anti-Trafficking in Persons Act, B.E. 2551 shall apply to any person in the Kingdom.", "th"),
    ("ព្រះរាជាណាចក្រកម្ពុជា ជាតិ សាសនា ព្រះមហាក្សត្រ រដ្ឋធម្មនុញ្ញ នៃព្រះរាជាណាចក្រកម្ពុជា", "km"),
    ("Annex: 1,200 USD; 30% – 45% (see https://example.org/a?b=c)", ""),
    ("Nguyễn Văn A, Trần Thị B, Lê Văn C", "vi"), ("", ""), ("12", "th"),
])  # fmt: skip
def test_text_that_can_be_read_has_no_defect(text, language):
    assert defect(text, clean(text), language) == ""
