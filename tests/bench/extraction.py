"""Documents for the measurement of extraction, and pdftotext on the same ones."""

import subprocess
import time
from pathlib import Path
from shutil import which

from ..files.made_files import make_pdf
from .file_pages import pages_by_record

MEDIA_TYPES = {".pdf": "application/pdf"}
FILES, LINE = 20, 90  # documents that are made; characters of a line of them


def documents(directory, home):
    """The PDFs of a directory and of those in it; without one, made ones under `home`."""
    if directory:
        return sorted(str(path) for path in Path(directory).rglob("*") if path.suffix.lower() in MEDIA_TYPES)
    home.mkdir(parents=True, exist_ok=True)
    return [str(_made(home / f"{number}.pdf", texts)) for number, texts in pages_by_record(FILES * 5)]


def by_pdftotext(paths):
    """Pages and seconds of pdftotext, a process for each file; None where it is not installed."""
    program = which("pdftotext")
    if program is None:
        return None
    begun, pages = time.perf_counter(), 0
    for path in paths:
        done = subprocess.run([program, path, "-"], capture_output=True, timeout=600)
        pages += done.stdout.count(b"\f")
    return {"pages": pages, "seconds": time.perf_counter() - begun}


def _made(path, texts):
    path.write_bytes(make_pdf(*map(_lines, texts)))
    return path


def _lines(text):
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(60, 790 - 14 * number, line) for number, line in enumerate(lines)]
