"""Texts of /help/ by language, from one file each: translations/<code>.toml."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from babel import Locale
from django.utils.translation.trans_real import parse_accept_lang_header

from baliportal.catalogue.languages import direction

FILES = Path(__file__).parent / "translations"
#: The language in which the texts were written, and that of names and details of help lines.
ORIGINAL = "en"


@dataclass(frozen=True)
class Translation:
    """The texts of one language: sentences by key, lists of sentences, and labels by value of a record."""

    code: str
    texts: dict
    fingerprint: str

    @property
    def name(self):
        return self.texts["name"]

    @property
    def tag(self):
        """The BCP 47 tag for the lang attribute."""
        return self.texts["lang"]

    @property
    def dir(self):
        return direction(self.code)

    @property
    def is_original(self):
        return self.code == ORIGINAL

    @property
    def url(self):
        return f"/help/{self.code}/"

    @cached_property
    def country_names(self):
        """Names of countries by code, from the Unicode CLDR."""
        return Locale.parse(self.tag, sep="-").territories


@cache
def translations() -> dict[str, Translation]:
    """Return every translation by the code of its language, in the order of the codes."""
    return {path.stem: _read(path) for path in sorted(FILES.glob("*.toml"))}


def _read(path):
    content = path.read_bytes()
    return Translation(path.stem, tomllib.loads(content.decode()), hashlib.sha256(content).hexdigest())


def preferred_translation(accept_language: str) -> Translation:
    """Return the first translation that a browser's Accept-Language names; the original where it names none."""
    languages = (tag.partition("-")[0] for tag, _ in parse_accept_lang_header(accept_language[:500].lower()))
    known = translations()
    return next((known[language] for language in languages if language in known), known[ORIGINAL])
