"""Public copy of an office document or a book, refused where it cannot be proven to show the same."""

import io

from baliportal.sandbox.errors import Refused

from .hidden_parts import HIDDEN_CELLS, SHOW_CELLS
from .inspect_zip import findings_of
from .ooxml_package import check_ooxml
from .prove_office import prove_office
from .proven_copy import refuse_rest
from .scrub_epub import EpubCleaner, scrub_epub
from .scrub_odf import OdfCleaner, scrub_odf
from .scrub_office import OoxmlCleaner, scrub_office
from .zip_package import Package


def proven_ooxml(file):
    """(Bytes, words); the parts of the document have the same text as the original with all changes accepted."""
    check_ooxml(Package(file))
    return _proven_package(file, scrub_office, OoxmlCleaner)


def proven_odt(file):
    """(Bytes, words); the document has the same text as the original with all changes accepted."""
    return _proven_package(file, scrub_odf, OdfCleaner)


def proven_epub(file):
    """(Bytes, words); the chapters have the same text."""
    return _proven_package(file, scrub_epub, EpubCleaner)


def _proven_package(file, scrub, cleaner):
    data, removed = scrub(file)
    if HIDDEN_CELLS in removed:
        raise Refused(SHOW_CELLS)
    copy = Package(io.BytesIO(data))
    refuse_rest(findings_of(cleaner(copy)))
    prove_office(Package(file), copy)
    return data, removed
