"""Hidden text of OpenDocument: styles with text:display, hidden sections and hidden text fields."""

from baliportal.sandbox.errors import Refused

from .style_inheritance import inherited
from .xml_tree import local_name, parse_xml, remove_element

HIDDEN_TEXT = "hidden text"
ON_CONDITION = (
    "The document has text that is shown or hidden on a condition. Replace it by the text that is to be read, or save "
    "the document as PDF."
)
FAMILIES = {"p": "paragraph", "h": "paragraph", "span": "text"}


def hiding_styles(package, part):
    """The (family, name) of the styles that hide text in a part: its own and those of styles.xml."""
    displays, parents = {}, {}
    for name in dict.fromkeys(("styles.xml", part)):
        if name in package:
            for style in parse_xml(package.xml(name), name).iterfind(".//{*}style"):
                values = _attributes(style.items())
                key = values.get("family"), values.get("name")
                displays[key] = next((_display(one) for one in style.iterfind("./{*}text-properties")), None)
                parents[key] = key[0], values.get("parent-style-name")
    return frozenset(key for key in displays if inherited(key, displays, parents, "") == "none")


def remove_hidden_text(root, styles):
    """Remove hidden text from a part in its place; returns {HIDDEN_TEXT} where there was any."""
    found = [one for one in root.iter() if local_name(one) and is_hidden(local_name(one), one.items(), styles)]
    for one in found:
        remove_element(one)
    return {HIDDEN_TEXT} if found else set()


def is_hidden(name, attributes, styles):
    """True for an element of this local name that is not shown, with what it holds. Raises Refused for conditions."""
    values = _attributes(attributes)
    hidden_by_condition = values.get("is-hidden") == "true"
    if name == "conditional-text" or (name == "hidden-paragraph" and hidden_by_condition):
        raise Refused(ON_CONDITION)
    if name == "section":
        return values.get("display") == "none" or (values.get("display") == "condition" and hidden_by_condition)
    return (name == "hidden-text" and hidden_by_condition) or (FAMILIES.get(name), values.get("style-name")) in styles


def _display(properties):
    return _attributes(properties.items()).get("display")


def _attributes(items):
    """{local name: value}; expat divides namespace and name by a space, lxml by a brace."""
    return {name.replace("}", " ").rpartition(" ")[2]: value for name, value in items}
