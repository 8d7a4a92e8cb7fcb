"""Remove from EPUB books what is private or active. Their authors and publishers are bibliographic data and stay."""

import posixpath
import re
from urllib.parse import unquote

from .epub_package import CONTAINER, ENCRYPTION, check_epub, listed_members, package_document
from .local_paths import remove_local_paths
from .picture_bytes import stripped_picture
from .xml_tree import local_name, parse_xml, remove_element, xml_bytes
from .zip_package import Package, write_package

SCRIPT_TYPES = re.compile(r".*(?:javascript|ecmascript|jscript)|text/x-script.*", re.I)
MARKUP_TYPES = {"application/xhtml+xml", "image/svg+xml", "application/x-dtbncx+xml", "text/html"}
ACTIVE = {
    "script": "JavaScript",
    "iframe": "links to files elsewhere",
    "object": "embedded files",
    "embed": "embedded files",
    "applet": "embedded files",
    "form": "forms",
}
#: Names of metadata that programs add: how and by whom a book was bought, read or converted.
PROGRAM_METADATA = re.compile(r"calibre:.*|Sigil.*|generator|dcterms:modified|ibooks:.*|cover-id", re.I)
BAD_ADDRESS = re.compile(r"\s*(?:javascript:|vbscript:|file:|data:text/)", re.I)
REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.I)


def scrub_epub(file):
    """Return (bytes of the public copy, words for what was removed). Raises Refused."""
    package = Package(file)
    check_epub(package)
    cleaner = EpubCleaner(package)
    data = write_package(cleaner.members(), stored_first=True)
    return data, sorted(cleaner.words)


class EpubCleaner:
    """Yields the members of the public copy; `words` are complete after the last."""

    def __init__(self, package):
        self.package, self.words = package, set()
        self.document = package_document(package)
        self.types = listed_members(package, self.document)

    def members(self):
        """Yield (name, bytes); the media type comes first, as the format demands."""
        yield "mimetype", self.package.read("mimetype").strip()
        for name in self.package.names:
            if name in (CONTAINER, ENCRYPTION):
                yield name, self.package.read(name)
            elif name == self.document:
                yield name, self._package_document()
            elif name in self.types and not self._is_script(name):
                yield name, self._cleaned(name)
            elif name != "mimetype":
                self.words.add("JavaScript" if self._is_script(name) else "files that are no part of the book")

    def _is_script(self, name):
        return bool(SCRIPT_TYPES.fullmatch(self.types.get(name, ""))) or name.lower().endswith((".js", ".mjs"))

    def _package_document(self):
        root = parse_xml(self.package.xml(self.document), self.document, doctype=True)
        directory = posixpath.dirname(self.document)
        for element in list(root.iter()):
            is_item = local_name(element) == "item"
            path = posixpath.normpath(posixpath.join(directory, unquote(element.get("href", ""))))
            if (is_item and self._is_script(path)) or _is_of_program(element):
                remove_element(element)
            elif is_item and element.get("properties"):
                kept = [one for one in element.get("properties").split() if one != "scripted"]
                element.set("properties", " ".join(kept))
        return xml_bytes(root)

    def _cleaned(self, name):
        if self.types[name] not in MARKUP_TYPES:
            data, word = stripped_picture(self.package.read(name))
            self.words |= {word} - {""}
            return data
        root = parse_xml(self.package.xml(name), name, doctype=True)
        for element in list(root.iter()):
            if local_name(element) in ACTIVE:
                self.words.add(ACTIVE[local_name(element)])
                remove_element(element)
            else:
                self._clean_attributes(element)
        self.words |= remove_local_paths(root)
        return xml_bytes(root)

    def _clean_attributes(self, element):
        for name, value in element.items():
            local = name.rpartition("}")[2].lower()
            if local.startswith("on") or (local in ("href", "src", "action") and BAD_ADDRESS.match(value)):
                self.words.add("JavaScript")
                del element.attrib[name]
            elif _is_resource(element, local) and REMOTE.match(value):
                self.words.add("links to files elsewhere")
                element.set(name, "")


def _is_of_program(element):
    return local_name(element) == "meta" and bool(PROGRAM_METADATA.fullmatch(element.get("name", "")))


def _is_resource(element, attribute):
    """True for attributes whose address is loaded without a click."""
    return attribute in ("src", "poster") or (attribute == "href" and local_name(element) in ("image", "link", "use"))
