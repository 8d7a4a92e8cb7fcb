"""Pictures of PDF pages and of images, at a bounded number of pixels."""

import io

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from baliportal.sandbox.errors import Refused

from .pdf_document import load_page, open_pdf

MAX_IMAGE_PIXELS = 120_000_000  # Of an uploaded image; in grey or in colours 120 to 480 MB of memory.
IMAGE_TOO_LARGE = "The image has too many pixels."
BAD_IMAGE = "The image is damaged and cannot be opened."
BAD_PAGE = "The page is damaged and cannot be shown."
NO_PAGE = "The file has no page {}."


def is_pdf(data):
    """Return True for the bytes of a PDF, whose header may stand behind some others."""
    return b"%PDF-" in data[:1024]


def open_image(data):
    """Return the image of the bytes, upright. Raises Refused."""
    Image.MAX_IMAGE_PIXELS = None  # The size is checked before the pixels are read.
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if image.width * image.height > MAX_IMAGE_PIXELS:
            raise Refused(IMAGE_TOO_LARGE)
        return ImageOps.exif_transpose(image) or image
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as problem:
        raise Refused(BAD_IMAGE) from problem


def render_page(data, number, scale_for):
    """Return the image of a page; `scale_for(width, height)` gives pixels per point. Raises Refused."""
    document = open_pdf(data)
    if not 1 <= number <= len(document):
        raise Refused(NO_PAGE.format(number))
    page = load_page(document, number)
    if page is None:
        raise Refused(BAD_PAGE)
    try:
        return page.render(scale=scale_for(*page.get_size()), may_draw_forms=False).to_pil()
    except (pypdfium2.PdfiumError, ValueError) as problem:
        raise Refused(BAD_PAGE) from problem
