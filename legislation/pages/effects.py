"""Effects of laws on each other, both ways, as plain rows that a page and the state of a law are made from."""

from dataclasses import dataclass

from django.db.models import Q

from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.schema.prefetched import related

from ..models import Law, LawRelation

ACTIVE = {
    "repeals": "Repeals", "replaces": "Replaces", "amends": "Amends", "implements": "Implements",
    "ratifies": "Ratifies",
}  # fmt: skip
PASSIVE = {
    "repeals": "Repealed by", "replaces": "Replaced by", "amends": "Amended by", "implements": "Implemented by",
    "ratifies": "Ratified by",
}  # fmt: skip


@dataclass(frozen=True)
class Effect:
    """One relation as a page shows it: what is done, to which record or by which one, with its number and year."""

    relation: str
    words: str
    title: str
    url: str
    number: str = ""
    date: PartialDate | None = None
    in_force_date: PartialDate | None = None
    status: str = ""
    restriction: str = ""

    @property
    def meta(self):
        """Number, year and status: what tells five laws of one title apart."""
        year = str(self.date.year) if self.date else "year not recorded"
        return " · ".join(filter(None, [self.number, year, self.status]))

    @property
    def as_dict(self):
        """The effect as `law_state.state_of` takes it."""
        return {
            "relation": self.relation, "title": self.title, "date": str(self.date or ""),
            "in_force_date": str(self.in_force_date or ""),
        }  # fmt: skip

    @property
    def when(self):
        return in_words(self.date)


def effects_of(law, audience):
    """Effects of a law on others, and of others on it, as far as an audience may see these; one query for both."""
    rows = LawRelation.objects.filter(Q(law=law.pk) | Q(target=law.pk)).select_related("law", "target__law")
    own = [(row.relation, row.target) for row in rows if row.law_id == law.pk]
    others = [(row.relation, row.law) for row in rows if row.target_id == law.pk]
    return [
        [_effect(relation, words, other) for relation, other in _in_order(pairs) if other.is_published_for(audience)]
        for words, pairs in ((ACTIVE, own), (PASSIVE, others))
    ]


def recorded_effects(record, audience):
    """Effects of a law on others that its record names, as far as an audience may see these; one query."""
    places = [tuple(row["target"].split("/", 1)) for row in record["relations"]]
    entries = Entry.objects.published(audience).filter(slug__in=[slug for _, slug in places]).select_related("law")
    found = {(entry.kind, entry.slug): entry for entry in entries} if places else {}
    pairs = [(row["relation"], found[place]) for row, place in zip(record["relations"], places, strict=True)
             if place in found]  # fmt: skip
    return [_effect(relation, ACTIVE, entry) for relation, entry in _in_order(pairs)]


def incoming_known(entry, day, audience):
    """The same as the portal told it on a day, of laws that still name the entry today."""
    naming = Law.objects.filter(relations__target=entry.pk)
    laws = KnownEntries("law", day, audience, among=naming.distinct())
    pairs = [(row.relation, law) for law in laws for row in related(law, "relations") if row.target_id == entry.pk]
    return [_effect(relation, PASSIVE, law) for relation, law in _in_order(pairs)]


def _in_order(pairs):
    """By relation as in ACTIVE, then by date."""
    order = list(ACTIVE)
    return sorted(pairs, key=lambda pair: (order.index(pair[0]), str(pair[1].date or "9")))


def _effect(relation, words, entry):
    law = getattr(entry, "law", None) if type(entry) is Entry and entry.kind == "law" else entry
    number = getattr(law, "number", "")
    status = law.get_legal_status_display().lower() or "status not recorded" if hasattr(law, "legal_status") else ""
    return Effect(
        relation, words[relation], entry.title, entry.get_absolute_url(), number, entry.date,
        getattr(law, "in_force_date", None), status, entry.restriction,
    )  # fmt: skip
