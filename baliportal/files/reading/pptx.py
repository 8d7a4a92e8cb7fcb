"""Text of PPTX: a page per slide, without notes."""

from baliportal.sandbox.errors import Refused

from .package import MACROS, Package
from .pages import Block, document_items

TITLES = ("title", "ctrTitle")


def read_pptx(file, language="", first_page=1):
    """Yield the items of a presentation. Raises Refused."""
    package = Package(file)
    if any(part.endswith("vbaProject.bin") for part in package.sizes):
        raise Refused(MACROS.format(ending="PPTX"))
    main = package.main_part("ppt/presentation.xml")
    relations = package.relations(main)
    keys = [attributes.get("r:id", "") for attributes in _slide_ids(package.events(main))]
    slides = [relations[key][1] for key in keys if key in relations and relations[key][1] in package]
    pages = [list(_blocks(package.events(slide))) for slide in slides]
    yield from document_items(pages or [[]], language, "pptx", first_page)


def _slide_ids(events):
    return [attributes for kind, name, attributes in events if kind == "start" and name == "sldId"]


def _blocks(events):
    """Yield the paragraphs of a slide; those of its title are headings."""
    pieces, is_title = [], False
    for kind, name, attributes in _without_fallback(events):
        if kind == "run":
            pieces.append(name)
        elif kind == "start":
            is_title = is_title or (name == "ph" and attributes.get("type") in TITLES)
            pieces.extend(["\n"] if name == "br" else [])
        elif name == "p":
            yield Block("".join(pieces), is_title)
            pieces = []
        elif name == "sp":
            is_title = False


def _without_fallback(events):
    """Yield the events with the texts of runs as ("run", text, None), without doubles for old programs."""
    in_text, fallbacks = False, 0
    for kind, name, attributes in events:
        if name == "Fallback" and kind != "text":
            fallbacks += 1 if kind == "start" else -1
        elif name == "t" and kind != "text":
            in_text = kind == "start"
        elif not fallbacks and (kind != "text" or in_text):
            yield ("run" if kind == "text" else kind), name, attributes
