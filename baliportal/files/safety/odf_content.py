"""Private and active elements in the content, styles and settings of OpenDocument."""

import re

from .local_paths import remove_local_paths
from .xml_tree import local_name, remove_element

PRIVATE = {
    "annotation": "comments",
    "annotation-end": "comments",
    "tracked-changes": "tracked changes",
    "change": "tracked changes",
    "change-start": "tracked changes",
    "change-end": "tracked changes",
    "scripts": "JavaScript",
    "event-listeners": "actions on opening and closing",
    "object-ole": "embedded files",
    "plugin": "embedded files",
    "applet": "embedded files",
    "floating-frame": "links to files elsewhere",
    "dde-connection-decls": "links to files elsewhere",
    "dde-source": "links to files elsewhere",
    "section-source": "links to files elsewhere",
}
PRIVATE_SETTINGS = re.compile(
    r"Printer(?:Name|Setup)|Rsid(?:Root)?|CurrentDatabase.*|EmbeddedDatabaseName|RedlineProtectionKey|.*(?:URL|Path|Directory)"
)
SESSION_IDS = ("rsid", "paragraph-rsid")
WEB_ADDRESS = re.compile(r"(?:https?|mailto|ftp|tel):|#", re.I)
OUTSIDE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|/|\\|\.\./)")


def clean_content(root):
    """Clean the content or the styles in their place; returns words. Inserted text stays, deleted text goes."""
    words = remove_local_paths(root)
    for element in list(root.iter()):
        if local_name(element) in PRIVATE:
            words.add(PRIVATE[local_name(element)])
            remove_element(element)
        else:
            words |= _clean_attributes(element)
    return words


def clean_settings(root):
    """Remove printers, paths, identifiers and the state of the window from the settings; returns words."""
    words = set()
    for element in list(root.iter()):
        name = next((value for key, value in element.items() if key.endswith("}name")), "")
        if local_name(element) == "config-item" and PRIVATE_SETTINGS.fullmatch(name):
            words |= {"printer settings"} if name.startswith("Printer") and (element.text or "").strip() else set()
            remove_element(element)
        elif local_name(element) == "config-item-set" and name.endswith("view-settings"):
            remove_element(element)
    return words


def _clean_attributes(element):
    """Remove identifiers of editing sessions, and links that are not to the web or into the package."""
    words = set()
    for name, value in element.items():
        local = name.rpartition("}")[2]
        if local in SESSION_IDS:
            del element.attrib[name]
        elif local == "href" and _leads_out(element, value):
            words.add("links to places on a computer" if local_name(element) == "a" else "links to files elsewhere")
            element.set(name, "")
    return words


def _leads_out(element, address):
    is_link = local_name(element) == "a" and WEB_ADDRESS.match(address)
    return bool(OUTSIDE.match(address)) and not is_link
