"""Remove from a PDF what is private or active, by qpdf.

The file is written anew from its catalogue, so that former revisions and all that nothing refers to are left behind.
Tags and languages stay, because screen readers need them; titles go, because they are file names and advertisements.
"""

import io

import pikepdf

from .local_paths import LOCAL_PATH
from .local_paths import WORD as LOCAL_PATHS
from .pdf_active import clear_action, clear_annotation, is_private_action, is_removed_annotation
from .pdf_file import containers, name_in, open_pdf
from .pdf_images import strip_image

SIGNATURE = "digital signature"
#: Key of any dictionary, and the word for what it holds; "" says nothing, as nearly every file has it.
PRIVATE_KEYS = {
    "/Metadata": "document properties (XMP)",
    "/PieceInfo": "data of the program that made the file",
    "/Thumb": "pictures of pages",
    "/AA": "actions on opening and closing",
    "/EF": "embedded files",
    "/RF": "embedded files",
    "/AF": "embedded files",
    "/JS": "JavaScript",
    "/XFA": "form in XML (XFA)",
    "/CreatorInfo": "author of a layer",
    "/LastModified": "",
    "/ByteRange": SIGNATURE,
}
CATALOGUE_KEYS = {
    "/Collection": "attached files of a portfolio",
    "/SpiderInfo": "address the pages were saved from",
    "/Perms": SIGNATURE,
    "/DSS": SIGNATURE,
    "/Legal": SIGNATURE,
    "/Threads": "",
    "/Requirements": "",
    "/NeedsRendering": "",
}
ARCHIVING = "mark of an archival file (PDF/A)"
PDF_A = b"http://www.aiim.org/pdfa/ns/id/"
LINK_KEYS = ("/T", "/M", "/CreationDate", "/RC", "/NM")
KEPT_NAMES = {"/Dests"}
NAME_TREES = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "embedded files"}


def scrub_pdf(file):
    """Return (bytes of the public copy, words for what was removed). Raises Refused."""
    with open_pdf(file) as pdf:
        removed = remove_private(pdf)
        if pdf.is_encrypted:
            removed.append("restrictions of printing and copying")
        output = io.BytesIO()
        pdf.save(output, deterministic_id=True, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue(), removed


def remove_private(pdf):
    """Remove what is private or active from an open PDF; returns the words for it, each once."""
    words = _clean_trailer(pdf) + _clean_catalogue(pdf.Root)
    for item in containers(pdf):
        if not isinstance(item, pikepdf.Array):
            words += _clean_dictionary(item)
    for page in pdf.pages:
        _drop_cleared_annotations(page.obj)
    return sorted(set(words) - {""})


def _clean_trailer(pdf):
    """Keep the catalogue alone: no Info dictionary, no identifier, no checksum."""
    information = pdf.trailer.get("/Info")
    words = []
    if isinstance(information, pikepdf.Dictionary):
        words = ["author"] * bool(str(information.get("/Author", "")).strip())
        words += ["document properties"] * (len(information.keys()) > 0)
    for key in set(pdf.trailer.keys()) - {"/Root", "/Size", "/Encrypt"}:
        del pdf.trailer[key]
    return words


def _clean_catalogue(root):
    words = [_mark_of_archiving(root), *(_delete(root, key, word) for key, word in CATALOGUE_KEYS.items())]
    words += _clean_open_action(root) + _clean_name_trees(root)
    layers = root.get("/OCProperties")
    for layout in [layers.get("/D"), *layers.get("/Configs", [])] if isinstance(layers, pikepdf.Dictionary) else []:
        if isinstance(layout, pikepdf.Dictionary):
            words.append(_delete(layout, "/Creator", ""))
    return words


def _mark_of_archiving(root):
    """The word for a mark of PDF/A: the copy is written anew, may not keep all its rules, and does not claim to."""
    metadata = root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return ""
    try:
        return ARCHIVING if PDF_A in metadata.read_bytes() else ""
    except pikepdf.PdfError:
        return ""


def _clean_open_action(root):
    """Remove the action on opening; one that only shows a page is harmless and not worth a word."""
    action = root.get("/OpenAction")
    if action is None:
        return []
    del root["/OpenAction"]
    harmless = isinstance(action, pikepdf.Array) or (
        isinstance(action, pikepdf.Dictionary) and name_in(action, "/S") == "/GoTo"
    )
    return [] if harmless else ["action on opening"]


def _clean_name_trees(root):
    names = root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary):
        return []
    return [_delete(names, key, NAME_TREES.get(key, "")) for key in set(names.keys()) - KEPT_NAMES]


def _clean_dictionary(item):
    """Clean one dictionary or the dictionary of a stream."""
    if is_removed_annotation(item):
        return [clear_annotation(item)]
    if name_in(item, "/Type") in ("/Sig", "/DocTimeStamp"):
        clear_annotation(item)
        return [SIGNATURE]
    words = [_delete(item, key, word) for key, word in PRIVATE_KEYS.items()] + _clean_actions(item)
    if isinstance(item.get("/Alt"), pikepdf.String) and LOCAL_PATH.match(str(item["/Alt"])):
        words.append(_delete(item, "/Alt", LOCAL_PATHS))
    if name_in(item, "/FT") == "/Sig":
        words.append(_delete(item, "/V", SIGNATURE))
    if name_in(item, "/Subtype") == "/Link":
        words += [_delete(item, key, "") for key in LINK_KEYS]
    if isinstance(item, pikepdf.Stream):
        words.append(strip_image(item))
    return words


def _clean_actions(item):
    words = []
    for key in ("/A", "/PA", "/Next"):
        if is_private_action(item.get(key)):
            words.append(clear_action(item[key]))
            del item[key]
    return words


def _delete(item, key, word):
    """Delete a key; returns the word where it was there, else ""."""
    if key not in item:
        return ""
    del item[key]
    return word


def _drop_cleared_annotations(page):
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    kept = [one for one in annotations if isinstance(one, pikepdf.Dictionary) and "/Subtype" in one]
    if len(kept) < len(annotations):
        page["/Annots"] = pikepdf.Array(kept)
