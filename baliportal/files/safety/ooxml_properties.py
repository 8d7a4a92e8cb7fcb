"""The properties of an OOXML document: author, company, dates, title."""

from .xml_tree import local_name, parse_xml

EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
EMPTY_EXTENDED = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
#: End of the relation's type: what is written in the place of the part.
PROPERTIES = {"core-properties": EMPTY_CORE, "extended-properties": EMPTY_EXTENDED}
WORDS = {"creator": "author", "lastModifiedBy": "author", "Manager": "author", "Company": "company"}


def empty_properties(kind, data):
    """Return (the empty part, words for what it held)."""
    root = parse_xml(data, "properties")
    words = {WORDS.get(local_name(one), "document properties") for one in root if _text_of(one)}
    return PROPERTIES[kind], words


def _text_of(element):
    return "".join(element.itertext()).strip()
