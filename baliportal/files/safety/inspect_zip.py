"""Tell what a zip file is by its members: OOXML, OpenDocument, EPUB, or an archive, which is refused."""

from baliportal.sandbox.errors import Refused

from .epub_package import check_epub
from .inspected import inspected
from .media_types import EPUB, ODT
from .odf_package import check_odt
from .odf_package import is_signed as is_signed_odt
from .ooxml_package import CONTENT_TYPES, check_ooxml, is_signed
from .refused_types import ARCHIVE, DATABASE
from .scrub_epub import EpubCleaner
from .scrub_odf import OdfCleaner
from .scrub_office import OoxmlCleaner
from .zip_package import Package

MIMETYPE_BYTES = 200


def inspect_zip(file):
    """Return the item of `inspection.inspect`. Raises Refused."""
    package = Package(file)
    if CONTENT_TYPES in package:
        return inspected(check_ooxml(package), findings_of(OoxmlCleaner(package)), signed=is_signed(package))
    kind = package.read("mimetype", MIMETYPE_BYTES).decode("ascii", "replace").strip() if "mimetype" in package else ""
    if kind == EPUB:
        check_epub(package)
        return inspected(EPUB, findings_of(EpubCleaner(package)))
    if kind == ODT:
        check_odt(package)
        return inspected(ODT, findings_of(OdfCleaner(package)), signed=is_signed_odt(package))
    raise Refused(DATABASE if kind else ARCHIVE)


def findings_of(cleaner):
    """The words for what a cleaner removes; its members are read and cleaned one by one, and none is kept."""
    for _ in cleaner.members():
        pass
    return sorted(cleaner.words)
