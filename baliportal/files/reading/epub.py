"""Text of EPUB: a page per chapter in reading order."""

import posixpath
from urllib.parse import unquote

from baliportal.sandbox.errors import Refused

from .html_text import decode_html, html_blocks
from .package import DAMAGED, Package
from .pages import document_items

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
DRM = "The book is encrypted (DRM). Upload a copy without that."
# Fonts may be obfuscated in books that anybody can read.
FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
XHTML = ("application/xhtml+xml", "text/html")


def read_epub(file, language="", first_page=1):
    """Yield the items of a book. Raises Refused."""
    package = Package(file)
    if ENCRYPTION in package and not _only_fonts(package.events(ENCRYPTION)):
        raise Refused(DRM)
    chapters = [html_blocks(decode_html(package.read(part))) for part in _spine(package) if part in package]
    pages = [blocks for blocks in chapters if blocks] or [[]]
    yield from document_items(pages, language, "epub", first_page)


def _only_fonts(events):
    algorithms = [attributes.get("Algorithm", "") for kind, name, attributes in events
                  if kind == "start" and name == "EncryptionMethod"]  # fmt: skip
    return all(algorithm in FONT_ALGORITHMS for algorithm in algorithms)


def _spine(package):
    """Return the parts of the chapters in reading order."""
    starts = [(name, attributes) for kind, name, attributes in package.events(CONTAINER) if kind == "start"]
    root = next((attributes.get("full-path", "") for name, attributes in starts if name == "rootfile"), "")
    if root not in package:
        raise Refused(DAMAGED)
    starts = [(name, attributes) for kind, name, attributes in package.events(root) if kind == "start"]
    items = {attributes.get("id"): attributes.get("href", "") for name, attributes in starts
             if name == "item" and attributes.get("media-type") in XHTML}  # fmt: skip
    keys = [attributes.get("idref") for name, attributes in starts if name == "itemref"]
    directory = posixpath.dirname(root)
    return [posixpath.normpath(posixpath.join(directory, unquote(items[key]))) for key in keys if key in items]
