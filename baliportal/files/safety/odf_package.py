"""OpenDocument packages: what is refused, and what they are made of."""

import re

from baliportal.sandbox.errors import Refused

from .refused_types import LOCKED
from .xml_tree import local_name, parse_xml

MANIFEST = "META-INF/manifest.xml"
CONTENT = "content.xml"
MACROS = "The document holds macros, which are programs. Remove them (Tools, Macros), or save it as PDF."
INCOMPLETE = "The document has no content. Open it in the program that made it, save it again, or save it as PDF."
PROGRAMS = re.compile(r"(?:.*/)?(?:Basic|Scripts|Dialogs)/", re.I)
SIGNATURES = ("META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml")


def check_odt(package):
    """Raise Refused for passwords, macros and packages without content."""
    if any(PROGRAMS.match(name) for name in package.names):
        raise Refused(MACROS)
    if MANIFEST in package:
        root = parse_xml(package.xml(MANIFEST), MANIFEST, doctype=True)
        if any(local_name(one) in ("encryption-data", "encrypted-key") for one in root.iter()):
            raise Refused(LOCKED)
    if CONTENT not in package:
        raise Refused(LOCKED if "encrypted-package" in package else INCOMPLETE)


def is_signed(package):
    return any(name in package for name in SIGNATURES)
