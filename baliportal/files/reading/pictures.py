"""Pictures of pages for the reader of the portal."""

import base64
import io

from baliportal.sandbox.errors import Refused

from .rendering import NO_PAGE, open_image, render_page

MAX_WIDTH = 2400
MAX_HEIGHT_PER_WIDTH = 5  # A taller page is scaled down to it.
NO_PICTURE = "Pages of this type of file ({}) have no picture."


def page_picture(file, media_type, number, width=900):
    """Yield {"png": base64, "width", "height"} of a page, `width` pixels wide. Raises Refused."""
    width, data = max(1, min(width, MAX_WIDTH)), file.read()
    if media_type == "application/pdf":
        image = render_page(data, number, lambda *size: _scale(width, *size))
    elif media_type in ("image/jpeg", "image/png"):
        if number != 1:
            raise Refused(NO_PAGE.format(number))
        image = _shrunk(open_image(data), width)
    else:
        raise Refused(NO_PICTURE.format(media_type))
    output = io.BytesIO()
    image.convert("RGB").quantize(64).save(output, "PNG", optimize=False)
    yield {"png": base64.b64encode(output.getvalue()).decode(), "width": image.width, "height": image.height}


def _scale(width, page_width, page_height):
    return min((width - 0.01) / max(page_width, 1), width * MAX_HEIGHT_PER_WIDTH / max(page_height, 1))


def _shrunk(image, width):
    """An image at this width, never enlarged; a new one, without the metadata of the file."""
    image = image.convert("RGBA" if "A" in image.getbands() else "RGB")
    scale = min(1, _scale(width, *image.size))
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
