"""Relations of OOXML: which parts and links a public copy leaves out, and the words for them."""

import re

#: End of the relation's type, and the word for what it leads to; "" says nothing, as nearly every file has it.
PRIVATE_RELATIONS = {
    "attachedTemplate": "external template",
    "comments": "comments",
    "commentsExtended": "comments",
    "commentsIds": "comments",
    "commentsExtensible": "comments",
    "threadedComment": "comments",
    "commentAuthors": "comments",
    "authors": "comments",
    "people": "names of reviewers",
    "person": "names of reviewers",
    "usernames": "names of reviewers",
    "revisionHeaders": "tracked changes",
    "revisionLog": "tracked changes",
    "documenttasks": "comments",
    "custom-properties": "custom properties",
    "customXml": "data of document management",
    "classificationlabels": "data of document management",
    "thumbnail": "picture of the first page",
    "printerSettings": "printer settings",
    "notesSlide": "notes of the speaker",
    "oleObject": "embedded files",
    "package": "embedded files",
    "connections": "connections to databases",
    "queryTable": "connections to databases",
    "recipientData": "connections to databases",
    "glossaryDocument": "building blocks of text",
    "keyMapCustomizations": "settings of the program",
    "attachedToolbars": "settings of the program",
    "extensibility": "settings of the program",
    "ui": "settings of the program",
    "tags": "data of add-ins",
    "webextension": "data of add-ins",
    "webextensiontaskpanes": "data of add-ins",
    "origin": "digital signature",
    "signature": "digital signature",
}
REMOVED_TARGET = "removed"
WEB_ADDRESS = re.compile(r"(?:https?|mailto|ftp|tel):|#", re.I)


def private_word(kind, target, external, kinds):
    """The word for a relation to cut, or None for one to keep; `kinds` are all of the same source."""
    if kind in PRIVATE_RELATIONS:
        return PRIVATE_RELATIONS[kind]
    if kind == "vmlDrawing" and "comments" in kinds:
        return ""  # The boxes of the comments of a sheet.
    if not external or (kind == "hyperlink" and WEB_ADDRESS.match(target)) or is_linked_workbook(kind):
        return None
    return "links to places on a computer" if kind == "hyperlink" else "links to files elsewhere"


def is_linked_workbook(kind):
    """Formulas number the linked workbooks, so that one which is cut would break them: its address is replaced."""
    return kind.rpartition("/")[2] in ("externalLinkPath", "xlPathMissing", "externalLinkLongPath")


def kept_target(kind, target):
    """The target to write for an external relation that stays."""
    return REMOVED_TARGET if is_linked_workbook(kind) else target
