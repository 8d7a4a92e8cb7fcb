"""Public copy of a picture, refused where it cannot be proven to show the same and to hold nothing private."""

import io

from baliportal.sandbox.errors import Refused

from .jpeg_segments import InvalidJpeg
from .png_chunks import InvalidPng
from .prove_picture import prove_picture
from .proven_copy import DAMAGED, refuse_rest
from .scrub_image import scrub_jpeg, scrub_png


def proven_jpeg(file):
    """(Bytes, words); the same pixels, turned the same way."""
    return _proven_picture(file, scrub_jpeg, "JPEG")


def proven_png(file):
    """(Bytes, words); the same pixels, turned the same way."""
    return _proven_picture(file, scrub_png, "PNG")


def _proven_picture(file, scrub, pillow_name):
    try:
        data, removed = scrub(file)
        refuse_rest(scrub(io.BytesIO(data))[1])
    except (InvalidJpeg, InvalidPng) as problem:
        raise Refused(DAMAGED) from problem
    file.seek(0)
    prove_picture(file.read(), data, pillow_name)
    return data, removed
