"""Elements of OOXML that refer to relations which were cut."""

from .xml_tree import local_name, remove_element

#: Elements that stay without the reference: pictures that are also embedded, and text that was a link.
LOSE_THE_ATTRIBUTE = {"blip", "svgBlip", "imagedata"}
#: Elements that have no meaning when they are empty.
WRAPPERS = {
    "Choice", "Fallback", "AlternateContent", "oleObjects", "hyperlinks", "controls", "externalReferences",
    "custDataLst", "mailMerge", "queryTableParts",
}  # fmt: skip


def drop_references(root, dropped):
    """Remove what refers to the ids of relations in `dropped`."""
    if not dropped:
        return
    for element in list(root.iter()):
        attributes = [name for name, value in element.items() if "/relationships}" in name and value in dropped]
        if attributes:
            _drop(element, attributes)


def _drop(element, attributes):
    name = local_name(element)
    is_text_link = name == "hyperlink" and len(element)
    if name in LOSE_THE_ATTRIBUTE or is_text_link:
        for attribute in attributes:
            del element.attrib[attribute]
    elif name == "oleObj":
        _replace_by_picture(element)
    else:
        _remove_with_empty_wrappers(element)


def _replace_by_picture(element):
    """An embedded object of a slide leaves its picture in the place of its frame."""
    frame = next((one for one in element.iterancestors() if local_name(one) == "graphicFrame"), element)
    picture = next((one for one in frame.iter() if local_name(one) == "pic"), None)
    if frame.getparent() is None:
        return
    if picture is not None:
        picture.tail = None
        frame.addprevious(picture)
    _remove_with_empty_wrappers(frame)


def _remove_with_empty_wrappers(element):
    parent = element.getparent()
    remove_element(element)
    while parent is not None and not len(parent) and local_name(parent) in WRAPPERS:
        element, parent = parent, parent.getparent()
        remove_element(element)
