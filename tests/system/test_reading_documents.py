"""Each real document gives the text that a reader sees, goes to character recognition, or is refused in words."""

import re
from shutil import which

import pytest

from baliportal.files.reading.cleaning import clean
from baliportal.files.reading.known_words import count_known_words
from baliportal.files.reading.ocr import installed_languages
from baliportal.files.reading.reader import ocr, picture

from ..files.documents import DIRECTORY, index, language_of, media_type, needs_documents, pages_of, text_of
from .extractors import EXTRACTORS

pytestmark = needs_documents
PHRASES = [
    ("law-thai-trafficking-act-no2-2015.pdf", 1, ["ปราบปรามการค้ามนุษย์", "๒๕๕๘", "ภูมิพล"]),
    ("law-thai-trafficking-mou-2003-pua.pdf", 1, ["ข้อตกลง", "เด็กและหญิง", "องค์กร"]),
    ("law-vietnamese-penal-code-amendment-2025.docx", 0, ["mua bán người"]),
    ("law-indonesian-trafficking-act-21-2007.pdf", 1, ["PERDAGANGAN ORANG"]),
    ("law-indonesian-trafficking-act-21-2007.pdf", 17, ["restitusi"]),
    ("law-indonesian-palermo-ratification-14-2009.pdf", 1, ["TRAFFICKING IN PERSONS", "PERDAGANGAN ORANG"]),
    ("law-malay-english-gazette-2024.pdf", 1, ["PERINTAH GAJI MINIMUM 2024", "MINIMUM WAGES ORDER 2024"]),
    ("law-chinese-criminal-code-altchunk.docx", 0, ["偷越国"]),
    ("law-japanese-gazette-vertical.pdf", 1, ["横断歩道", "歩行者は"]),
    ("law-arabic-saudi-labour-law.pdf", 2, ["الباب الأول"]),
    ("law-arabic-saudi-labour-law.pdf", 5, ["صاحب العمل", "نظام العمل"]),
    ("law-english-india-emigration-act-1983.pdf", 1, ["THE EMIGRATION ACT"]),
    ("law-english-india-emigration-act-1983.pdf", 4, ["recruiting agent", "Protector General"]),
    ("paper-english-dmca-summary-empty-user-password.pdf", 1, ["DIGITAL MILLENNIUM COPYRIGHT ACT"]),
    ("test-pdf-encrypted-attachment-only.pdf", 1, ["Example"]),
    ("test-pdf-no-xref-table.pdf", 1, ["Hello PDF-world!"]),
    ("test-pdf-pages-tree-loop.pdf", 1, ["Testcase"]),
    ("test-pdf-1000-pages-DERIVED.pdf", 1, ["Original page 1"]),
    ("test-pdf-1000-pages-DERIVED.pdf", 11, ["Original page 11"]),
    ("test-pdf-1000-pages-DERIVED.pdf", 1000, ["Original page 10"]),
    ("test-pdf-javascript-openaction.pdf", 1, ["JavaScript example"]),
    ("test-pdf-ligatures.pdf", 1, ["abcdef", "ffi"]),
    ("test-pdf-soft-hyphen.pdf", 1, ["optionalhyphen"]),
    ("test-pdf-arabic-cid.pdf", 1, ["انواع الخطوط"]),
    ("test-pdf-vertical-japanese.pdf", 1, ["日本語", "あいうえお"]),
    ("test-pdf-rotated-pages.pdf", 1, ["This is my first page"]),
    ("test-pdf-tagged.pdf", 1, ["Table of Contents"]),
    ("test-docx-external-template.docx", 1, [""]),
    ("test-epub.epub", 0, ["Plus"]),
]  # fmt: skip
REFUSED = {
    "test-korean-form.hwp": "HWP",
    "test-pdf-encrypted-unknown-password.pdf": "password",
    "test-pdf-zero-pages.pdf": "no pages",
    "test-pdf-portfolio.pdf": "portfolio",
    "test-pdf-xfa-dynamic.pdf": "XFA",
    "test-docm-macro.docm": "macros",
    "test-docx-password.docx": "password",
    "test-odt-encrypted.odt": "password",
}
NEEDS_OCR = [
    "law-thai-child-protection-2003-garbage-text.pdf", "law-thai-regulation-1998-scan.pdf",
    "law-khmer-constitution-limon-legacy-font.pdf", "law-khmer-scan-page-number-text-only.pdf",
    "law-english-pakistan-trafficking-act-2018-scan.pdf", "test-pdf-huge-page-8400pt.pdf",
    "test-pdf-type3-no-unicode-map.pdf", "test-pdf-scan-rotated-skewed.pdf", "test-jpeg-gps.jpg",
    "paper-burmese-constituencies-2015.pdf",
]  # fmt: skip


