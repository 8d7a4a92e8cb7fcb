"""Annotations and actions of a PDF: which ones a public copy keeps."""

import re

import pikepdf

from .pdf_file import name_in

#: Links, form fields and marks of printers belong to the page; all others are remarks, recordings or attachments.
KEPT_ANNOTATIONS = {"/Link", "/Widget", "/Watermark", "/PrinterMark", "/TrapNet"}
ANNOTATION_WORDS = {
    "/FileAttachment": "embedded files",
    "/Sound": "recordings",
    "/Movie": "recordings",
    "/Screen": "recordings",
    "/RichMedia": "recordings",
    "/3D": "recordings",
    "/Redact": "marks of text to black out",
    "/Stamp": "stamps laid over a page",
    "/FreeText": "text laid over a page",
}
REMOVED_ANNOTATIONS = {
    *ANNOTATION_WORDS, "/Text", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Popup", "/Projection",
}  # fmt: skip
KEPT_ACTIONS = {"/GoTo", "/Named", "/Thread", "/SetOCGState"}
ACTION_WORDS = {
    "/JavaScript": "JavaScript",
    "/Launch": "links that start a program",
    "/URI": "links to places on a computer",
}
WEB_ADDRESS = re.compile(rb"(?:https?|mailto|ftp|tel|doi):|[#/?.]|www\.", re.I)


def is_removed_annotation(item):
    """True for annotations to remove, those that no page lists too (the replies to a comment)."""
    subtype = name_in(item, "/Subtype")
    if subtype in REMOVED_ANNOTATIONS and "/Rect" in item:
        return True
    return name_in(item, "/Type") == "/Annot" and subtype not in KEPT_ANNOTATIONS


def clear_annotation(item):
    """Empty it in its place, because tags of the page and other comments still refer to it; returns the word for it."""
    word = ANNOTATION_WORDS.get(name_in(item, "/Subtype"), "comments")
    for key in list(item.keys()):
        del item[key]
    return word


def is_private_action(action):
    """True for actions other than going to a page or a web address."""
    if not isinstance(action, pikepdf.Dictionary) or not name_in(action, "/S"):
        return isinstance(action, pikepdf.Array) and any(is_private_action(one) for one in action)
    kind = name_in(action, "/S")
    return not (kind in KEPT_ACTIONS or (kind == "/URI" and _is_web_address(action.get("/URI"))))


def clear_action(action):
    """Empty the action; returns the word for it."""
    if isinstance(action, pikepdf.Array):
        return "chained actions"
    word = ACTION_WORDS.get(name_in(action, "/S"), "actions")
    for key in list(action.keys()):
        del action[key]
    return word


def _is_web_address(address):
    return isinstance(address, pikepdf.String) and bool(WEB_ADDRESS.match(bytes(address).strip()))
