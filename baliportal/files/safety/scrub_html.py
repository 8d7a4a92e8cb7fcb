"""A web page inside a document, written anew from the elements and attributes that text needs."""

import re

from lxml import etree, html

from baliportal.sandbox.errors import Refused

DAMAGED = "The text that the document takes in from a web page (altChunk) is damaged. Save the document as PDF."
PICTURES = (
    "The document takes in a web page with pictures (altChunk), which cannot be cleaned of private data. "
    "Open it in Word, save it again as DOCX, or save it as PDF."
)
ELEMENTS = {
    "html", "head", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "br", "hr", "pre", "blockquote",
    "center", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot",
    "tr", "th", "td", "a", "b", "strong", "i", "em", "u", "s", "strike", "small", "big", "sub", "sup", "font",
    "ins", "abbr", "cite", "code", "section", "article", "header", "footer", "aside", "nav", "figure", "figcaption",
    "style", "ruby", "rt", "rp",
}  # fmt: skip
#: Elements that go with their content, and the word for it; "" says nothing.
REMOVED = {
    "script": "JavaScript", "iframe": "links to files elsewhere", "frame": "links to files elsewhere",
    "object": "embedded files", "embed": "embedded files", "applet": "embedded files", "svg": "embedded files",
    "xml": "document properties", "title": "document properties", "meta": "", "link": "", "base": "", "noscript": "",
    "template": "", "del": "tracked changes",
}  # fmt: skip
ATTRIBUTES = {
    "align", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "face", "height",
    "href", "id", "lang", "name", "rowspan", "size", "start", "style", "type", "valign", "width",
}  # fmt: skip
WEB_ADDRESS = re.compile(r"(?:https?:|mailto:|#)", re.I)
REMOTE_PICTURE = re.compile(r"(?:https?:)?//", re.I)
#: What makes a style sheet load a file or run a program, and the escapes that could hide it.
LOADING_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|-moz-binding|behavior\s*:|\\|<", re.I)


def scrub_html(text):
    """Return (the page as bytes in UTF-8, words for what was removed). Raises Refused."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as problem:
        raise Refused(DAMAGED) from problem
    words = set()
    for element in list(root.iter()):
        words.add(_clean(element))
    _head(root).insert(0, etree.Element("meta", charset="utf-8"))
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"), words - {""}


def _head(root):
    """The head of a page, made where it has none."""
    if root.find("head") is None:
        root.insert(0, etree.Element("head"))
    return root.find("head")


def _clean(element):
    """Clean one element, remove it, or put its content in its place; returns the word for what was removed."""
    name = element.tag if isinstance(element.tag, str) else "script"
    if name == "img":
        return _clean_picture(element)
    if name in REMOVED:
        element.drop_tree()
        return REMOVED[name]
    if name == "style" and LOADING_STYLE.search(element.text or ""):
        element.drop_tree()
        return "links to files elsewhere"
    words = [_clean_attribute(element, key) for key in list(element.attrib)]
    if name not in ELEMENTS and element.getparent() is not None:
        element.drop_tag()
    return next(filter(None, words), "")


def _clean_picture(element):
    if not REMOTE_PICTURE.match(element.get("src", "").strip()):
        raise Refused(PICTURES)
    element.drop_tree()
    return "links to files elsewhere"


def _clean_attribute(element, key):
    value = element.attrib[key].strip()
    is_bad_link = key == "href" and not WEB_ADDRESS.match(value)
    is_loading = key == "style" and LOADING_STYLE.search(value)
    if key in ATTRIBUTES and not is_bad_link and not is_loading:
        return ""
    del element.attrib[key]
    if key.startswith("on") or (is_bad_link and "script:" in value.lower()):
        return "JavaScript"
    return "links to places on a computer" if is_bad_link else ""
