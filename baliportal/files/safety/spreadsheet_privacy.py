"""Private elements of workbooks."""

from .hidden_parts import HIDDEN_CELLS, hides_cells
from .xml_tree import local_name, remove_element

SPREADSHEET = ("http://schemas.openxmlformats.org/spreadsheetml/", "http://purl.oclc.org/ooxml/spreadsheetml/")
#: Element, and the word for it: who reserved the file, where it was stored, and who saved it when.
PRIVATE = {
    "fileSharing": "author",
    "absPath": "places of files on a computer",
    "revisionPtr": "",
    "webPublishing": "",
    "customWorkbookViews": "names of reviewers",
    "customSheetViews": "names of reviewers",
    "smartTags": "",
    "sheetDataSet": "values of other workbooks",
}


def clean_spreadsheet(root):
    """Remove private elements from a part of a workbook; returns words, also for what is hidden and cannot go."""
    if not root.tag.startswith(tuple("{" + start for start in SPREADSHEET)):
        return set()
    found = [element for element in root.iter() if local_name(element) in PRIVATE]
    for element in found:
        parent = element.getparent()
        remove_element(element)
        _remove_emptied(parent)
    words = {HIDDEN_CELLS} if hides_cells(root) else set()
    return words | {PRIVATE[local_name(element)] for element in found} - {""}


def _remove_emptied(element):
    """Remove the choice between two versions of markup when nothing is left of it."""
    while element is not None and not len(element) and local_name(element) in ("Choice", "AlternateContent"):
        parent = element.getparent()
        if parent is None:
            return
        remove_element(element)
        element = parent
