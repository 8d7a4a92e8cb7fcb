"""Text of PDF pages: PDFium first, other extractors where its text fails the measure of known words."""

import re
from collections import deque
from dataclasses import dataclass
from itertools import islice

from baliportal.sandbox.errors import Refused

from .cleaning import clean
from .headings import find_headings
from .known_words import DAMAGE, known_share, score
from .pages import read_page, unread_page
from .pdf_document import XFA, is_xfa_form, load_page, open_pdf
from .pdf_layout import has_image, has_outlines, page_text
from .pdf_other_extractors import OtherExtractors
from .quality import NO_TEXT, ONLY_NUMBERS, OUTLINES, defect, neighbours_defect
from .running_lines import NEIGHBOURS, split_running_lines
from .scripts import RIGHT_TO_LEFT, main_script, script_counts, script_of

FEW_LETTERS = 50  # A page with a full-page image and fewer letters is a scan with a stamp or page number.
FULL_PAGE, STAMPED_PAGE = 0.4, 0.1  # Shares of the page area; the second for pages without any letter.
GOOD_SHARE = 0.12  # Running text has 0.2 to 0.5 known words; below this another extractor is asked.
DAMAGED_PAGE = "The page is damaged and cannot be opened."
XFA_PLACEHOLDER = re.compile(r"Adobe.{0,20}Reader|Please wait|proper contents of the document", re.IGNORECASE)


@dataclass
class Extraction:
    """The text of a page by one method; `defect` says in words why it cannot be used."""

    text: str
    method: str
    defect: str = ""


def read_pdf(data, language="", first_page=1):
    """Yield the number of pages, then each page from the first one asked for. Raises Refused."""
    document = open_pdf(data)
    if is_xfa_form(document) and XFA_PLACEHOLDER.search(_text(document, 1)):
        raise Refused(XFA)
    yield {"pages": len(document)}
    yield from _pages(document, OtherExtractors(data), language, first_page)


def _pages(document, others, language, first_page):
    """Running lines are compared with the same neighbours wherever reading starts, so that it can be resumed."""
    start = max(1, first_page - NEIGHBOURS)
    extractions = (extract(document, others, number, language) for number in range(start, len(document) + 1))
    window = deque(islice(extractions, first_page - start + NEIGHBOURS))
    position = first_page - start
    for number in range(first_page, len(document) + 1):
        window.extend(islice(extractions, 1))
        if position > NEIGHBOURS:
            window.popleft()
            position -= 1
        yield _page(number, window, position, language)
        position += 1


def _page(number, window, position, language):
    extraction = window[position]
    reason = extraction.defect or neighbours_defect(extraction.text, [each.defect for each in window])
    if reason:
        return unread_page(number, reason, language, extraction.method)
    texts = [each.text for each in window]
    text, running = split_running_lines(texts, position)
    page = read_page(number, text, find_headings(text), language, extraction.method)
    return page | {"running": running}


def extract(document, others, number, language=""):
    """Return the best Extraction of a page by the measure of known words."""
    page = load_page(document, number)
    if page is None:
        return Extraction("", "pdfium", DAMAGED_PAGE)
    raw = page_text(page)
    text = clean(raw)
    scan = _scan_reason(page, text)
    if scan:
        return Extraction("", "pdfium", scan)
    if not needs_second_opinion(raw, text, language):
        return Extraction(text, "pdfium")
    candidates = [
        ("pdfium", raw, text),
        *((name, other, clean(other)) for name, other in others.texts(number, main_script(text))),
    ]
    return best_extraction(candidates, language)


def best_extraction(candidates, language=""):
    """Return the best of (method, raw text, text), those without a defect first, the earlier of two equal ones."""
    judged = [(defect(raw, text, language), score(raw, text, language), name, text) for name, raw, text in candidates]
    reason, _, name, text = max(judged, key=lambda each: (each[0] == "", each[1]))
    return Extraction("" if reason else text, name, reason)


def needs_second_opinion(raw, text, language=""):
    """Return True if another extractor may do better: right-to-left, Indic, meaningless characters, few words."""
    counts = script_counts(text)
    letters = sum(counts.values())
    if sum(counts[script] for script in RIGHT_TO_LEFT) * 5 > letters > 0:
        return True
    if len(DAMAGE.findall(raw)) * 200 > len(raw) or defect(raw, text, language):
        return True
    if script_of(language) != "Latin" and not counts[script_of(language)] and letters:
        return True
    share = known_share(text, language)
    return share < GOOD_SHARE if share is not None else main_script(text) not in ("Latin", "")


def _scan_reason(page, text):
    letters = sum(script_counts(text).values())
    if letters >= FEW_LETTERS:
        return ""
    if has_image(page, FULL_PAGE if letters else STAMPED_PAGE):
        return ONLY_NUMBERS if text else NO_TEXT
    return OUTLINES if not text and has_outlines(page) else ""


def _text(document, number):
    page = load_page(document, number)
    return page_text(page) if page else ""
