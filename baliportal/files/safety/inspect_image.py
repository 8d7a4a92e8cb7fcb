"""Inspect JPEG and PNG: whole pictures, of a bounded size, with nothing else behind them."""

import io
import zipfile

from PIL import Image

from baliportal.sandbox.errors import Refused

from .inspected import inspected
from .jpeg_segments import InvalidJpeg
from .media_types import JPEG, PNG
from .png_chunks import InvalidPng
from .refused_types import MARKUP
from .scrub_image import scrub_jpeg, scrub_png

MAX_PIXELS = 100_000_000
TOO_LARGE = "The picture has more than 100 million pixels. Save it smaller."
DAMAGED = "The picture is damaged or cut short. Copy it again, or open it and save it again as PNG or JPEG."
POLYGLOT = "The file is a picture and something else at once. Open it and save it again as PNG or JPEG."
SNIFFED_BYTES = 512
Image.MAX_IMAGE_PIXELS = None  # Checked here, with a sentence.


def inspect_jpeg(file):
    """Return the item of `inspection.inspect`. Raises Refused."""
    return _inspect(file, "JPEG", JPEG, scrub_jpeg)


def inspect_png(file):
    """Return the item of `inspection.inspect`. Raises Refused."""
    return _inspect(file, "PNG", PNG, scrub_png)


def _inspect(file, pillow_name, media_type, scrub):
    data = file.read()
    if MARKUP.search(data[:SNIFFED_BYTES]) or zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused(POLYGLOT)
    decode_picture(data, pillow_name)
    try:
        _, findings = scrub(io.BytesIO(data))
    except (InvalidJpeg, InvalidPng) as problem:
        raise Refused(DAMAGED) from problem
    return inspected(media_type, findings)


def decode_picture(data, pillow_name):
    """Decode the whole picture; returns it. Raises Refused."""
    try:
        picture = Image.open(io.BytesIO(data), formats=[pillow_name])
        if picture.width * picture.height > MAX_PIXELS:
            raise Refused(TOO_LARGE)
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as problem:
        raise Refused(DAMAGED) from problem
    return picture
