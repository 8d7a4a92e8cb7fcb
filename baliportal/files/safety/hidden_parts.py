"""Hidden parts of presentations and workbooks: slides, shapes, notes, sheets, rows and columns that are not shown."""

import re

from .xml_tree import local_name, parse_xml, remove_element

HIDDEN_SLIDES, HIDDEN_CELLS = "hidden slides", "hidden sheets, rows or columns"
#: Formulas may refer to what is hidden in a workbook, so that it cannot be taken out.
SHOW_CELLS = (
    "The workbook has hidden sheets, rows or columns. Delete them or show them (filtered rows too), so that nothing is "
    "published that nobody has looked at."
)
SHOW_SLIDES = "Each slide of the presentation is hidden. Show those that are to be published."
SHOW_SHAPES = (
    "A slide has a hidden text box, picture or other shape. Delete it or show it (in PowerPoint: Arrange, Selection "
    "Pane), so that nothing is published that nobody has looked at."
)
FALSE, TRUE = ("0", "false"), ("1", "true")
COLUMN = re.compile(r"[A-Z]{1,3}")
CONTENT = {"v", "f", "is"}


def is_hidden_slide(package, part):
    """True for a slide that is left out of the show."""
    if part not in package:
        return False
    root = parse_xml(package.xml(part), part)
    return local_name(root) == "sld" and root.get("show") in FALSE


def remove_from_sections(root):
    """Remove from the sections of a presentation the slides that it does not list; a section names them by id."""
    listed = {one.get("id") for one in root.iter() if _is_listed_slide(one)}
    for element in [one for one in root.iter() if local_name(one) == "sldId" and not _is_listed_slide(one)]:
        if element.get("id") not in listed:
            remove_element(element)


def has_slides(root):
    """True for a part that lists slides; False for a presentation without any."""
    return any(map(_is_listed_slide, root.iter()))


def hides_shapes(root):
    """True for a slide with a shape that is switched off in the selection pane: ECMA-376 part 1, 19.3.1.12."""
    is_slide = local_name(root) == "sld"
    return is_slide and any(local_name(one) == "cNvPr" and one.get("hidden") in TRUE for one in root.iter())


def hides_cells(root):
    """True for a list of sheets with a hidden one, and for a sheet with cells in hidden rows or columns."""
    if any(local_name(one) == "sheet" and one.get("state", "visible") != "visible" for one in root.iter()):
        return True
    columns = [
        range(int(one.get("min", 0)), int(one.get("max", 0)) + 1)
        for one in root.iter()
        if local_name(one) == "col" and one.get("hidden") in TRUE
    ]
    return any(
        (row.get("hidden") in TRUE and any(map(_has_content, row)))
        or any(_has_content(cell) and any(_column(cell) in hidden for hidden in columns) for cell in row if columns)
        for row in root.iter()
        if local_name(row) == "row"
    )


def _is_listed_slide(element):
    return local_name(element) == "sldId" and any("/relationships}" in name for name in element.attrib)


def _has_content(cell):
    return any(local_name(one) in CONTENT for one in cell)


def _column(cell):
    """The number of a cell's column: 28 for AB7."""
    letters, number = COLUMN.match(cell.get("r", "")), 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number
