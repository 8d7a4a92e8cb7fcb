"""Parse untrusted XML into a tree without entities, document types and the network, and write it again."""

from lxml import etree

from baliportal.sandbox.errors import Refused

DAMAGED = "A part of the file is damaged ({}). Open it in the program that made it, save it again, or save it as PDF."
#: Reading the attributes of an element takes lxml quadratic time: 11 s for 30,000. No program writes a hundred.
TOO_MANY_ATTRIBUTES = etree.XPath("boolean(//*[count(@*) > 1000])")
ENTITIES = "The file defines XML entities, as no office program does. Save it as PDF."


def parse_xml(data, name, *, doctype=False):
    """The root element of a part. Raises Refused for entities, and for a document type unless `doctype`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=not doctype
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        if b"<!ENTITY" in data.replace(b"\0", b""):
            raise Refused(ENTITIES) from problem
        raise Refused(DAMAGED.format(name)) from problem
    if TOO_MANY_ATTRIBUTES(root):
        raise Refused(DAMAGED.format(name))
    information = root.getroottree().docinfo
    has_entities = information.internalDTD is not None and any(information.internalDTD.iterentities())
    if has_entities or (information.doctype and not doctype):
        raise Refused(ENTITIES)
    return root


def xml_bytes(root):
    """The part with its document type, in UTF-8."""
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True)


def local_name(element):
    """The name without namespace; "" for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def remove_element(element):
    """Remove an element with its content, but not the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap_element(element):
    """Put the children of an element in its place."""
    for child in list(element):
        element.addprevious(child)  # takes the same time wherever it stands among its siblings
    remove_element(element)
