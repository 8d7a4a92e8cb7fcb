"""Stemming in the text's own language, by Tantivy's Snowball stemmers; English stems are made by the analyser.

A stem is indexed beside the word, at the same position, marked with its language: "fr:person". A query has no language:
it matches the word itself and, in the fields that hold stems, its stem in every language that there are records in, at
the cost of a look into the term dictionary each. The mark keeps the French stem of "policies" from matching the English
"police". Stems are made of folded words on both sides: "ordonnances" typed without accents has the same stem.
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
    """The stem without its mark; "" when nothing is left of the word."""
    stems = _stemmer(language).analyze(word)
    return stems[0] if stems else ""


def is_arabic(word: str) -> bool:
    return bool(_script("ar").fullmatch(word))


@cache
def _script(language: str) -> re.Pattern:
    return re.compile(f"[{SCRIPTS.get(language, LATIN)}]+")


@cache
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    stemmer = tantivy.Filter.stemmer(STEMMERS[language])
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(stemmer).build()
