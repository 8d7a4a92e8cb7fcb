"""Text of ODT: paragraphs, headings, table rows and notes; deleted text of tracked changes is left out."""

from baliportal.sandbox.errors import Refused

from .package import PASSWORD, Package, read_events
from .pages import Block, divide, document_items

SKIPPED = {"tracked-changes", "note-citation", "annotation", "ruby-text", "forms", "tracked-change"}
MOST_SPACES = 100  # Of one element that stands for several.


def read_odt(file, language="", first_page=1):
    """Yield the items of a document. Raises Refused."""
    package = Package(file)
    if "encrypted-package" in package or _is_encrypted(package):
        raise Refused(PASSWORD)
    yield from document_items(divide(_blocks(package.events("content.xml"))), language, "odt", first_page)


def _is_encrypted(package):
    manifest = "META-INF/manifest.xml"
    return manifest in package and any(name == "encryption-data" for _, name, _ in package.events(manifest))


def _blocks(events):
    yield from read_events(_Reader(), events)


class _Reader:
    """State of reading: the paragraphs and table rows that are open, innermost last."""

    def __init__(self):
        self.found, self.open, self.rows, self.skipped = [], [], [], 0

    def take(self):
        if self.open:  # A note stands inside its paragraph and follows it.
            return []
        found, self.found = self.found, []
        return found

    def text(self, text):
        if self.open and not self.skipped:
            self.open[-1].append(text)

    def start(self, name, attributes):
        if self.skipped or name in SKIPPED:
            self.skipped += 1
        elif name in ("p", "h"):
            self.open.append([])
        elif name == "s":
            count = attributes.get("c", "1")
            self.text(" " * min(int(count) if count.isdigit() else 1, MOST_SPACES))
        elif name in ("tab", "line-break"):
            self.text("\t" if name == "tab" else "\n")
        elif name == "table-row":
            self.rows.append([])
        elif name == "table-cell" and self.rows:
            self.rows[-1].append([])

    def end(self, name):
        if self.skipped:
            self.skipped -= 1
        elif name in ("p", "h") and self.open:
            self._emit(Block("".join(self.open.pop()), name == "h"))
        elif name == "table-row" and self.rows:
            self._emit(Block("\t".join(" ".join(filter(None, cell)) for cell in self.rows.pop())))

    def _emit(self, block):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(block.text.strip())
        elif self.open:
            self.found.append(block)
        else:
            self.found.insert(0, block)
