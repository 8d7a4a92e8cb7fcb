"""Repairs of Thai (and Lao) text from fonts made before Unicode."""

import re

# Positioned variants of marks in the private use area of Windows fonts: upper left, low, low left, and their marks.
PRIVATE_USE = {
    0xF700: "\u0e10", 0xF701: "\u0e34", 0xF702: "\u0e35", 0xF703: "\u0e36", 0xF704: "\u0e37", 0xF705: "\u0e48",
    0xF706: "\u0e49", 0xF707: "\u0e4a", 0xF708: "\u0e4b", 0xF709: "\u0e4c", 0xF70A: "\u0e48", 0xF70B: "\u0e49",
    0xF70C: "\u0e4a", 0xF70D: "\u0e4b", 0xF70E: "\u0e4c", 0xF70F: "\u0e0d", 0xF710: "\u0e31", 0xF711: "\u0e4d",
    0xF712: "\u0e47", 0xF713: "\u0e48", 0xF714: "\u0e49", 0xF715: "\u0e4a", 0xF716: "\u0e4b", 0xF717: "\u0e4c",
    0xF718: "\u0e38", 0xF719: "\u0e39", 0xF71A: "\u0e3a",
}  # fmt: skip
THAI = re.compile("[\u0e00-\u0e7f]")
TONES = "\u0e48-\u0e4b"
# Sara am in two parts, with the tone mark before or after the nikhahit, and spaces between.
SPLIT_SARA_AM = re.compile(f"([{TONES}]?) ?\u0e4d ?([{TONES}]?) ?\u0e32")
SPACE_BEFORE_SARA_AM = re.compile("(?<=[\u0e01-\u0e2e\u0e48-\u0e4b]) \u0e33")
TONE_AFTER_SARA_AM = re.compile(f"\u0e33([{TONES}])")
# A mark above or below cannot begin a line or a word: its space or line end is the extractor's.
LOOSE_MARK = re.compile("(?<=[\u0e01-\u0e3a\u0e47-\u0e4e])[ \n]+(?=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")
DOUBLE_SARA_E = re.compile("\u0e40\u0e40")  # Typed for sara ae; the two look alike.
LAO_SPLIT_AM = re.compile("([\u0ec8-\u0ecb]?)\u0ecd([\u0ec8-\u0ecb]?)\u0eb2")


def repair_thai(text):
    """Map private-use marks, mend sara am, and join marks to their consonants; other scripts stay as they are."""
    if not THAI.search(text):
        return LAO_SPLIT_AM.sub("\\1\\2\u0eb3", text)
    text = LOOSE_MARK.sub("", text.translate(PRIVATE_USE))
    text = SPLIT_SARA_AM.sub("\\1\\2\u0e33", text)
    text = SPACE_BEFORE_SARA_AM.sub("\u0e33", text)
    return DOUBLE_SARA_E.sub("\u0e41", TONE_AFTER_SARA_AM.sub("\\1\u0e33", text))
