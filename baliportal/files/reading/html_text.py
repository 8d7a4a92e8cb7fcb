"""Text of HTML and XHTML (chapters of EPUB, altChunks of DOCX) and the HTML inside MHT."""

import email
import re
from email.policy import default
from html.parser import HTMLParser

from .pages import Block
from .plain_text import decode

HIDDEN = {"script", "style", "head", "template", "noscript", "svg", "object", "rt", "rp", "del"}
BLOCKS = {"p", "div", "li", "tr", "table", "ul", "ol", "section", "article", "blockquote", "pre", "dt", "dd", "body",
          "h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "figcaption", "caption", "hr", "aside",
          "nav"}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
VOID = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr"}
CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


def html_blocks(html):
    """Return the blocks of an HTML text that are not empty."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    parser.end_block()
    return parser.blocks


def decode_html(data):
    """Return the text of HTML bytes, by the charset that they name."""
    named = CHARSET.search(data[:2048])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = named[1].decode()
        try:
            return data.decode("gb18030" if encoding.lower() in ("gb2312", "gbk") else encoding, "replace")
        except LookupError:
            pass
    return decode(data)


def mht_html(data):
    """Return the HTML of the bytes of an altChunk: the first HTML part of MHT, or HTML or text itself."""
    if b"mime-version" not in data[:4096].lower():
        return decode_html(data)
    message = email.message_from_bytes(data.lstrip(), policy=default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True) or b""
            charset = part.get_content_charset()
            return decode_html(body) if not charset else _decode_as(body, charset)
    return ""


def _decode_as(data, charset):
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return decode_html(data)


class _Blocks(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self._pieces, self._hidden, self._heading = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            self._pieces.append("\n" if tag == "br" else "")
        elif self._hidden or tag in HIDDEN:
            self._hidden.append(tag)
        elif tag in BLOCKS:
            self.end_block()
            self._heading += tag in HEADINGS
        elif tag in ("td", "th"):
            self._pieces.append("\t")

    def handle_startendtag(self, tag, attrs):
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if self._hidden:
            while tag in self._hidden and self._hidden.pop() != tag:
                pass
        elif tag in BLOCKS:
            self.end_block()
            self._heading -= tag in HEADINGS and self._heading > 0

    def handle_data(self, data):
        if not self._hidden:
            self._pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def end_block(self):
        text = "".join(self._pieces).strip(" \t\n")
        if text:
            self.blocks.append(Block(text, bool(self._heading)))
        self._pieces = []
