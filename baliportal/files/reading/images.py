"""Images as documents of one page, which needs optical character recognition."""

from .pages import unread_page
from .quality import NO_TEXT


def read_image(data, language="", first_page=1):
    """Yield the items of an image."""
    yield {"pages": 1}
    if first_page == 1:
        yield unread_page(1, NO_TEXT, language, "image")
