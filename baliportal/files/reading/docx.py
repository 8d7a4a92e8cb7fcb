"""Text of DOCX: paragraphs, tables, footnotes, altChunks, and tracked changes as if they were accepted."""

import io

from baliportal.sandbox.errors import Refused

from .html_text import html_blocks, mht_html
from .package import MACROS, Package, read_events
from .pages import Block, divide, document_items
from .rtf import rtf_blocks

SKIPPED = {"del", "moveFrom", "Fallback", "rt", "instrText", "delText", "pPrChange", "rPrChange"}


def read_docx(file, language="", first_page=1):
    """Yield the items of a document. Raises Refused."""
    package = Package(file)
    if any(part.endswith("vbaProject.bin") for part in package.sizes):
        raise Refused(MACROS.format(ending="DOCX"))
    part = package.main_part("word/document.xml")
    yield from document_items(divide(_Document(package, part).blocks()), language, "docx", first_page)


class _Document:
    """The main part with the parts that it refers to."""

    def __init__(self, package, part):
        self.package, self.part = package, part
        self.relations = package.relations(part)
        self.headings = self._heading_styles()
        self.notes = self._notes("/footnotes") | self._notes("/endnotes", "e")

    def blocks(self):
        """Yield the blocks in reading order; a note follows the paragraph that refers to it."""
        for kind, value in paragraphs(self.package.events(self.part), self.headings):
            if kind == "block":
                yield value
            elif kind == "note" and value in self.notes:
                yield Block(self.notes[value])
            elif kind == "chunk":
                yield from self._chunk(value)

    def _related(self, ending):
        return [target for kind, target in self.relations.values() if kind.endswith(ending) and target in self.package]

    def _heading_styles(self):
        """The ids of paragraph styles that are headings, by name or by outline level."""
        found, style = {"Title"} | {f"Heading{level}" for level in range(1, 10)}, ""
        for part in self._related("/styles")[:1]:
            for kind, name, attributes in self.package.events(part):
                if kind != "start":
                    continue
                if name == "style":
                    style = attributes.get("styleId", "")
                value = (attributes or {}).get("val", "").lower()
                if name == "name" and value.startswith(("heading ", "title")):
                    found.add(style)
                if name == "outlineLvl" and value.isdigit() and int(value) < 9:
                    found.add(style)
        return found

    def _notes(self, ending, prefix="f"):
        """The texts of footnotes or endnotes by prefix and id."""
        notes, note = {}, ""
        for part in self._related(ending)[:1]:
            events = self.package.events(part)
            for kind, value in paragraphs(events, set()):
                if kind == "note-begin":
                    note = prefix + value
                elif kind == "block" and value.text.strip():
                    notes[note] = f"{notes[note]}\n{value.text}" if note in notes else value.text
        return notes

    def _chunk(self, key):
        _, target = self.relations.get(key, ("", ""))
        if target not in self.package:
            return
        data = self.package.read(target)
        if data.startswith(b"PK\x03\x04"):
            inner = Package(io.BytesIO(data))
            yield from _Document(inner, inner.main_part("word/document.xml")).blocks()
        elif data.startswith(b"{\\rtf"):
            yield from rtf_blocks(data)
        else:
            yield from html_blocks(mht_html(data))


def paragraphs(events, headings):
    """Yield ("block", Block), ("note", key), ("note-begin", id) and ("chunk", relation id) from WordprocessingML."""
    yield from read_events(_Paragraphs(headings), events)


class _Paragraphs:
    """State of reading: the paragraphs and table rows that are open, innermost last."""

    CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}

    def __init__(self, headings):
        self.headings = headings
        self.found, self.open, self.rows, self.skipped, self.in_text = [], [], [], 0, False

    def take(self):
        found, self.found = self.found, []
        return found

    def text(self, text):
        if self.in_text and self.open and not self.skipped:
            self.open[-1][0].append(text)

    def start(self, name, attributes):
        if name in SKIPPED or self.skipped:
            self.skipped += 1
            return
        self.in_text = name == "t"
        if name == "p":
            self.open.append([[], False, []])
        elif name in self.CHARACTERS and self.open:
            self.open[-1][0].append(self.CHARACTERS[name])
        elif name in ("pStyle", "outlineLvl") and self.open:
            self._style(name, attributes.get("val", ""))
        elif name == "tr":
            self.rows.append([])
        elif name == "tc" and self.rows:
            self.rows[-1].append([])
        else:
            self._reference(name, attributes)

    def _style(self, name, value):
        level = name == "outlineLvl" and value.isdigit() and int(value) < 9
        self.open[-1][1] = self.open[-1][1] or value in self.headings or level

    def _reference(self, name, attributes):
        if name in ("footnoteReference", "endnoteReference") and self.open:
            self.open[-1][2].append(name[0] + attributes.get("id", ""))
        elif name in ("footnote", "endnote"):
            self.found.append(("note-begin", attributes.get("id", "")))
        elif name == "altChunk":
            self.found.append(("chunk", attributes.get("r:id", "")))

    def end(self, name):
        if self.skipped:
            self.skipped -= 1
            return
        if name == "t":
            self.in_text = False
        elif name == "p" and self.open:
            self._end_paragraph()
        elif name == "tr" and self.rows:
            cells = [" ".join(filter(None, cell)) for cell in self.rows.pop()]
            self._emit(Block("\t".join(cells)))

    def _end_paragraph(self):
        pieces, is_heading, notes = self.open.pop()
        self._emit(Block("".join(pieces), is_heading))
        self.found.extend(("note", note) for note in notes)

    def _emit(self, block):
        """Add a block to the table cell that is open, or to the result."""
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(block.text.strip())
        else:
            self.found.append(("block", block))