def test_every_document_of_the_index_is_tried():
    tried = {name for name, *_ in PHRASES} | {*REFUSED, *NEEDS_OCR}
    elsewhere = {"law-thai-anti-trafficking-day.doc", "law-khmer-constitution-unicode.pdf", "test-bangla-article.pdf",
                 "test-rtf-shift-jis.rtf", "test-pdf-two-authors.pdf"}  # fmt: skip
    assert set(index()) == tried | elsewhere


@pytest.mark.parametrize(("name", "number", "phrases"), PHRASES)
def test_phrases_are_found_on_their_page(name, number, phrases):
    text = text_of(name, number) if number else "\n".join(page["text"] for page in pages_of(name))
    assert [phrase for phrase in phrases if phrase not in text] == []


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_cannot_be_read_are_refused_in_words(name):
    assert REFUSED[name] in pages_of(name)


@pytest.mark.parametrize("name", NEEDS_OCR)
def test_pages_without_usable_text_need_recognition_and_give_a_reason(name):
    for page in pages_of(name):
        assert (page["state"], page["text"]) == ("needs-ocr", "")
        assert page["reason"]


def test_khmer_without_subscripts_is_not_reported_as_fully_readable():
    pages = pages_of("law-khmer-constitution-unicode.pdf")
    assert "រដ្ឋសភា" in pages[0]["text"]
    assert sum(page["state"] == "needs-ocr" for page in pages) >= 105


@pytest.mark.skipif(not which("antiword"), reason="antiword is not installed")
def test_old_word_documents_are_read_by_antiword():
    assert "วันรณรงค์ต่อต้านการค้ามนุษย์" in text_of("law-thai-anti-trafficking-day.doc", 1)


@pytest.mark.skipif(not which("pdftotext"), reason="poppler is not installed")
def test_bangla_words_are_whole():
    assert {"মুক্তিযুদ্ধ", "স্বাধীনতা"} <= set(re.findall(r"[\u0980-\u09ff]+", text_of("test-bangla-article.pdf", 1)))


def test_rtf_in_code_page_932_is_read_right():
    text = "\n".join(page["text"] for page in pages_of("test-rtf-shift-jis.rtf"))
    assert re.search("[\u3041-\u30ff\u4e00-\u9fff]{4}", text)
    assert not re.search("[\u0080-\u00ff\uff61-\uff9f]{2}", text)


@pytest.mark.parametrize("name", index())
def test_texts_hold_no_character_that_a_database_or_reader_refuses(name):
    pages = pages_of(name)
    for page in pages if isinstance(pages, list) else []:
        assert not re.search("[\x00-\x08\x0b-\x1f\u200e\u200f\u202a-\u202e\ufffe\ue000-\uf8ff]|\\(cid:", page["text"])
        assert clean(page["text"]) == page["text"]


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize(
    "name", [name for name, row in index().items() if name.startswith(("law", "paper")) and name.endswith("pdf")]
)
def test_the_kept_text_has_as_many_known_words_as_that_of_any_single_extractor(name, extractor):
    language, others = language_of(name), EXTRACTORS[extractor](DIRECTORY / name)
    if others is None:
        pytest.skip(f"{extractor} is not installed")
    worse = []
    for page, other in zip(pages_of(name), others, strict=False):
        kept = count_known_words("\n".join([page["text"], *page["running"]]), language)
        if page["state"] == "read" and kept < count_known_words(clean(other), language):
            worse.append((page["number"], kept, count_known_words(clean(other), language)))
    assert worse == []


def test_headers_and_page_numbers_are_kept_out_of_the_text():
    page = pages_of("law-indonesian-trafficking-act-21-2007.pdf")[19]
    assert page["running"] == ["- 20 -"]
    assert "- 20 -" not in page["text"]


@pytest.mark.parametrize(("name", "number", "language", "phrase"), [
    ("law-english-pakistan-trafficking-act-2018-scan.pdf", 1, "en", "trafficking in persons"),
    ("law-thai-child-protection-2003-garbage-text.pdf", 1, "th", "คุ้มครองเด็ก"),
    ("law-khmer-constitution-limon-legacy-font.pdf", 5, "km", "ក្រុមប្រឹក្សារដ្ឋ"),
    ("test-pdf-scan-rotated-skewed.pdf", 1, "en", "LinnSequencer"),
    ("test-pdf-huge-page-8400pt.pdf", 1, "", "very big image"),
])  # fmt: skip
def test_scans_are_recognised_upright_and_at_a_bounded_size(name, number, language, phrase):
    if not {"eng", "tha", "khm", "osd"} <= installed_languages():
        pytest.skip("Tesseract and its models are not installed")
    with open(DIRECTORY / name, "rb") as file:
        result = ocr(file, number, [language])
    assert phrase in result["text"]
    assert 30 < result["confidence"] <= 100


@pytest.mark.parametrize("name", ["test-pdf-huge-page-8400pt.pdf", "test-pdf-rotated-pages.pdf"])
def test_pictures_have_a_fixed_width(name):
    with open(DIRECTORY / name, "rb") as file:
        assert picture(file, media_type(name), 1)["width"] == 900
