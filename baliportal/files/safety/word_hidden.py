"""Hidden text of Word documents: ECMA-376 part 1, 17.3.2.41 (vanish) and 17.4.20 (hidden rows of tables)."""

from dataclasses import dataclass

from baliportal.sandbox.errors import Refused

from .style_inheritance import inherited
from .xml_tree import local_name, parse_xml, remove_element

HIDDEN_TEXT = "hidden text"
SHOW_NOTES = "The document has hidden text with a note. Delete the hidden text or show it."
FALSE = ("0", "false", "off")
#: Parts of a field whose result may be shown, and properties.
KEPT = {"rPr", "fldChar", "instrText", "lastRenderedPageBreak"}
NOTES = {"footnoteReference", "endnoteReference"}


@dataclass(frozen=True)
class HidingStyles:
    """Ids of the styles that hide text; `default` is the paragraph style of paragraphs that name none."""

    ids: frozenset = frozenset()
    default: str = ""

    def hide(self, direct, paragraph_style, character_style):
        """True where a run is hidden: by its own property, else by one of its two styles; both together show it."""
        if direct is not None:
            return direct
        return ((paragraph_style or self.default) in self.ids) != (character_style in self.ids)


def hiding_styles(package):
    """The HidingStyles of a Word document; a style has the property of the one that it is based on."""
    parts = [name for name in package.names if name.lower().endswith("word/styles.xml")]
    styles = [one for part in parts[:1] for one in parse_xml(package.xml(part), part) if local_name(one) == "style"]
    own, based_on, default = {}, {}, ""
    for style in styles:
        key = attribute(style, "styleId")
        own[key] = next((is_on(one) for one in style.iterfind("./{*}rPr/{*}vanish")), None)
        based_on[key] = _value(style, "./{*}basedOn")
        if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
            default = key
    return HidingStyles(frozenset(key for key in own if inherited(key, own, based_on, False)), default)


def remove_hidden_text(root, styles):
    """Remove hidden runs and rows from a part in its place; returns {HIDDEN_TEXT} where there were any."""
    found = [one for one in root.iter() if local_name(one) == "r" and _is_hidden_run(one, styles)]
    removed = [_empty_run(one) for one in found]
    rows = [mark.getparent().getparent() for mark in root.iterfind(".//{*}trPr/{*}hidden") if is_on(mark)]
    for row in rows:
        _remove_row(row)
    return {HIDDEN_TEXT} if rows or any(removed) else set()


def _is_hidden_run(run, styles):
    paragraph = next((one for one in run.iterancestors() if local_name(one) == "p"), None)
    direct = next((is_on(one) for one in run.iterfind("./{*}rPr/{*}vanish")), None)
    return styles.hide(direct, _paragraph_style(paragraph), _value(run, "./{*}rPr/{*}rStyle"))


def _paragraph_style(paragraph):
    """The style in the properties, which come first: to look for them in each run takes quadratic time."""
    properties = next(iter(paragraph), None) if paragraph is not None else None
    return _value(properties, "./{*}pStyle") if properties is not None and local_name(properties) == "pPr" else ""


def _value(element, path):
    return next((attribute(one, "val") for one in element.iterfind(path)), "")


def _empty_run(run):
    """Remove what a run shows; returns True if there was anything."""
    if any(local_name(one) in NOTES for one in run.iter()):
        raise Refused(SHOW_NOTES)
    content = [one for one in run if local_name(one) not in KEPT]
    for one in content:
        remove_element(one)
    if not any(local_name(one) in KEPT - {"rPr"} for one in run):
        remove_element(run)
    return bool(content)


def _remove_row(row):
    """Remove a row, and the table that has no row left."""
    if any(local_name(one) in NOTES for one in row.iter()):
        raise Refused(SHOW_NOTES)
    table = row.getparent()
    remove_element(row)
    if table is not None and not any(local_name(one) == "tr" for one in table):
        remove_element(table)


def attribute(element, name):
    """The value of an attribute in any namespace, or ""."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def is_on(element):
    """True for a property that is not switched off."""
    return attribute(element, "val").lower() not in FALSE
