"""Recognition of running headers, footers and page numbers: lines that come back at the edge of neighbouring pages."""

import re

EDGE_LINES = 3  # Lines at the top and at the bottom of a page that may belong to a header or footer.
NEIGHBOURS = 8  # Pages before and after that are compared; a caller keeps that many.
NUMBERS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"[-–—|\[(. ]*(?:page|halaman|hal\.?|trang|หน้า|ទំព័រ|página|p\.)?[ ]*\d{1,4}[ ]*(?:(?:/|of|dari|de)[ ]*\d{1,4})?"
    r"[-–—|\]). ]*",
    re.IGNORECASE,
)
MINIMUM_PAGES = 3  # The same line on fewer pages is no running line.


def split_running_lines(pages, position):
    """Return (body, running lines) of one of several neighbouring page texts.

    A line is a running one where at least two neighbours, and a third of them, have it at an edge, digits aside, or
    where it holds nothing but the page number. A page never becomes empty, and the first page that shows a header
    keeps it, because it may be a title.
    """
    lines = pages[position].split("\n")
    others = [edges(text) for number, text in enumerate(pages) if number != position]
    earlier = set().union(*(edges(text) for text in pages[:position]))
    running = {index for index in edge_indexes(lines) if _is_running(lines, index, others, earlier)}
    body = "\n".join(line for index, line in enumerate(lines) if index not in running).strip()
    if not any(character.isalpha() for character in body):
        return pages[position], []
    return body, [lines[index] for index in sorted(running)]


def _is_running(lines, index, others, earlier):
    line = lines[index]
    key = line_key(line)
    shared = sum(key in edge for edge in others)
    if PAGE_NUMBER.fullmatch(line):
        return len(others) >= 2 and shared * 2 >= len(others)
    at_top = index < len(lines) / 2
    if at_top and key not in earlier:
        return False
    return shared >= MINIMUM_PAGES - 1 and shared * 3 >= len(others) and any(map(str.isalpha, line))


def edge_indexes(lines):
    """Return the indexes of the first and last lines that are not empty."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return sorted({*full[:EDGE_LINES], *full[-EDGE_LINES:]})


def edges(text):
    """Return the keys of the lines at both edges of a page."""
    lines = text.split("\n")
    return {line_key(lines[index]) for index in edge_indexes(lines)}


def line_key(line):
    """Return the line without case, spaces and the values of its numbers."""
    return NUMBERS.sub("#", "".join(line.casefold().split()))
