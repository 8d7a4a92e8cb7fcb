"""Pages of PDFs: reading order, running lines, scans, and resuming."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baliportal.files.reading import pdf_other_extractors
from baliportal.files.reading.headings import find_headings
from baliportal.files.reading.ocr import choose_models, parse_tsv
from baliportal.files.reading.pdf import best_extraction, read_pdf
from baliportal.files.reading.pdf_other_extractors import OtherExtractors
from baliportal.files.reading.running_lines import split_running_lines

from .made_files import make_pdf

LEFT = [f"left column line {number} of this act" for number in range(12)]
RIGHT = [f"right column line {number} of this act" for number in range(12)]


def read(content, language="", first_page=1):
    return list(read_pdf(content, language, first_page))[1:]


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other():
    lines = [
        line
        for index in range(12)
        for line in ((60, 700 - 14 * index, LEFT[index]), (320, 700 - 14 * index, RIGHT[index]))
    ]
    (page,) = read(make_pdf([(200, 800, "A title over both columns of the page"), *lines]))
    assert page["text"].split("\n") == ["A title over both columns of the page", *LEFT, *RIGHT]


def test_the_rows_of_a_table_stay_together():
    rows = [((60, 700 - 14 * index, f"{index}"), (320, 700 - 14 * index, f"name {index}")) for index in range(12)]
    (page,) = read(make_pdf([cell for row in rows for cell in row]))
    assert "3 name 3 4 name 4" in " ".join(page["text"].split())


NAMES = ["Putri", "Rahul", "Ana", "Tomasi", "Vera", "Siti", "Lan"]


def page_lines(number):
    lines = [
        "Gazette of the Republic",
        f"Article {number * 3}",
        f"The rule that {NAMES[number % 7]} wrote.",
        f"- {number} -",
    ]
    return [(60, 800 - 20 * index, line) for index, line in enumerate(lines)]


def test_running_lines_are_kept_out_of_the_text_and_articles_are_not():
    pages = read(make_pdf(*map(page_lines, range(1, 31))))
    assert pages[9]["text"] == "Article 30\nThe rule that Tomasi wrote."
    assert pages[9]["running"] == ["Gazette of the Republic", "- 10 -"]
    assert pages[9]["headings"] == ["Article 30"]
    assert pages[0]["text"].startswith("Gazette of the Republic")


@pytest.mark.parametrize("first", [1, 2, 9, 10, 30, 31])
def test_reading_resumed_at_a_page_gives_the_same_pages(first):
    content = make_pdf(*map(page_lines, range(1, 31)))
    assert read(content, "en", first) == read(content, "en")[first - 1 :]


@given(st.lists(st.text(st.sampled_from("ab1 \n"), max_size=30), min_size=1, max_size=9), st.data())
def test_no_line_is_lost_between_text_and_running_lines(pages, data):
    position = data.draw(st.integers(0, len(pages) - 1))
    body, running = split_running_lines(pages, position)
    assert stripped(f"{body}\n" + "\n".join(running)) == stripped(pages[position])


def stripped(text):
    return sorted(line.strip() for line in text.split("\n") if line.strip())


def test_headings_are_told_from_sentences():
    text = "CHAPTER II\nArticle 5. Offences\nArticle 5 of the Convention applies\nPasal 12\nBAB IV\nĐiều 3. Tội\n第三章 总则\nPartly"
    assert find_headings(text) == [
        "CHAPTER II",
        "Article 5. Offences",
        "Pasal 12",
        "BAB IV",
        "Điều 3. Tội",
        "第三章 总则",
    ]


def test_the_text_with_most_known_words_is_kept():
    candidates = [
        ("a", "eht fo dna", "eht fo dna"),
        ("b", "the of and", "the of and"),
        ("c", "the of and", "the of and"),
    ]
    assert best_extraction(candidates, "en").method == "b"


def test_a_slow_extractor_is_left_out(monkeypatch):
    def endless(*_):
        while True:
            pass

    monkeypatch.setattr(pdf_other_extractors, "PAGE_SECONDS", 0.05)
    monkeypatch.setattr(pdf_other_extractors, "_pdfminer_text", endless)
    assert "pdfminer" not in dict(OtherExtractors(make_pdf([(10, 10, "x")])).texts(1))


def test_recognised_words_make_lines_and_paragraphs():
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = ["5\t1\t1\t1\t1\t1\t0\t0\t10\t20\t90\tThe", "5\t1\t1\t1\t1\t2\t20\t0\t10\t20\t70\t\"act\"", "4\t1\t1\t1\t2\t0\t0\t0\t1\t1\t-1\t",
            "5\t1\t2\t1\t1\t1\t0\t0\t9\t20\t80\tกฎ", "5\t1\t2\t1\t1\t2\t11\t0\t9\t20\t80\tหมาย", "5\t1\t2\t1\t1\t3\t60\t0\t9\t20\t80\tนี้"]  # fmt: skip
    text, confidence = parse_tsv(head + "\n".join(rows))
    assert text == 'The "act"\n\nกฎหมาย นี้'
    assert 70 < confidence < 90


def test_models_are_chosen_by_language():
    installed = {"eng", "tha", "chi_tra", "osd"}
    assert choose_models(["th", "en", "my"], installed) == (["tha", "eng"], "")
    assert choose_models(["zh-Hant"], installed) == (["chi_tra"], "")
    assert choose_models([], installed) == (["eng"], "")
    assert choose_models(["my"], installed)[1] == "Tesseract has no model for the language my."
    assert "not installed" in choose_models(["en"], set())[1]
