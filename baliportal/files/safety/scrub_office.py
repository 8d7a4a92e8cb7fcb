"""Remove from OOXML what is private or active, by writing anew the parts that the document is made of.

Relations to private parts are cut, with the elements that refer to them; what no relation leads to is left behind.
"""

import io

from lxml import etree

from baliportal.sandbox.errors import Refused

from .hidden_parts import (
    HIDDEN_SLIDES,
    SHOW_SHAPES,
    SHOW_SLIDES,
    has_slides,
    hides_shapes,
    is_hidden_slide,
    remove_from_sections,
)
from .local_paths import remove_local_paths
from .ooxml_package import (
    CONTENT_TYPES,
    SIGNATURE,
    check_ooxml,
    chunk_parts,
    is_signed,
    main_part,
    relations,
    relations_part,
)
from .ooxml_properties import PROPERTIES, empty_properties
from .ooxml_references import drop_references
from .ooxml_relations import kept_target, private_word
from .picture_bytes import stripped_picture
from .spreadsheet_privacy import clean_spreadsheet
from .word_chunks import PACKAGE_START, clean_chunk
from .word_hidden import hiding_styles, remove_hidden_text
from .word_privacy import clean_word, is_word
from .xml_tree import local_name, parse_xml, xml_bytes
from .zip_package import Package, write_package

XML_ENDINGS = (".xml", ".vml")
TOO_DEEP = (
    "The document takes in a document that takes in another one. Open it in Word and save it again, or save it as PDF."
)


def scrub_office(file, *, inside=False):
    """Return (bytes of the public copy, words for what was removed). Raises Refused.

    `inside` is True for a document that another one takes in, which may not take in a third.
    """
    cleaner = OoxmlCleaner(Package(file), inside=inside)
    data = write_package(cleaner.members())
    return data, sorted(cleaner.words)


class OoxmlCleaner:
    """Yields the members of the public copy; `words` are complete after the last."""

    def __init__(self, package, *, inside=False):
        self.package = package
        self._chunks = chunk_parts(package)
        if inside and self._chunks:
            raise Refused(TOO_DEEP)
        self.words = {SIGNATURE} if is_signed(package) else set()
        self._dropped = {}  # Source part: ids of the relations that were cut.
        self._names = {name.lower(): name for name in package.names}  # Names of parts have no case.
        self._parts = self._reachable()
        self._hiding_styles = hiding_styles(package)

    def members(self):
        """Yield (name, bytes), the list of content types and the relations of the package first."""
        yield CONTENT_TYPES, self._content_types()
        yield from self._relations("")
        for name in self.package.names:
            if name in self._parts:
                yield name, self._cleaned(name)
                yield from self._relations(name)

    def _reachable(self):
        """The parts that relations lead to, except for the private ones."""
        found, waiting = set(), [""]
        while waiting:
            source = waiting.pop()
            for target in self._targets(source):
                part = self._names.get(target.lower())
                if part and part not in found:
                    found.add(part)
                    waiting.append(part)
        return found

    def _targets(self, source):
        """The parts that a part leads to; notes the relations to cut."""
        listed = relations(self.package, source)
        kinds = {kind for _, kind, _, _ in listed}
        dropped = self._dropped.setdefault(source, set())
        for key, kind, target, external in listed:
            word = self._private_word(kind, target, external, kinds)
            if word is not None:
                dropped.add(key)
                self.words |= {word} - {""}
            elif not external:
                yield target

    def _private_word(self, kind, target, external, kinds):
        if kind == "slide" and not external and is_hidden_slide(self.package, self._names.get(target.lower(), "")):
            return HIDDEN_SLIDES
        return private_word(kind, target, external, kinds)

    def _relations(self, source):
        """The relations of a part without those that were cut, or nothing where none are left."""
        part = relations_part(source)
        if part not in self.package:
            return
        root = parse_xml(self.package.xml(part), part)
        for one in list(root):
            if one.get("Id", "") in self._dropped[source]:
                root.remove(one)
            elif one.get("TargetMode") == "External":
                one.set("Target", self._kept_target(one))
        if len(root):
            yield part, xml_bytes(root)

    def _kept_target(self, relation):
        target = relation.get("Target", "")
        kept = kept_target(relation.get("Type", ""), target)
        self.words |= {"links to other workbooks"} if kept != target else set()
        return kept

    def _content_types(self):
        root = parse_xml(self.package.xml(CONTENT_TYPES), CONTENT_TYPES)
        for one in list(root):
            part = one.get("PartName", "").lstrip("/").lower()
            if local_name(one) == "Override" and self._names.get(part) not in self._parts:
                root.remove(one)
        return xml_bytes(root)

    def _cleaned(self, name):
        if name.lower() in self._chunks:
            return self._cleaned_chunk(name)
        kind = self._kind(name)
        if kind in PROPERTIES:
            data, words = empty_properties(kind, self.package.xml(name))
            self.words |= words
            return data
        if name.lower().endswith(XML_ENDINGS):
            return self._cleaned_xml(name)
        data, word = stripped_picture(self.package.read(name))
        self.words |= {word} - {""}
        return data

    def _cleaned_chunk(self, name):
        data = self.package.xml(name)
        if data.startswith(PACKAGE_START):
            inner = io.BytesIO(data)
            check_ooxml(Package(inner))
            data, words = scrub_office(inner, inside=True)
        else:
            data, words = clean_chunk(data)
        self.words |= set(words)
        return data

    def _cleaned_xml(self, name):
        root = parse_xml(self.package.xml(name), name)
        etree.strip_tags(root, etree.Comment)
        if hides_shapes(root):
            raise Refused(SHOW_SHAPES)
        drop_references(root, self._dropped.get(name, set()))
        if HIDDEN_SLIDES in self.words and name.lower() == main_part(self.package).lower():
            remove_from_sections(root)
            if not has_slides(root):
                raise Refused(SHOW_SLIDES)
        self.words |= clean_word(root) | clean_spreadsheet(root) | remove_local_paths(root)
        self.words |= remove_hidden_text(root, self._hiding_styles) if is_word(root) else set()
        return xml_bytes(root)

    def _kind(self, name):
        """The type of the relation from the package to a part, or ""."""
        return next((kind for _, kind, target, _ in relations(self.package, "") if target.lower() == name.lower()), "")
