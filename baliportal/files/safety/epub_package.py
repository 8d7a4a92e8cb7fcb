"""EPUB packages: what is refused, and the list of their members."""

import posixpath
from urllib.parse import unquote

from baliportal.sandbox.errors import Refused

from .xml_tree import local_name, parse_xml

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
PROTECTED = "The book is protected against copying (DRM) or by a password. Upload it without protection, or as PDF."
INCOMPLETE = (
    "The book has no list of its chapters. Open it in the program that made it and save it again, or save it as PDF."
)


def check_epub(package):
    """Raise Refused for books that are encrypted or have no list of members."""
    if ENCRYPTION in package:
        root = parse_xml(package.xml(ENCRYPTION), ENCRYPTION)
        methods = [one.get("Algorithm", "") for one in root.iter() if local_name(one) == "EncryptionMethod"]
        if any(method not in FONT_ALGORITHMS for method in methods):
            raise Refused(PROTECTED)
    if "META-INF/rights.xml" in package:
        raise Refused(PROTECTED)
    package_document(package)


def package_document(package):
    """The name of the member that lists the others (OPF)."""
    if CONTAINER not in package:
        raise Refused(INCOMPLETE)
    root = parse_xml(package.xml(CONTAINER), CONTAINER, doctype=True)
    name = next((one.get("full-path", "") for one in root.iter() if local_name(one) == "rootfile"), "")
    if name not in package:
        raise Refused(INCOMPLETE)
    return name


def listed_members(package, document):
    """{name: media type} of the members that the package document lists."""
    root = parse_xml(package.xml(document), document, doctype=True)
    directory = posixpath.dirname(document)
    members = {}
    for one in root.iter():
        if local_name(one) == "item":
            path = posixpath.normpath(posixpath.join(directory, unquote(one.get("href", ""))))
            members[path] = one.get("media-type", "")
    return members
