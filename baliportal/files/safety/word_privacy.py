"""Private markup of Word: tracked changes are accepted; comments and identifiers of editing sessions go."""

from .word_changes import accept_changes
from .xml_tree import local_name, remove_element

WORD = ("http://schemas.openxmlformats.org/wordprocessingml/", "http://purl.oclc.org/ooxml/wordprocessingml/")
MICROSOFT = "http://schemas.microsoft.com/office/word/"
#: Element, and the word for it.
PRIVATE = {
    "commentRangeStart": "comments",
    "commentRangeEnd": "comments",
    "commentReference": "comments",
    "annotationRef": "comments",
    "attachedTemplate": "external template",
    "docVars": "variables of macros",
    "mailMerge": "connections to databases",
    "trackRevisions": "",
    "rsids": "",
    "docId": "",
    "dataBinding": "",
    "saveThroughXslt": "",
}


def clean_word(root):
    """Clean a part of a Word document in its place; returns words."""
    if not is_word(root):
        return set()
    words = accept_changes(root)
    for element in [one for one in root.iter() if is_word(one) and local_name(one) in PRIVATE]:
        words.add(PRIVATE[local_name(element)])
        remove_element(element)
    for element in root.iter():
        for name in [name for name in element.attrib if name.rpartition("}")[2].startswith("rsid")]:
            del element.attrib[name]
    return words - {""}


def is_word(element):
    """True for elements of WordprocessingML and of Microsoft's additions to it."""
    return isinstance(element.tag, str) and element.tag[1:].startswith((*WORD, MICROSOFT))
