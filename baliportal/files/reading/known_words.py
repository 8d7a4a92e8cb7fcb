"""Measure of how well a text was extracted: how many frequent words of its language it has.

An extractor that reverses letters, loses marks, puts spaces into words or maps glyphs wrongly still gives text of the
right length and script. What it destroys are words. `known_words.txt` holds some sixty function words and words of
laws for each language; they make up a third of running text in most languages, and a few percent of a damaged one. A
text is measured in the languages of its main script, and in the language that its record gives if that is written in
this script: the highest count wins, because pages in another language than the document's are usual.

For Arabic script the placement of letters is measured too, since lists and headings have few function words: “ال”
begins a word and “ة” and “ى” end one, and all three are the other way round in reversed text.
"""

import re
from functools import cache
from pathlib import Path

from .scripts import WITHOUT_SPACES, main_script, script_of

WORDS = Path(__file__).with_name("known_words.txt")
# A word with its marks; \w has no vowel signs of Indic scripts.
MARKS = r"\u0300-\u036f\u064b-\u0652\u0780-\u07b1\u0900-\u0963\u0980-\u09e3\u0b80-\u0bcd\u0d80-\u0df3\u200c\u200d"
TOKEN = re.compile(rf"[^\W_][\w{MARKS}]*(?:[’'-][\w{MARKS}]+)*")
RIGHT_WAY = re.compile(r"\bال\w{2}|\w[ةى]\b")
WRONG_WAY = re.compile(r"\w{2}لا\b|\b[ةى]\w")
DAMAGE = re.compile(r"\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf6ff\uf71b-\uf8ff]")
LIKE_JAPANESE = {"Han": ("Kana",), "Kana": ("Han",)}


@cache
def word_lists():
    """Return {language: frozenset of words}."""
    lines = (line for line in WORDS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    pairs = (line.split(":", 1) for line in lines)
    return {code: frozenset(_long_enough(words.split(), code)) for code, words in pairs}


def _long_enough(words, code):
    """Text of an old font is full of single Latin letters, which are words in some languages."""
    return (word for word in words if len(word) > 1 or script_of(code) != "Latin")


def tokens(text):
    """Return the words of the text in lower case."""
    return [token.lower() for token in TOKEN.findall(text)]


def languages_to_measure(text, language=""):
    """Return the codes of the languages with a word list that are written in the main script of the text."""
    script = main_script(text)
    scripts = (script, *LIKE_JAPANESE.get(script, ()))
    codes = [code for code in word_lists() if script_of(code) in scripts]
    given = language.partition("-")[0]
    return [given, *(code for code in codes if code != given)] if given in codes else codes


def count_known_words(text, language=""):
    """Return how many of the words are known in the language of the text that knows most of them."""
    codes = languages_to_measure(text, language)
    if main_script(text) in WITHOUT_SPACES:
        return max((len(_strings_pattern(code).findall(text)) for code in codes), default=0)
    words = tokens(text)
    return max((sum(word in word_lists()[code] for word in words) for code in codes), default=0)


def known_share(text, language=""):
    """Return the share of known words from 0 to 1, or None for less than 30 words, which are too few to tell.

    For scripts without spaces a word is taken to have five characters.
    """
    script = main_script(text)
    total = len("".join(text.split())) / 5 if script in WITHOUT_SPACES else len(tokens(text))
    if total < 30 or not languages_to_measure(text, language):
        return None
    return min(1, count_known_words(text, language) / total)


def score(raw, text, language=""):
    """Return a number that is higher for the better of two texts of one page.

    `raw` is the text as extracted and `text` the same cleaned: a character without meaning in `raw` spoils a word.
    """
    placement = 0
    if main_script(text) == "Arabic":
        placement = len(RIGHT_WAY.findall(text)) - len(WRONG_WAY.findall(text))
    return count_known_words(text, language) + placement - len(DAMAGE.findall(raw))


@cache
def _strings_pattern(code):
    """Pattern of the words of a language written without spaces; longer words first."""
    return re.compile("|".join(map(re.escape, sorted(word_lists()[code], key=len, reverse=True))))
