"""Who asks for help is led to the help page first, in any language of the region; who asks for records is not."""

import csv

import pytest

from baliportal.search.help_request.recognition import help_request
from baliportal.search.help_request.words import FILE
from baliportal.search.suggest.views import suggestions
from baliportal.search.thesaurus.loader import get_thesaurus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_index")]
#: The languages in which the vocabularies of the portal have names.
OF_THE_VOCABULARIES = {
    "ar", "bn", "dv", "dz", "en", "fa", "fr", "hi", "id", "ja", "km", "ko", "lo", "mn", "ms", "my", "ne", "ps", "pt", "si",
    "ta", "th", "tl", "tr", "ur", "vi", "zh", "zh-Hant",
}  # fmt: skip


def asked(q):
    return help_request(q, get_thesaurus())


def words():
    with FILE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_language_of_the_vocabularies_has_words_and_every_word_is_a_request_by_itself():
    assert {row["language"] for row in words()} >= OF_THE_VOCABULARIES
    assert [row for row in words() if not asked(row["words"]) or not asked(f"{row['words']}!")] == []
    assert {row["where"] for row in words()} == {"alone", "anywhere"}


@pytest.mark.parametrize(
    ("q", "language", "country"),
    [
        ("hotline", "en", ""),
        ("HELP!!", "en", ""),
        ("I need help", "en", ""),
        ("i'm a victim of my employer, what now", "en", ""),
        ("trafficking hotline number in Malaysia", "en", "MY"),
        ("emergency number Lao PDR", "en", "LA"),
        ("救命", "zh", ""),
        ("热线 柬埔寨", "zh", "KH"),
        ("ช่วยด้วยค่ะ", "th", ""),
        ("สายด่วนไทย", "th", "TH"),
        ("أحتاج إلى مساعدة", "ar", ""),
        ("cuu toi voi", "vi", ""),
        ("đường dây nóng Việt Nam", "vi", "VN"),
        ("도와주세요", "ko", ""),
        ("আমাকে বাঁচান", "bn", ""),
    ],
)
def test_a_request_is_known_by_its_language_and_its_country(q, language, country):
    assert asked(q) == (language, country)


@pytest.mark.parametrize(
    "q",
    ["", "law", "emergency decree Thailand", "search and rescue at sea", "victim assistance guide", "help desk", "hotline plan",
     "mutual legal assistance", "bantuan hukum timbal balik", "紧急状态", "aide memoire", "Malaysia", "การช่วยเหลือผู้เสียหาย",
     "rescue coordination centre", "emergency travel documents", "technical help for members"],
)  # fmt: skip
def test_a_question_for_records_is_none(q):
    assert asked(q) is None


@pytest.mark.parametrize(
    ("q", "way", "title"),
    [
        ("hotline thailand", "/help/en/#th", "Help for people in danger"),
        ("ช่วยด้วย", "/help/th/", "ความช่วยเหลือสำหรับผู้ที่อยู่ในอันตราย"),
        ("ساعدوني", "/help/ar/", "مساعدة لمن هم في خطر"),
        ("yardım", "/help/", "Help for people in danger"),  # no page in Turkish: the browser says which it wants
    ],
)
def test_the_way_to_help_stands_above_the_results(vera, q, way, title):
    page = vera.get("/search/", {"q": q}).content.decode()
    box, results = page.index('<aside class="help-box"'), page.index('class="listing-bar"')
    assert box < results
    assert f'href="{way}"' in page[box:results]
    assert title in page[box:results]


def test_other_results_have_no_such_box(vera):
    assert "help-box" not in vera.get("/search/?q=trafficking").content.decode()
    assert "help-box" in vera.get("/legislation/?q=hotline").content.decode()


@pytest.mark.parametrize(
    ("typed", "way"),
    [("hotl", "/help/en/"), ("i need he", "/help/en/"), ("救命", "/help/zh/"), ("ช่วยด", "/help/th/"), ("tulung", "/help/"),
     ("مساع", "/help/ar/")],
)  # fmt: skip
def test_help_is_the_first_suggestion(typed, way):
    first = suggestions(typed)[0]
    assert (first["kind"], first["url"]) == ("Help", way)


def test_help_is_suggested_also_while_there_is_no_index(settings, tmp_path):
    settings.INDEX_ROOT = tmp_path / "none"
    assert suggestions("hotline")[0]["url"] == "/help/en/"


def test_other_beginnings_suggest_no_help():
    for typed in ("h", "hel", "traff", "rescission", "ช"):
        assert all(suggestion["kind"] != "Help" for suggestion in suggestions(typed))
