"""Recognition of running headers, footers and page numbers: lines that come back at the edge of neighbouring pages."""

import re

EDGE_LINES = 3  # Lines at the top and at the bottom of a page that may belong to a header or footer.
NEIGHBOURS = 8  # Pages before and after that are compared; a caller keeps that many.
NUMBERS = re.compile(r"\d{1,9}")
PAGE_NUMBER = re.compile(
    r"[-–—|\[(. ]*(?:page|halaman|hal\.?|trang|หน้า|ទំព័រ|página|p\.)?[ ]*\d{1,4}[ ]*(?:(?:/|of|dari|de)[ ]*\d{1,4})?"
    r"[-–—|\]). ]*",
    re.IGNORECASE,
)
MINIMUM_PAGES = 3  # The same line on fewer pages is no running line.


def split_running_lines(pages, position):
    """Return (body, running lines) of one of several neighbouring page texts.

    A line is a running one where at least two neighbours, and a third of them, have it at an edge with the same numbers
    or with the page number counted on: “Article 5” and “Article 9” on two pages are text. A page never becomes empty,
    and the first page that shows a header keeps it, because it may be a title.
    """
    lines = pages[position].split("\n")
    neighbours = [(number - position, edges(text)) for number, text in enumerate(pages) if number != position]
    indexes = [index for index in edge_indexes(lines) if _is_running(lines[index], neighbours)]
    running = {index for index in indexes if not _may_be_title(lines, index, neighbours)}
    body = "\n".join(line for index, line in enumerate(lines) if index not in running).strip()
    if not any(character.isalpha() for character in body):
        return pages[position], []
    return body, [lines[index] for index in sorted(running)]


def _is_running(line, neighbours):
    expected = {distance: expected_keys(line, distance) for distance in range(-NEIGHBOURS, NEIGHBOURS + 1)}
    shared = sum(not expected[distance].isdisjoint(edge) for distance, edge in neighbours if distance in expected)
    return shared >= MINIMUM_PAGES - 1 and shared * 3 >= len(neighbours)


def _may_be_title(lines, index, neighbours):
    """Return True for a header with words in its upper half that no page before shows."""
    line = lines[index]
    if index >= len(lines) / 2 or PAGE_NUMBER.fullmatch(line) or not any(map(str.isalpha, line)):
        return False
    return not any(expected_keys(line, distance) & edge for distance, edge in neighbours if distance < 0)


def edge_indexes(lines):
    """Return the indexes of the first and last lines that are not empty."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return sorted({*full[:EDGE_LINES], *full[-EDGE_LINES:]})


def edges(text):
    """Return the keys of the lines at both edges of a page."""
    lines = text.split("\n")
    return {line_key(lines[index]) for index in edge_indexes(lines)}


def line_key(line):
    """Return the line without case and spaces, with its numbers in ASCII digits."""
    return NUMBERS.sub(lambda match: str(int(match[0])), "".join(line.casefold().split()))


def expected_keys(line, distance):
    """Return the keys that a running line has on the page so many pages on: unchanged, or one number counted on."""
    key = line_key(line)
    found = list(NUMBERS.finditer(key))[:4]
    counted = (key[: each.start()] + str(int(each[0]) + distance) + key[each.end() :] for each in found)
    return {*counted} if found and PAGE_NUMBER.fullmatch(line) else {key, *counted}
