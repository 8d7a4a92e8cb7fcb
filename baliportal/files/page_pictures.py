"""Pictures of pages: rendered once in a child process, kept under the fingerprint of the file, bounded."""

import time
from base64 import b64decode
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from .reading.reader import Unreadable, picture
from .safety.media_types import WITH_PICTURES

#: Pages of a file that have a picture, and bytes of all pictures that are kept.
MAX_PAGES, MAX_BYTES = 2_000, 1024**3
#: Seconds after which a picture that is not written whole is taken for that of a killed process.
ABANDONED_AFTER = 3600


def picture_of(stored, number: int) -> bytes | None:
    """The picture of a page as PNG; None for a format without pages, a page that is not there or cannot be drawn."""
    if stored.media_type not in WITH_PICTURES or not 0 < number <= min(stored.pages or 1, MAX_PAGES):
        return None
    path = Path(settings.PICTURES_ROOT) / stored.sha256[:2] / stored.sha256 / f"{number}.png"
    if path.exists():
        return path.read_bytes()
    return _render(stored, number, path)


def forget_pictures(sha256: str) -> None:
    """Delete the pictures of a file."""
    directory = Path(settings.PICTURES_ROOT) / sha256[:2] / sha256
    for path in directory.glob("*"):
        path.unlink(missing_ok=True)


def make_room() -> int:
    """Delete the pictures that were read the longest ago, until the others fit; return their number.

    Those that a killed process was writing go too.
    """
    for part in Path(settings.PICTURES_ROOT).rglob("*.part"):
        if time.time() - part.stat().st_mtime > ABANDONED_AFTER:
            part.unlink(missing_ok=True)
    paths = sorted(Path(settings.PICTURES_ROOT).rglob("*.png"), key=lambda path: path.stat().st_atime, reverse=True)
    total, gone = 0, 0
    for path in paths:
        total += path.stat().st_size
        if total > MAX_BYTES:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _render(stored, number, path):
    try:
        with default_storage.open(stored.file.name) as file:
            png = b64decode(picture(file, stored.media_type, number)["png"])
    except (Unreadable, FileNotFoundError):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{id(png)}.part")
    part.write_bytes(png)
    part.replace(path)
    return png
