"""Names by which questions call treaties: title, short title, the vocabulary's other names, and numbers of the ILO."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from baliportal.catalogue.models import Term
from baliportal.catalogue.schema.names import names_in
from baliportal.search.answers.answer import Entity
from baliportal.search.answers.normal_form import normal_form

from ..models import Treaty

#: "C189" of the ILO's own short titles: its kind of instrument and its number.
ILO = re.compile(r"ILO ([CP])(\d+)")
INSTRUMENTS = {"C": "Convention", "P": "Protocol"}
NUMBERED = re.compile(r",? \d{4}(?= |$)|,? \(No\. \d+\)")
MIN_WORDS = 3
#: Subjects of treaties in many languages: with the word for its kind of instrument, in any order, each names a treaty.
SUBJECTS = Path(__file__).with_name("treaty_subjects.csv")
#: The word for a convention of the ILO and its number: อนุสัญญา ILO ฉบับที่ 190.
CONVENTIONS = (
    "Konvensi", "Konvensyen", "อนุสัญญา", "Công ước", "公约", "公約", "条約", "협약", "اتفاقية", "کنوانسیون",
    "কনভেনশন", "महासन्धि", "अभिसमय", "कन्वेंशन", "convention", "អនុសញ្ញា",
)  # fmt: skip
NUMBER_WORDS = ("", "nomor", "No.", "ฉบับที่", "số", "第", "第 ", "제", "رقم", "شماره", "নং", "नं", "n°", "លេខ")


def treaty_names():
    """Every public treaty with its names; three queries."""
    yield from _named_treaties()
    yield from _subjects()


def _named_treaties():
    terms = [(term.label, [name.text for name in term.names.all()]) for term in Term.objects.prefetch_related("names")]
    fields = ("pk", "title", "short_title", "other_names")
    for pk, title, short, others in Treaty.objects.published().values_list(*fields):
        own = list(_own_names(title, short))  # a nickname may be that of another treaty too: Palermo Protocol
        yield Entity("treaty", str(pk), short or title, is_record=True), [
            *own, *names_in(others), *_of_terms(title, own, terms)
        ]  # fmt: skip


def _own_names(title, short):
    bare = NUMBERED.sub("", title)
    yield from filter(None, (title, short, bare, bare.partition(",")[0]))
    yield bare.replace("United Nations", "UN").replace("International ", "")
    if match := ILO.fullmatch(short):
        kind, number = match.groups()
        called = INSTRUMENTS[kind]
        yield from (f"{kind}{number}", f"{kind}{number:0>3}", f"ILO {called} {number}", f"{called} {number}",
                    f"ILO {called} No. {number}", f"{called} No. {number}", f"ILO {number}")  # fmt: skip
        yield f"ILO {bare}"
        yield f"{bare} {kind}{number}"
        if kind == "C":
            yield from _in_other_languages(number)


def _in_other_languages(number: str) -> Iterator[str]:
    for called in CONVENTIONS:
        for word in NUMBER_WORDS:
            yield f"{called} ILO {word} {number}"
            yield f"ILO {called} {word} {number}"


def _subjects():
    """The subjects of treaties, as entities whose value begins with the kind of instrument: “convention:12”."""
    fields = ("slug", "pk", "title", "short_title", "date")
    keys = {slug: (pk, short or title, date) for slug, pk, title, short, date in
            Treaty.objects.published().values_list(*fields)}  # fmt: skip
    with SUBJECTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["treaty"] in keys:
                pk, label, date = keys[row["treaty"]]
                yield Entity("subject", f"{row['instrument']}:{pk}", label), _with_year(row["names"].split("|"), date)


def _with_year(names, date):
    """Names alone, and with the year of the treaty before or after them."""
    yield from names
    for name in names if date else ():
        yield from (f"{date.year} {name}", f"{date.year}年{name}", f"{name} {date.year}")


def _of_terms(title, own, terms):
    """Other names of the vocabulary's terms that mean this treaty: by one of its names, or by how its title begins."""
    keys, whole = {normal_form(name) for name in own}, normal_form(title)
    for label, names in terms:
        spelt = [normal_form(name) for name in (label, *names)]
        if any(key in keys or (key.count(" ") >= MIN_WORDS and whole.startswith(key)) for key in spelt):
            yield from (label, *names)
