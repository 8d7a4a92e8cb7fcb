"""The normal form of questions, of the words of the grammar and of names, in which they are compared.

Every word of a script with spaces is followed by one space and stemmed: as English in Latin letters, whatever the
language, as Arabic and Russian in theirs. Scripts without spaces, and Hangul, whose spacing varies, have none at all.
"""

import re
from functools import lru_cache

from ..analysis.analyser import HANGUL, UNSPACED, stem
from ..analysis.folding import fold
from ..analysis.stemming import is_arabic, plain_stem

# Not the letter of a number: XVIII-12-a.
ARTICLES = re.compile(r"(?<![\w\-./'])(?:a|an|the)(?![\w\-./'])")
TOKEN = re.compile(rf"[{UNSPACED}{HANGUL}]+|[^\s{UNSPACED}{HANGUL}]+")
UNSPACED_RUN = re.compile(rf"[{UNSPACED}{HANGUL}]+")
CYRILLIC = re.compile("[\u0400-\u04ff]+")
NOT = re.compile(r"n't\b")
IS = re.compile(r"\b(who|what|where|when|that)'s\b")
# "l'aide", "d'aide", "qu'est-ce".
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=\w\w)")
POSSESSIVE = re.compile(r"(?<=\w)'s?(?=\s|$)")
INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
SEPARATORS = re.compile(r"[\-./](?!(?<=\d.)\d)|(?<!\d)[\-./]")
DIGITS = re.compile(r"(?<=[a-z])(?<!\ba)(?=\d)|(?<=\d)(?=[a-z])")
ORDINAL_SIGN = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
# "contact us" and "US" are two things; only the capitals are a country.
PRONOUNS = re.compile(r"\bus\b")


@lru_cache(maxsize=20_000)
def normal_form(text: str) -> str:
    """The normal form of a text; "" where nothing of it is left."""
    words = []
    for token in TOKEN.findall(_without_signs(fold(PRONOUNS.sub("ourselves", text)))):
        if UNSPACED_RUN.fullmatch(token):
            words.append(token)
        else:
            words.append(f"{_stem(token)} ")
    return "".join(words)


def _without_signs(folded: str) -> str:
    """A folded text without apostrophes, hyphens and stops: "co-chairs" is two words, "U.S." and "isn't" are one."""
    text = ARTICLES.sub(" ", IS.sub(r"\1 is", NOT.sub(" not", folded)))
    text = INITIALS.sub(lambda match: match.group().replace(".", ""), text)
    text = SEPARATORS.sub(" ", POSSESSIVE.sub("", ELISION.sub(" ", text))).replace("'", "")
    return DIGITS.sub(" ", ORDINAL_SIGN.sub("", text))


def _stem(token: str) -> str:
    if is_arabic(token):
        return plain_stem(token, "ar") or token
    if CYRILLIC.fullmatch(token):
        return plain_stem(token, "ru") or token
    return stem(token)
