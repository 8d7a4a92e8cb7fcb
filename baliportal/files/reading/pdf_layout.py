"""Text of a PDF page by PDFium in reading order, and what else is on the page."""

from itertools import accumulate, groupby, islice, pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from .scripts import script_counts

OUTLINE_PATHS = 200  # Shapes on a page without text, which are probably its letters.
MAX_OBJECTS = 20_000  # Objects of a page that are looked at.
COLUMN_LINES = 6  # Lines that each of two columns has at least.
TITLE_BOXES = 3  # Boxes of titles and footers that may cross the gap between columns, above and below them.
# Scripts whose fonts make PDFium see gaps inside words.
GAPS_IN_WORDS = ("Bengali", "Devanagari", "Tamil", "Sinhala")


def page_text(page):
    """Return the text of a page in reading order, as PDFium gives it."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range() if textpage.count_chars() else ""
        if sum(script_counts(text)[script] for script in GAPS_IN_WORDS) * 3 > len(text):
            return _without_generated_spaces(textpage) or text
        return _in_columns(textpage, page) or text
    finally:
        textpage.close()


def _without_generated_spaces(textpage):
    """Drop the spaces that PDFium adds for gaps, on a page that has spaces of its own; "" for others."""
    characters, spaces, generated = [], 0, 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code == 32:
            if pdfium.FPDFText_IsGenerated(textpage, index) == 1:
                generated += 1
                continue
            spaces += 1
        characters.append(chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "")
    return "".join(characters) if generated and spaces * 25 > len(characters) else ""


def _in_columns(textpage, page):
    """The text of a page whose two columns were drawn line by line, left column first; "" for other pages."""
    boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
    boxes = [box for box in boxes if box[2] - box[0] > 1]
    gutter = _gutter(boxes, page.get_width())
    if gutter is None or not _is_drawn_across(boxes, gutter):
        return ""
    left, bottom, right, top = page.get_mediabox()
    inside = [box for box in boxes if not box[0] < gutter < box[2]]
    column_top, column_bottom = max(box[3] for box in inside), min(box[1] for box in inside)
    parts = [(left, column_top, right, top), (left, column_bottom, gutter, column_top),
             (gutter, column_bottom, right, column_top), (left, bottom, right, column_bottom)]  # fmt: skip
    return "\n".join(filter(None, (_bounded(textpage, part) for part in parts)))


def _bounded(textpage, part):
    return textpage.get_text_bounded(*part).strip().replace("\x02", "\ufffe")  # The sign of a hyphen in bounded text.


def _gutter(boxes, width):
    """Return the x of a gap near the middle that nothing but lines above and below the columns crosses, or None."""
    if len(boxes) < 2 * COLUMN_LINES:
        return None
    gutter = _least_crossed(boxes, width)
    left = [box for box in boxes if box[2] <= gutter]
    right = [box for box in boxes if box[0] >= gutter]
    if min(_lines(left), _lines(right)) < COLUMN_LINES or not _are_wide(left, right, width):
        return None
    bottom, top = max(_span(left)[0], _span(right)[0]), min(_span(left)[1], _span(right)[1])
    crossing = (box for box in boxes if box[0] < gutter < box[2])
    return None if any(bottom < (box[1] + box[3]) / 2 < top for box in crossing) else gutter


def _least_crossed(boxes, width):
    """Return the x in the middle of the widest gap, in the middle third, that hardly more than the titles cross."""
    changes = [0] * (int(width) + 2)
    for left, _, right, _ in boxes:
        changes[min(max(int(left), 0), int(width))] += 1
        changes[min(max(int(right) + 1, 0), int(width) + 1)] -= 1
    crossed = list(accumulate(changes))
    middle = range(int(width / 3), int(width * 2 / 3))
    most = min((crossed[x] for x in middle), default=0) + TITLE_BOXES
    gaps = [list(group) for is_gap, group in groupby(middle, lambda x: crossed[x] <= most) if is_gap]
    gap = max(gaps, key=len, default=[int(width / 2)])
    return gap[len(gap) // 2]


def _are_wide(left, right, width):
    """Columns of text have long lines; the columns of a table or a list of numbers have not."""
    spans = [max(box[2] for box in column) - min(box[0] for box in column) for column in (left, right)]
    return min(spans) > width * 0.2 and all(_mostly_long(column, width * 0.15) for column in (left, right))


def _mostly_long(column, length):
    lines = {}
    for box in column:
        start, end = lines.get(round(box[1]), (box[0], box[2]))
        lines[round(box[1])] = min(start, box[0]), max(end, box[2])
    return sum(end - start > length for start, end in lines.values()) * 2 > len(lines)


def _lines(boxes):
    return len({round(box[1]) for box in boxes})


def _span(boxes):
    return min(box[1] for box in boxes), max(box[3] for box in boxes)


def _is_drawn_across(boxes, gutter):
    """Return True if the drawing order changes between the columns at every second line or so."""
    sides = [box[0] > gutter for box in boxes if not box[0] < gutter < box[2]]
    changes = sum(a != b for a, b in pairwise(sides))
    return changes * 4 > len(sides)


def has_image(page, share):
    """Return True if an image, or several that together are as large, cover this share of the page."""
    area = page.get_width() * page.get_height()
    covered = 0
    for index, found in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        try:
            left, bottom, right, top = found.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        covered += abs((right - left) * (top - bottom))
        if covered >= area * share or index > MAX_OBJECTS:
            return True
    return False


def has_outlines(page):
    """Return True if there are so many shapes that they are probably letters."""
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4)
    return sum(1 for _ in islice(paths, OUTLINE_PATHS)) == OUTLINE_PATHS
