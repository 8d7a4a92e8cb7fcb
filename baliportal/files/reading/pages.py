"""Pages as `read_document` yields them, and division of formats that have none."""

import re
from dataclasses import dataclass

from .cleaning import clean
from .language import page_language

PAGE_CHARACTERS = 3000  # A page ends with the paragraph that reaches this length.
HEADING_CHARACTERS = 1500  # From here on a page also ends before a heading.
LONGEST_PARAGRAPH = 6000  # Characters; a longer one is divided at a sentence end or space.
SENTENCE_END = re.compile(r"[.!?。។။।؟…][\"”’)]*\s|\n|\s")


@dataclass
class Block:
    """A paragraph, table row or line of a document."""

    text: str
    is_heading: bool = False


def read_page(number, text, headings, language, method):
    """Return the dict of a page that could be read; `language` is the one given for the document."""
    return {"number": number, "text": text, "headings": headings, "running": [],
            "language": page_language(text, language), "state": "read", "method": method, "reason": ""}  # fmt: skip


def unread_page(number, reason, language, method):
    """Return the dict of a page that needs optical character recognition, with the reason in words."""
    return {"number": number, "text": "", "headings": [], "running": [], "language": language,
            "state": "needs-ocr", "method": method, "reason": reason}  # fmt: skip


def document_items(pages, language, method, first_page=1):
    """Yield the items of a document from a list of pages, each a list of blocks."""
    yield {"pages": len(pages)}
    for number, blocks in enumerate(pages[first_page - 1 :], first_page):
        text = clean("\n".join(block.text for block in blocks))
        headings = [clean(block.text) for block in blocks if block.is_heading]
        yield read_page(number, text, [heading for heading in headings if heading], language, method)


def divide(blocks):
    """Return the blocks as a list of pages of about 3,000 characters, at least one."""
    pages, page, length = [], [], 0
    for block in _short(blocks):
        if page and block.is_heading and length >= HEADING_CHARACTERS:
            pages.append(page)
            page, length = [], 0
        page.append(block)
        length += len(block.text)
        if length >= PAGE_CHARACTERS:
            pages.append(page)
            page, length = [], 0
    return [*pages, page] if page or not pages else pages


def _short(blocks):
    """Yield the blocks with long ones divided."""
    for block in blocks:
        start = 0
        while len(block.text) - start > LONGEST_PARAGRAPH:
            found = SENTENCE_END.search(block.text, start + PAGE_CHARACTERS, start + LONGEST_PARAGRAPH)
            end = found.end() if found else start + LONGEST_PARAGRAPH
            yield Block(block.text[start:end], block.is_heading)
            start = end
        yield Block(block.text[start:], block.is_heading)
