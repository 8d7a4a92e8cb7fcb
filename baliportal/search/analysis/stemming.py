"""Stems by the text's own language, where Tantivy has a Snowball stemmer; English is the analyser's own affair.

A stem is indexed beside the word, at the same place, under its language: "fr:person". A question has no language, so it
asks for the word itself and, in the fields that hold stems, for its stem in every language there are records in: a
look into the term dictionary each. The mark keeps the French stem of "policies" from finding the English "police".
Stems are made of folded words on both sides: "ordonnances" typed without accents has the same stem.
"""

import re
from functools import cache, lru_cache

import tantivy

STEMMERS = {
    "ar": "arabic", "fr": "french", "pt": "portuguese", "ru": "russian", "ta": "tamil", "tr": "turkish",
    "es": "spanish", "de": "german", "nl": "dutch", "it": "italian", "el": "greek", "da": "danish", "fi": "finnish",
    "hu": "hungarian", "no": "norwegian", "ro": "romanian", "sv": "swedish",
}  # fmt: skip
SCRIPTS = {"ar": "\u0600-\u06ff", "ru": "\u0400-\u04ff", "el": "\u0370-\u03ff", "ta": "\u0b80-\u0bff"}
LATIN = "a-z"


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The marked stem of a folded word in a language, "" when there is no stemmer or the script is another."""
    language = language.partition("-")[0]
    if language not in STEMMERS or not _script(language).fullmatch(word):
        return ""
    stemmed = plain_stem(word, language)
    return f"{language}:{stemmed}" if stemmed else ""


def plain_stem(word: str, language: str) -> str:
    """The stem without its mark; "" when nothing is left."""
    found = _stemmer(language).analyze(word)
    return found[0] if found else ""


def is_arabic(word: str) -> bool:
    return bool(_script("ar").fullmatch(word))


@cache
def _script(language: str) -> re.Pattern:
    return re.compile(f"[{SCRIPTS.get(language, LATIN)}]+")


@cache
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    stemmer = tantivy.Filter.stemmer(STEMMERS[language])
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(stemmer).build()
