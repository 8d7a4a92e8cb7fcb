from baliportal.sandbox.errors import Refused

from .inspect_image import decode_picture

DIFFERS = "No public copy could be made: the picture would look different. Save it again as PNG and upload that."
ORIENTATION = 0x0112


def prove_picture(original, scrubbed, pillow_name):
    """Raise Refused where two pictures do not have the same pixels, mode and orientation."""
    before, after = (decode_picture(data, pillow_name) for data in (original, scrubbed))
    facts = [(one.size, one.mode, _orientation(one), one.info.get("icc_profile")) for one in (before, after)]
    if facts[0] != facts[1] or before.tobytes() != after.tobytes():
        raise Refused(DIFFERS)


def _orientation(picture):
    value = picture.getexif().get(ORIENTATION, 1)
    return value if isinstance(value, int) and 2 <= value <= 8 else 1
