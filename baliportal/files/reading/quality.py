"""Recognition of text that was extracted but is not what the page shows."""

import re
import unicodedata

from .known_words import DAMAGE, count_known_words, known_share, tokens
from .scripts import SCRIPT_OF, main_script, script_counts, script_of

NO_TEXT = "The page has no text, only a picture."
ONLY_NUMBERS = "The page is a picture; its only text is a page number or a stamp."
NO_UNICODE = "The fonts do not say which characters they show."
OTHER_SCRIPT = "The text is in Latin letters without sense: the font is older than Unicode."
WRONG_WORDS = "The extracted text has no known words of its language."
LOST_SUBSCRIPTS = "The text has lost the subscripts of Khmer."
LOST_VOWELS = "The text has lost vowels of Burmese."
OUTLINES = "The letters on the page are drawn as shapes."

# A letter, then a capital or a symbol, then a letter, as in “rdæFmµnuBaØ”; rare in text that can be read.
MIXED = re.compile(r"[a-zà-ÿ](?:[A-Z]|[^\w\s'’.,/@&-])[^\W\d_]|[^\W\d_][,;<>¿¡¬][^\W\d_]")
MYANMAR_BROKEN = re.compile(r"[\u1000-\u109f][\u00a1-\u024f]|[\u00a1-\u024f][\u1000-\u109f]")
KHMER_BROKEN = re.compile(r"[\u1780-\u17ff][\u00a1-\u024f]|[\u00a1-\u024f][\u1780-\u17ff]")
# A vowel or sign that nothing precedes: order of glyphs, not of Unicode.
KHMER_LOOSE = re.compile(r"(?<![\u1780-\u17d3\u200b\u200c\u200d])[\u17b6-\u17d3]")


def defect(raw, text, language=""):
    """Return in words why the text of a page cannot be used, or "" where nothing speaks against it."""
    visible = len("".join(raw.split()))
    if not visible:
        return ""
    if len(DAMAGE.findall(raw)) * 20 > visible:
        return NO_UNICODE
    return _defect_of_script(text) or _foreign_letters(text, language) or _no_known_words(text, language)


def neighbours_defect(text, defects):
    """Return the defect of the fonts of most neighbouring pages for a page that is too short to show it, or ""."""
    counts = script_counts(text)
    short = sum(counts.values()) < 50
    if short and counts["Khmer"] > 5 and "\u17d2" not in text and defects.count(LOST_SUBSCRIPTS) * 2 > len(defects):
        return LOST_SUBSCRIPTS
    if short and counts["Myanmar"] > 5 and "\u1031" not in text and defects.count(LOST_VOWELS) * 2 > len(defects):
        return LOST_VOWELS
    is_old_font = defects.count(OTHER_SCRIPT) * 2 > len(defects)
    return OTHER_SCRIPT if short and is_old_font and counts["Latin"] and not count_known_words(text) else ""


def _defect_of_script(text):
    """Khmer has a subscript in every tenth character and Burmese the vowel E in every twentieth."""
    counts = script_counts(text)
    khmer, myanmar = counts["Khmer"], counts["Myanmar"]
    if khmer >= 50 and (text.count("\u17d2") * 40 < khmer or len(KHMER_LOOSE.findall(text)) * 50 > khmer):
        return LOST_SUBSCRIPTS
    if khmer >= 50 and len(KHMER_BROKEN.findall(text)) * 100 > khmer:
        return LOST_SUBSCRIPTS
    if myanmar >= 50 and (text.count("\u1031") * 100 < myanmar or len(MYANMAR_BROKEN.findall(text)) * 100 > myanmar):
        return LOST_VOWELS
    return ""


def _foreign_letters(text, language):
    """Text of an old font reads as Latin letters and symbols; a page in English or Malay has known words."""
    counts = script_counts(text)
    letters = sum(counts.values())
    if counts["Latin"] * 2 < letters:
        return ""
    share = known_share(text)
    symbols = sum(unicodedata.category(character) in ("Sm", "Sk", "So", "Sc", "Pf") for character in text)
    if symbols * 8 > letters + symbols and (share or 0) < 0.1:
        return OTHER_SCRIPT if letters + symbols >= 8 else ""
    expected, mixed = script_of(language), len(MIXED.findall(text))
    if mixed * 8 > len(tokens(text)) > 5 and (share or 0) < 0.1:
        return OTHER_SCRIPT
    if expected != "Latin" and share is None and mixed * 3 > len(tokens(text)):
        return OTHER_SCRIPT
    return OTHER_SCRIPT if expected != "Latin" and share is not None and share < 0.04 else ""


def _no_known_words(text, language):
    """A wrong Unicode map gives right letters in wrong words. Names and numbers in Latin letters are no defect."""
    share = known_share(text, language)
    if share is None or main_script(text) not in SCRIPT_OF.values() or _is_table(text):
        return ""
    return WRONG_WORDS if share < 0.015 else ""


def _is_table(text):
    """Lists of names and figures have few function words."""
    lines = [line for line in text.splitlines() if line]
    digits = sum(character.isdigit() for character in text)
    return digits * 5 > len(text) or sum(len(line) < 25 for line in lines) * 2 > len(lines)
