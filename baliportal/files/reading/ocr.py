"""Optical character recognition of a page by Tesseract, where that program is installed."""

import csv
import io
import os
import re
import subprocess
from functools import cache
from itertools import pairwise
from shutil import which
from statistics import median

from .cleaning import clean
from .rendering import is_pdf, open_image, render_page
from .scripts import RANGES

MAX_PIXELS = 25_000_000
DPI = 300  # What Tesseract's models were made for.
SMALLEST_SCALE_WIDTH = 1000  # Pixels; a photograph of a page with fewer is enlarged.
SECONDS = 100  # For one page.
NICE = 10
NO_PROGRAM = "Tesseract, the program that recognises characters, is not installed."
NO_LANGUAGE = "Tesseract has no model for the language {}."
TOO_SLOW = "The characters of the page take too long to recognise."
FAILED = "The characters of the page could not be recognised."
ROTATION = re.compile(r"Rotate: (\d+)\n.*?Orientation confidence: ([\d.]+)", re.DOTALL)
SURE_ORIENTATION = 1.0
WORD_GAP = 0.5  # Of the height of a line; narrower gaps in scripts without spaces are no spaces.
# Not Khmer and Burmese, which Tesseract divides where a reader would, and whose lines are high.
SPACELESS = re.compile(f"[{RANGES['Thai']}{RANGES['Lao']}{RANGES['Han']}{RANGES['Kana']}\u0e50-\u0e59\u3000-\u303f]")
# ISO 639-1 to Tesseract's names of its models, which are mostly ISO 639-2.
MODELS = {
    "ar": "ara", "bn": "ben", "ceb": "ceb", "dv": "div", "dz": "dzo", "en": "eng", "es": "spa", "fa": "fas",
    "fil": "fil", "fr": "fra", "hi": "hin", "id": "ind", "ja": "jpn", "kk": "kaz", "km": "khm", "ko": "kor",
    "lo": "lao", "mn": "mon", "mr": "mar", "ms": "msa", "my": "mya", "ne": "nep", "ps": "pus", "pt": "por",
    "ru": "rus", "si": "sin", "ta": "tam", "th": "tha", "tl": "fil", "tr": "tur", "ur": "urd", "vi": "vie",
    "zh": "chi_sim", "zh-Hans": "chi_sim", "zh-Hant": "chi_tra",
}  # fmt: skip


def ocr_page(file, number, languages):
    """Yield {"text", "confidence" from 0 to 100, "reason", "missing"} of a page of a PDF, or of an image.

    `languages` are ISO 639-1 codes; English where there are none. `reason` is "" or words why there is no text;
    `missing` is there where the program or the model of a language is not installed, so that the page goes on waiting.
    Raises Refused for a file that cannot be shown.
    """
    models, reason = choose_models(languages, installed_languages())
    if reason:
        yield {"text": "", "confidence": 0, "reason": reason, "missing": True}
        return
    data = file.read()
    image = render_page(data, number, _scale) if is_pdf(data) else _bounded(open_image(data))
    try:
        yield recognise(image, models)
    except subprocess.TimeoutExpired:
        yield {"text": "", "confidence": 0, "reason": TOO_SLOW}


@cache
def installed_languages():
    """Return the names of Tesseract's installed models, none where it is not installed."""
    program = which("tesseract")
    if not program:
        return frozenset()
    try:
        output = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20).stdout.decode()  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return frozenset()
    return frozenset(output.split("\n")[1:]) - {""}


def choose_models(languages, installed):
    """Return (models, reason why there are none)."""
    if not installed:
        return [], NO_PROGRAM
    codes = [code for code in languages if code] or ["en"]
    models = [MODELS.get(code) or MODELS.get(code.partition("-")[0], "") for code in codes]
    found = [model for model in dict.fromkeys(models) if model in installed]
    return found, "" if found else NO_LANGUAGE.format(codes[0])


def recognise(image, models):
    """Return text, confidence and reason of an image, which is turned upright first."""
    image = image.convert("L")
    rotation = find_rotation(_png(image))
    if rotation:
        image = image.rotate(-rotation, expand=True)
    output = _tesseract(_png(image), "-l", "+".join(models), "--dpi", str(DPI), "--psm", "3", "tsv")
    if output is None:
        return {"text": "", "confidence": 0, "reason": FAILED}
    text, confidence = parse_tsv(output)
    return {"text": text, "confidence": confidence, "reason": ""}


def find_rotation(png):
    """Return the degrees clockwise by which an image must be turned to be upright: 0, 90, 180 or 270."""
    if "osd" not in installed_languages():
        return 0
    found = ROTATION.search(_tesseract(png, "--psm", "0", "-l", "osd") or "")
    return int(found[1]) if found and float(found[2]) >= SURE_ORIENTATION else 0


def parse_tsv(output):
    """Return (text, mean confidence of the words by length) of Tesseract's table of words."""
    lines, total, length = {}, 0, 0
    for row in csv.DictReader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row.get("text") or "").strip()
        if row.get("level") != "5" or not word:
            continue
        lines.setdefault((int(row["block_num"]), int(row["par_num"]), int(row["line_num"])), []).append(_word(row))
        total, length = total + float(row["conf"]) * len(word), length + len(word)
    pieces, previous = [], None
    for key, words in lines.items():
        pieces.append("\n" if previous and previous[:2] != key[:2] else "")
        pieces.append(join_words(words) + "\n")
        previous = key
    return clean("".join(pieces)), round(total / length) if length else 0


def _word(row):
    left, width = int(row["left"]), int(row["width"])
    return row["text"].strip(), left, left + width, int(row["height"])


def join_words(words):
    """Join (word, left, right, height) of a line. In scripts without spaces Tesseract takes syllables for words."""
    pieces, height = [words[0][0]], median(word[3] for word in words)
    for (previous, _, end, _), (word, left, _, _) in pairwise(words):
        is_joined = SPACELESS.match(previous[-1]) and SPACELESS.match(word[0]) and left - end < height * WORD_GAP
        pieces.append(word if is_joined else f" {word}")
    return "".join(pieces)


def _tesseract(png, *options):
    command = [which("nice"), "-n", str(NICE), which("tesseract"), "stdin", "stdout", *options]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=png, capture_output=True, timeout=SECONDS, env=environment)  # noqa: S603
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _scale(width, height):
    """Pixels per point for 300 dots an inch, less for pages that would have too many pixels."""
    return min(DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)


def _bounded(image):
    pixels = image.width * image.height
    scale = min((MAX_PIXELS / pixels) ** 0.5, max(1, SMALLEST_SCALE_WIDTH / image.width), 3)
    size = max(1, int(image.width * scale)), max(1, int(image.height * scale))
    return image.convert("L").resize(size)


def _png(image):
    output = io.BytesIO()
    image.save(output, "PNG", compress_level=1)
    return output.getvalue()
