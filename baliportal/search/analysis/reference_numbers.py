"""Reference numbers of laws, recognised however they are written.

"No. 21 of 2007", "UU 21/2007" and "Law No. 21 of 2007" have the key "21/2007" in common, "R.A. 9208" and "Republic
Act No. 9208" the key "ra 9208", "XVII of 2018" and "Act 17 of 2018" the key "17/2018". "XVIII-12-a" is a chapter of the
treaty collection of the United Nations. No key can be mistaken for a word: each holds a slash, a hyphen or a space.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from .folding import fold, original_span, origins

# Designations of laws: the short form used in keys, then its spellings, longest first, folded.
DESIGNATORS = {
    "ra": ("republic act", "r.a.", "r. a.", "ra"),
    "uu": ("undang undang", "uu"),
    "pp": ("peraturan pemerintah", "government regulation", "pp"),
    "perpres": ("peraturan presiden", "presidential regulation", "perpres"),
    "pl": ("public law", "pub. l.", "p.l.", "p. l.", "pl"),
    "cap": ("chapter", "cap.", "cap"),
    "law": ("federal law", "law", "loi", "lei"),
    "decree": ("federal decree law", "federal decree", "decree law", "decree"),
    "ordinance": ("ordinance", "ordonnance"),
    "act": ("act", "akta"),
}
# Designations whose numbers are also searched for under a general one.
WIDER = {"ra": "act", "uu": "law", "pl": "law"}
# A country's own designation of what others call a law or an act.
OWN_NAMES = {("ID", "law"): "uu", ("PH", "act"): "ra", ("US", "law"): "pl"}

# Dashes that stand for a hyphen between digits; folding takes them for punctuation, as they are elsewhere.
DASH = re.compile("(?<=\\d)[\u2012\u2013\u2014\u2212](?=\\d)")
YEAR = r"(?P<year>(?:1[89]|2[01])\d\d)"
OF_YEAR = r"(?:(?:of|for)(?:\s+the)?(?:\s+year)?|tahun|th|de|لسنه|لعام)\b\.?"
NO = r"(?:(?:number|nomor|numero|nos?|nr|n|رقم)\b\.?\s*)"
CALLED = "|".join(re.escape(name).replace(r"\ ", r"[\s\-]+") for names in DESIGNATORS.values() for name in names)
NAME = rf"(?<![^\W_])(?:(?P<name>{CALLED})\s*)?"
MARK = re.compile(r"\d|\b[IVXL]+\b", re.IGNORECASE)
END = r"(?![\w/\-])"
# A Roman number up to 89, as acts of a year have.
ROMAN = r"(?P<roman>(?=[ivxl])(?:x[lc]|l?x{0,3})(?:i[xv]|v?i{0,3}))"
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# Letters behind a number, as in 548AB; of a chapter also apart from it, unless they are a word.
LETTERS = r"(?:(?!st\b|nd\b|rd\b|th\b)[a-z]{1,2})?"
LETTERS_APART = r"(?:\s{0,2}(?!(?:st|nd|rd|th|of|in|as|on|to|an|at|by|is|it|or|if|no|de|a)\b)[a-z]{1,2})?"
# A chapter of the treaty collection, before the number of a treaty in it.
CHAPTER = rf"(?:\bchapter\W{{1,3}}{ROMAN}\W{{1,3}}|\b{ROMAN.replace('roman', 'chapter')}[.\-])"
# The notations in the order in which they are tried; a piece of text that one has matched is not matched again.
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{NAME}{NO}?(?P<number>\d{{1,5}})/{YEAR}(?:/[a-z0-9\-]+)?{END}",
        rf"{NAME}\b{NO}?(?:(?P<number>\d{{1,5}})|\b{ROMAN})\s+{OF_YEAR}\s*{YEAR}{END}",
        rf"(?<![^\W_])(?P<name>{CALLED})\s*(?P<number>\d{{1,3}})\s+{YEAR}{END}",
        rf"(?<![^\W_])(?P<name>{CALLED})\s+{NO}?{ROMAN}\s+{YEAR}{END}",
        rf"{NAME}\b{YEAR}\W{{1,3}}{NO}(?P<number>\d{{1,5}}){END}",
        rf"(?:{NAME}\b{NO}|(?<![^\W_])(?P<called>{CALLED}|rppl)\s*{NO}?)(?P<pair>\d{{1,4}}-\d{{1,4}}){END}",
        rf"{CHAPTER}(?P<item>\d{{1,2}})(?:[\s.\-]{{0,3}}(?P<letter>[a-d]))?{END}",
        rf"(?<![^\W_])(?P<name>cap\.?|chapter)\s*(?P<no>{NO}?)(?P<number>\d{{1,6}}{LETTERS_APART}){END}",
        rf"(?<![^\W_])(?P<name>{CALLED})\s*(?P<no>{NO}?)(?P<number>(?:\b[a-z]|\ba\s{{1,2}})?\d{{1,6}}{LETTERS}){END}",
    )
)


class Reference(NamedTuple):
    """text[start:end] names a law; `keys` from the widest to the most exact."""

    start: int
    end: int
    keys: tuple[str, ...]


def references(text: str) -> list[Reference]:
    """Every reference to a law by its number in `text`, in order; offsets are into `text`."""
    if not MARK.search(text):  # true of most titles, and much cheaper to see than by the patterns
        return []
    text = DASH.sub("-", text)
    folded, places = fold(text), origins(text)
    folded_references: list[Reference] = []
    for form in FORMS:
        for match in form.finditer(folded):
            reference = Reference(match.start(), match.end(), _keys(match))
            if reference.keys and not _overlaps(reference, folded_references):
                folded_references.append(reference)
    return sorted(Reference(*original_span(start, end, places), keys) for start, end, keys in folded_references)


def keys(text: str, countries: Iterable[str] = ()) -> list[str]:
    """The keys of the references in `text`, each once, with the own designations of these countries."""
    general = dict.fromkeys(key for reference in references(text) for key in reference.keys)
    own = [_own_key(key, country) for key in general for country in countries]
    return list(dict.fromkeys([*general, *filter(None, own)]))


def _keys(match: re.Match) -> tuple[str, ...]:
    groups = match.groupdict()
    if groups.get("item"):
        return (_chapter_key(groups),)
    designation = _short_form(groups.get("name") or groups.get("called"))
    if groups.get("pair"):
        return _keys_of(designation, groups["pair"])
    number = _number(groups)
    if groups.get("year"):
        return _keys_of(designation, f"{number}/{groups['year']}")
    if not groups["no"] and re.fullmatch(YEAR, number):
        return ()  # the number in "Passports Act 1974" is a year
    return _keys_of(designation, number)[1:]


def _number(groups: dict[str, str]) -> str:
    """The number in Arabic digits, without blanks and leading zeros."""
    if groups.get("roman"):
        return str(_arabic(groups["roman"]))
    return re.sub(r"\s", "", groups["number"]).lstrip("0") or "0"


def _arabic(roman: str) -> int:
    values = [VALUES[letter] for letter in roman]
    return sum(-value if value < following else value for value, following in pairwise([*values, 0]))


def _chapter_key(groups: dict[str, str]) -> str:
    """The key of a treaty by chapter: "xviii-12-a"."""
    return "-".join(filter(None, (groups["roman"] or groups["chapter"], groups["item"], groups["letter"])))


def _keys_of(designation: str, number: str) -> tuple[str, ...]:
    """The number alone, then with the general and the exact designation."""
    return (number, *(f"{name} {number}" for name in (WIDER.get(designation), designation) if name))


def _short_form(name: str | None) -> str:
    plain = re.sub(r"[\s\-]+", " ", name or "")
    return next((short for short, names in DESIGNATORS.items() if plain in names), plain)


def _own_key(key: str, country: str) -> str:
    name, _, number = key.rpartition(" ")
    own = OWN_NAMES.get((country, name))
    return f"{own} {number}" if own else ""


def _overlaps(reference: Reference, others: list[Reference]) -> bool:
    return any(reference.start < other.end and other.start < reference.end for other in others)
