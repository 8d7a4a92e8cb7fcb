"""Remove from OpenDocument texts what is private or active, by writing anew the members that the document needs."""

import re

from lxml import etree

from .odf_content import clean_content, clean_settings
from .odf_hidden import hiding_styles, remove_hidden_text
from .odf_package import MANIFEST, check_odt, is_signed
from .picture_bytes import stripped_picture
from .xml_tree import local_name, parse_xml, xml_bytes
from .zip_package import Package, write_package

EMPTY_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'
)
SIGNATURE = "digital signature"
AUTHORS = {"creator", "initial-creator", "printed-by"}
PARTS = re.compile(r"(?:(?:Object|Formula)[^/]*/)?(?:content|styles|settings|meta)\.xml$")
PICTURES = re.compile(r"(?:(?:Object|Formula)[^/]*/)?(?:Pictures|ObjectReplacements)/[^/]+$")
FONTS = re.compile(r"Fonts/[^/]+$")
LEFT_OUT = (
    (re.compile(r"Thumbnails/"), "picture of the first page"),
    (re.compile(r"META-INF/.*signatures\.xml"), SIGNATURE),
    (re.compile(r"Object [^/]*$"), "embedded files"),
    (re.compile(r"Versions/|VersionList\.xml"), "previous versions"),
)


def scrub_odf(file):
    """Return (bytes of the public copy, words for what was removed). Raises Refused."""
    package = Package(file)
    check_odt(package)
    cleaner = OdfCleaner(package)
    data = write_package(cleaner.members(), stored_first=True)
    return data, sorted(cleaner.words)


class OdfCleaner:
    """Yields the members of the public copy; `words` are complete after the last."""

    def __init__(self, package):
        self.package = package
        self.words = {SIGNATURE} if is_signed(package) else set()

    def members(self):
        """Yield (name, bytes); the media type comes first, as the format demands."""
        yield "mimetype", self.package.read("mimetype").strip()
        kept = [name for name in self.package.names if self._is_kept(name)]
        for name in kept:
            yield name, self._cleaned(name)
        if MANIFEST in self.package:
            yield MANIFEST, self._manifest(kept)

    def _is_kept(self, name):
        if any(pattern.match(name) for pattern in (PARTS, PICTURES, FONTS)):
            return True
        self.words |= {word for pattern, word in LEFT_OUT if pattern.match(name)}
        return False

    def _cleaned(self, name):
        if not PARTS.match(name):
            data, word = stripped_picture(self.package.read(name))
            self.words |= {word} - {""}
            return data
        root = parse_xml(self.package.xml(name), name)
        if name.endswith("meta.xml"):
            self.words |= _words_of_meta(root)
            return EMPTY_META
        etree.strip_tags(root, etree.Comment)
        self.words |= clean_settings(root) if name.endswith("settings.xml") else clean_content(root)
        self.words |= remove_hidden_text(root, hiding_styles(self.package, name))
        return xml_bytes(root)

    def _manifest(self, kept):
        """The list of members without those that are left out."""
        root = parse_xml(self.package.xml(MANIFEST), MANIFEST, doctype=True)
        for one in list(root):
            path = next((value for name, value in one.items() if name.endswith("full-path")), "")
            is_directory = path.endswith("/") and any(name.startswith(path) for name in kept)
            if path != "/" and path not in kept and not is_directory:
                root.remove(one)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _words_of_meta(root):
    names = [
        local_name(one) for one in root.iter() if local_name(one) not in ("document-meta", "meta", "document-statistic")
    ]
    return {"author" if name in AUTHORS else "document properties" for name in names if name}
