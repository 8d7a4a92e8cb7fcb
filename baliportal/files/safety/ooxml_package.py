"""OOXML packages: what kind of document, what is refused, and which parts the document is made of."""

import posixpath
from urllib.parse import unquote

from baliportal.sandbox.errors import Refused

from .media_types import DOCX, OFFICE, PPTX, XLSX
from .xml_tree import local_name, parse_xml

CONTENT_TYPES = "[Content_Types].xml"
#: Content type of the main part: media type of the file. A slide show is a presentation that opens in full screen.
MAIN_TYPES = {
    f"{DOCX}.main+xml": DOCX,
    f"{XLSX}.main+xml": XLSX,
    f"{PPTX}.main+xml": PPTX,
    f"{OFFICE}presentationml.slideshow.main+xml": PPTX,
}
SIGNATURE = "digital signature"

MACROS = "The document holds macros, which are programs. Save it without macros (DOCX, XLSX or PPTX), or as PDF."
CONTROLS = "The document holds ActiveX controls, which are programs. Save it as PDF."
DDE = "The workbook holds links that start programs (DDE). Remove them (Data, Edit Links), or save it as PDF."
TEMPLATE = "This is a template or a file of a kind that is not accepted. Save it as DOCX, XLSX, PPTX or PDF."
#: Ends of relation types that are refused, and why.
REFUSED_RELATIONS = {
    "vbaProject": MACROS,
    "xlMacrosheet": MACROS,
    "xlIntlMacrosheet": MACROS,
    "dialogsheet": MACROS,
    "control": CONTROLS,
    "activeXControlBinary": CONTROLS,
}


def check_ooxml(package):
    """Return the media type of the main part. Raises Refused for macros and templates."""
    types = content_types(package)
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in types.values()) or any(
        map(_is_macro, package.names)
    ):
        raise Refused(MACROS)
    for source in ["", *package.names]:
        for _, kind, _, _ in relations(package, source):
            if kind in REFUSED_RELATIONS:
                raise Refused(REFUSED_RELATIONS[kind])
    if any(_is_program_link(package, name) for name in package.names):
        raise Refused(DDE)
    main = main_part(package)
    if main not in package or types.get(main) not in MAIN_TYPES:
        raise Refused(TEMPLATE)
    return MAIN_TYPES[types[main]]


def is_signed(package):
    return any(name.startswith("_xmlsignatures/") for name in package.names)


def chunk_parts(package):
    """The parts that a Word document takes in as text of another format (altChunk), in small letters."""
    return {
        target.lower()
        for source in package.names
        for _, kind, target, external in relations(package, source)
        if kind == "aFChunk" and not external
    }


def main_part(package):
    targets = [
        target for _, kind, target, external in relations(package, "") if kind == "officeDocument" and not external
    ]
    return targets[0] if targets else ""


def content_types(package):
    """{part: content type} of the parts that are named one by one, and of others by their ending."""
    endings, parts = {}, {}
    for one in parse_xml(package.xml(CONTENT_TYPES), CONTENT_TYPES):
        if local_name(one) == "Default":
            endings[one.get("Extension", "").lower()] = one.get("ContentType", "")
        elif local_name(one) == "Override":
            parts[one.get("PartName", "").lstrip("/")] = one.get("ContentType", "")
    return {name: endings.get(name.rpartition(".")[2].lower(), "") for name in package.names} | parts


def relations_part(source):
    directory, name = posixpath.split(source)
    return posixpath.join(directory, "_rels", f"{name}.rels")


def relations(package, source):
    """(id, last part of the type, target, is external) of each relation of a part; "" is the package itself."""
    part = relations_part(source)
    if part not in package:
        return []
    return [
        read_relation(one, source) for one in parse_xml(package.xml(part), part) if local_name(one) == "Relationship"
    ]


def read_relation(element, source):
    """The tuple of `relations`; targets inside are names of parts."""
    kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), unquote(target)))[1:]
    return element.get("Id", ""), kind, target, external


def _is_macro_type(content_type):
    return "macroEnabled" in content_type or "vbaProject" in content_type


def _is_macro(name):
    return name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name.lower()


def _is_program_link(package, name):
    is_link = "/externallinks/" in name.lower() and name.lower().endswith(".xml")
    return is_link and any(local_name(one) == "ddeLink" for one in parse_xml(package.xml(name), name).iter())
