"""English spelling variants: labour and labor, organise and organize, fourteenth and 14th.

Words are changed to a common form before they are stemmed; like a stem, the form need not be a word.
"""

import re

# A spelling and its common form, so that either way to write a word finds the other.
SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|er|ers|able)?$)"), "or"),  # labour, neighbouring, but hour and four
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)"), "iz"),
    (
        re.compile(
            r"(?<=[aeiou][a-z]el)l(?=(?:ed|ing|er|ers)$)|(?<=[a-z]abel)l(?=(?:ed|ing)$)|(?<=cel)l(?=(?:ed|ing)$)"
        ),
        "",
    ),
    (re.compile(r"^(def|off|lic|pret)ence(?=s?$)"), r"\1ense"),
    (re.compile(r"(?<=[a-z]{3})tre(?=s?$)"), "ter"),
    (re.compile(r"^(program)me(?=s?$)"), r"\1"),
    (re.compile(r"(?<=judg|ledg)e(?=ment)"), ""),
)
# What every spelling above has in it: most words have none of these, and need not be tried with each.
MAY_DIFFER = re.compile("our|is[eia]|ll|ence|tre|programme|gement")
UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50}
ORDINALS = {
    **{word: n for n, word in enumerate(UNITS + TEENS, 1)},
    **{f"{ten}ieth": n for ten, n in TENS.items()},
    **{f"{ten}y{word}": tens + n for ten, tens in TENS.items() for n, word in enumerate(UNITS, 1)},  # "twenty-third"
}
NUMBERED = re.compile(r"(\d+)(?:st|nd|rd|th)")


def common_form(word: str) -> str:
    """The form that a folded word of plain letters and digits shares with its other spellings."""
    if word in ORDINALS:
        return str(ORDINALS[word])
    if numbered := NUMBERED.fullmatch(word):
        return numbered[1]
    if MAY_DIFFER.search(word):
        for ending, common in SPELLINGS:
            word = ending.sub(common, word)
    return word
