"""Open a PDF by qpdf, refuse what cannot be read safely, and walk its objects."""

import pikepdf

from baliportal.sandbox.errors import Refused

from .refused_types import LOCKED

DAMAGED = "The PDF is damaged and cannot be read in full. Open it, print it to a new PDF and upload that."
MAX_OBJECTS = 500_000
CONTAINERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)


def open_pdf(file):
    """Open a PDF that needs no password to read. Raises Refused."""
    try:
        pdf = pikepdf.open(file, suppress_warnings=True)
        if len(pdf.objects) > MAX_OBJECTS:
            raise Refused("The PDF holds too many objects. Print it to a new PDF and upload that.")
        if not len(pdf.pages):
            raise Refused("The PDF has no pages. Save it again in the program that made it.")
    except pikepdf.PasswordError as problem:
        raise Refused(LOCKED) from problem
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError) as problem:
        raise Refused(DAMAGED) from problem
    return pdf


def containers(pdf):
    """Yield every dictionary, array and stream: each indirect object, then the direct ones inside it."""
    for root in pdf.objects:
        stack = [root] if isinstance(root, CONTAINERS) else []
        while stack:
            item = stack.pop()
            yield item
            stack.extend(child for child in _children(item) if isinstance(child, CONTAINERS) and not child.is_indirect)


def _children(item):
    return list(item) if isinstance(item, pikepdf.Array) else [value for _, value in item.items()]


def name_in(item, key):
    """The value of a key as text where it is a name, or ""."""
    value = item.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""
