"""Accept the tracked changes of a Word document: ECMA-376 part 1, 17.13.5."""

from itertools import chain

from .xml_tree import local_name, remove_element, unwrap_element

TRACKED = "tracked changes"
WORDPROCESSING = "/wordprocessingml/"
UNWRAPPED = {"ins", "moveTo"}
REMOVED = {
    "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
    "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
}  # fmt: skip
BOOKMARKS = {"bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"}


def accept_changes(root):
    """Accept all changes in a part; returns {TRACKED} where there were any."""
    changes = [one for one in root.iter() if _is_word(one) and local_name(one) in UNWRAPPED | REMOVED | {"cellDel"}]
    if not changes:
        return set()
    _remove_deleted_rows(changes)
    merged = [paragraph for one in changes if (paragraph := _paragraph_without_mark(one)) is not None]
    for one in changes:
        if one.getparent() is not None and local_name(one) in UNWRAPPED:
            unwrap_element(one)
        elif one.getparent() is not None:
            remove_element(one)
    for paragraph in merged:
        _merge_into_next(paragraph)
    return {TRACKED}


def _is_word(element):
    return isinstance(element.tag, str) and WORDPROCESSING in element.tag


def _remove_deleted_rows(changes):
    """Remove rows and cells that are marked as deleted, and the table that has no row left."""
    for one in changes:
        parent = one.getparent()
        if (local_name(one), local_name(parent)) not in (("del", "trPr"), ("cellDel", "tcPr")):
            continue
        removed = parent.getparent()
        table = removed.getparent()
        if table is None:
            continue
        remove_element(removed)
        if local_name(table) == "tbl" and not any(local_name(row) == "tr" for row in table):
            remove_element(table)


def _paragraph_without_mark(change):
    """The paragraph whose end is deleted by a change: w:p/w:pPr/w:rPr/w:del."""
    properties = change.getparent()
    outer = properties.getparent() if properties is not None else None
    is_mark = local_name(change) in ("del", "moveFrom") and outer is not None
    if is_mark and (local_name(properties), local_name(outer)) == ("rPr", "pPr"):
        has_section = any(local_name(one) == "sectPr" for one in outer)
        return None if has_section else outer.getparent()
    return None


def _merge_into_next(paragraph):
    """Move the content to the beginning of the next paragraph, which keeps its own properties."""
    if paragraph.getparent() is None:
        return
    following = paragraph.getnext()
    while following is not None and local_name(following) in BOOKMARKS:
        following = following.getnext()
    content = [one for one in paragraph if local_name(one) != "pPr"]
    if following is None or local_name(following) != "p":
        _remove_if_empty(paragraph, content)
        return
    position = 1 if len(following) and local_name(following[0]) == "pPr" else 0
    for one in reversed(content):
        following.insert(position, one)
    remove_element(paragraph)


def _remove_if_empty(paragraph, content):
    """A cell, a header or a note must keep one paragraph."""
    siblings = chain(paragraph.itersiblings(), paragraph.itersiblings(preceding=True))
    if not content and any(local_name(one) == "p" for one in siblings):
        remove_element(paragraph)
