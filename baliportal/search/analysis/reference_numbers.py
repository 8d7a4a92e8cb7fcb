"""Numbers of laws, found however they are written.

"No. 21 of 2007", "UU 21/2007" and "Law No. 21 of 2007" have the key "21/2007" in common, "R.A. 9208" and "Republic
Act No. 9208" the key "ra 9208". No key can be mistaken for a word: each holds a slash, a hyphen or a space.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .folding import fold, original_span, origins

# What a law may be called: the short form, then its spellings, longest first, folded.
DESIGNATORS = {
    "ra": ("republic act", "r.a.", "ra"),
    "uu": ("undang undang", "uu"),
    "pp": ("peraturan pemerintah", "government regulation", "pp"),
    "perpres": ("peraturan presiden", "presidential regulation", "perpres"),
    "pl": ("public law", "p.l."),
    "cap": ("chapter", "cap.", "cap"),
    "law": ("federal law", "law", "loi", "lei"),
    "decree": ("federal decree law", "federal decree", "decree law", "decree"),
    "ordinance": ("ordinance", "ordonnance"),
    "act": ("act", "akta"),
}
# A form that is also looked for under a wider name.
WIDER = {"ra": "act", "uu": "law", "pl": "law"}
# A country's own name for what others call a law or an act.
OWN_NAMES = {("ID", "law"): "uu", ("PH", "act"): "ra", ("US", "law"): "pl"}

YEAR = r"(?P<year>(?:1[89]|2[01])\d\d)"
NO = r"(?:(?:number|nomor|numero|nos?|nr|n)\b\.?\s*)"
CALLED = "|".join(re.escape(name).replace(r"\ ", r"[\s\-]+") for names in DESIGNATORS.values() for name in names)
NAME = rf"(?<![^\W_])(?:(?P<name>{CALLED})\s*)?"
DIGIT = re.compile(r"\d")
END = r"(?![\w/\-])"
# The forms in the order in which they are tried; a later one never takes a piece that an earlier one took.
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{NAME}{NO}?(?P<number>\d{{1,5}})/{YEAR}(?:/[a-z0-9\-]+)?{END}",
        rf"{NAME}\b{NO}?(?P<number>\d{{1,5}})\s+(?:of|tahun|th|de)\b\.?\s*{YEAR}{END}",
        rf"(?<![^\W_])(?P<name>{CALLED})\s*(?P<number>\d{{1,3}})\s+{YEAR}{END}",
        rf"{NAME}\b{YEAR}\W{{1,3}}{NO}(?P<number>\d{{1,5}}){END}",
        rf"(?:{NAME}\b{NO}|(?<![^\W_])(?P<called>{CALLED}|rppl)\s*)(?P<pair>\d{{1,4}}-\d{{1,4}}){END}",
        rf"(?<![^\W_])(?P<name>{CALLED})\s*(?P<no>{NO}?)(?P<number>(?:\b[a-z])?\d{{1,6}}){END}",
    )
)


class Reference(NamedTuple):
    """text[start:end] names a law; `keys` from the widest to the most exact."""

    start: int
    end: int
    keys: tuple[str, ...]


def references(text: str) -> list[Reference]:
    """Every number of a law in `text`, in order."""
    if not DIGIT.search(text):  # as most titles, at once
        return []
    folded, places = fold(text), origins(text)
    found: list[Reference] = []
    for form in FORMS:
        for match in form.finditer(folded):
            reference = Reference(match.start(), match.end(), _keys(match))
            if reference.keys and not _overlaps(reference, found):
                found.append(reference)
    return sorted(Reference(*original_span(*found_at, places), keys) for *found_at, keys in found)


def keys(text: str, countries: Iterable[str] = ()) -> list[str]:
    """The keys under which a law of these countries, numbered so in `text`, is to be found; each once."""
    given = dict.fromkeys(key for reference in references(text) for key in reference.keys)
    own = [_own(key, country) for key in given for country in countries]
    return list(dict.fromkeys([*given, *filter(None, own)]))


def _keys(match: re.Match) -> tuple[str, ...]:
    found = match.groupdict()
    name = _short(found.get("name") or found.get("called"))
    if found.get("pair"):
        return _named(name, found["pair"])
    number = found["number"].lstrip("0") or "0"
    if found.get("year"):
        return _named(name, f"{number}/{found['year']}")
    if not found["no"] and re.fullmatch(YEAR, number):
        return ()  # "Passports Act 1974" tells the year
    return _named(name, number)[1:]


def _named(name: str, number: str) -> tuple[str, ...]:
    names = [WIDER.get(name), name]
    return (number, *(f"{each} {number}" for each in names if each))


def _short(called: str | None) -> str:
    plain = re.sub(r"[\s\-]+", " ", called or "")
    return next((short for short, names in DESIGNATORS.items() if plain in names), plain)


def _own(key: str, country: str) -> str:
    name, _, number = key.rpartition(" ")
    own = OWN_NAMES.get((country, name))
    return f"{own} {number}" if own else ""


def _overlaps(reference: Reference, others: list[Reference]) -> bool:
    return any(reference.start < other.end and other.start < reference.end for other in others)
