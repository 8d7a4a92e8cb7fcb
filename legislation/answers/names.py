"""Names by which questions call treaties: title, short title, the vocabulary's other names, and numbers of the ILO."""

import re

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


def treaty_names():
    """Every public treaty with its names; three queries."""
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


def _of_terms(title, own, terms):
    """Other names of the vocabulary's terms that mean this treaty: by one of its names, or by how its title begins."""
    keys, whole = {normal_form(name) for name in own}, normal_form(title)
    for label, names in terms:
        spelt = [normal_form(name) for name in (label, *names)]
        if any(key in keys or (key.count(" ") >= MIN_WORDS and whole.startswith(key)) for key in spelt):
            yield from (label, *names)
