"""Clean-up of extracted text: characters that extractors leave and no reader typed.

Every function takes and returns a text; `clean` is idempotent.
"""

import re
import unicodedata

from .thai import repair_thai

# Directional marks and embeddings, zero width no-break space: they split words for a search.
INVISIBLE = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\uffff]")
CID = re.compile(r"\(cid:\d+\)")  # What pdfminer writes for a glyph without a Unicode value.
LIGATURES = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
SURROGATE = re.compile("[\ud800-\udfff]")  # JSON and UTF-8 have no lone ones.
SOFT_HYPHEN = re.compile("\u00ad-?[ \t]*\n?[ \t]*")
LINE_END_HYPHEN = re.compile("(?:\ufffe|[-\u2010][ \t]*\n)[ \t\n]*")  # U+FFFE is PDFium's sign for one.
LAST_WORD, FIRST_WORD = re.compile(r"[^\W_]+\Z"), re.compile(r"[^\W_]+")
TATWEEL = re.compile("\u0640+[ ]\u0640+|\u0640{2,}")  # Justified Arabic lines; extractors put spaces into long ones.
RIGHT_TO_LEFT = re.compile("[\u05d0-\u07bf]")
TURNED, PAIRED = re.compile(r"\)[^()\n]{1,40}\("), re.compile(r"\([^()\n]{1,40}\)")
MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
SYMBOLS = {0xF0B7: "•", 0xF0A7: "•", 0xF0A8: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF02D: "-"}  # Bullets of Word lists.
LEADERS = re.compile(r"(?:[.\u2026\u00b7_][ \t]?){5,}")  # Dot leaders of a contents list.
SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
MANY_LINE_ENDS = re.compile("\n{3,}")
ONE_CHARACTER_LINES = re.compile(r"(?:^[^\S\n]*[^\s\x00-\x2f\x3a-\u02ff][^\S\n]*(?:\n+|\Z)){3,}", re.MULTILINE)
EAST_ASIAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def clean(text):
    """Return the text as a reader would type it, in NFC, with at most one empty line between paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = CID.sub("", CONTROL.sub("", INVISIBLE.sub("", SURROGATE.sub("", text))))
    text = join_hyphens(expand_ligatures(text))
    text = LEADERS.sub(" … ", TATWEEL.sub("", text))
    text = turn_brackets(text.translate(SYMBOLS))
    text = join_vertical(repair_thai(SPACES.sub(" ", text)))
    lines = (line.strip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", MANY_LINE_ENDS.sub("\n\n", "\n".join(lines)).strip())


def turn_brackets(text):
    """Turn the brackets of right-to-left text that stand as they look on the page: “)5(” instead of “(5)”."""
    if RIGHT_TO_LEFT.search(text) and len(TURNED.findall(text)) > len(PAIRED.findall(text)):
        return text.translate(MIRRORED)
    return text


def expand_ligatures(text):
    """Apply NFKC to Latin ligatures and Arabic presentation forms only: elsewhere it loses what was meant."""
    return LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def join_hyphens(text):
    """Join the words that a line end divided.

    The hyphen goes between small letters, and stays in numbers and names and in Malay or Indonesian doubled words.
    """
    return LINE_END_HYPHEN.sub(_line_end_hyphen, SOFT_HYPHEN.sub("", text))


def _line_end_hyphen(match):
    text, start, end = match.string, match.start(), match.end()
    before, after = LAST_WORD.search(text[max(0, start - 40) : start]), FIRST_WORD.match(text[end : end + 40])
    kept = match[0].replace("\ufffe", "-")
    if not before or not after:
        return kept
    if len(before[0]) > 1 and after[0].lower().startswith(before[0].lower()):
        return "-"
    if before[0][-1].islower() and after[0][0].islower():
        return ""
    is_caseless = before[0][-1].isalpha() and before[0][-1].upper() == before[0][-1].lower()
    return "" if is_caseless and "\ufffe" in match[0] else kept


def join_vertical(text):
    """Join runs of three or more lines of one East Asian character: vertical writing."""
    return ONE_CHARACTER_LINES.sub(_vertical_run, text)


def _vertical_run(match):
    if len(EAST_ASIAN.findall(match[0])) * 2 < len(match[0].split()):
        return match[0]
    return "".join(match[0].split()) + "\n"
