"""Laws, treaties, systems and checks from which reports answer a question of days: of the database, or of the journal.

With `known` they are what this portal said at the end of that day, as far as it is public today. What surely came later
than the day `as_of` is left out. All of it is what everybody may see.
"""

import datetime
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import F, Q

from baliportal.catalogue.journal.known import KnownEntries, terms_known
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.page_question import TODAY, PageQuestion
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.schema.records import to_record
from baliportal.catalogue.statuses import Status, Visibility

from .law_state import NOT_ENACTED, LawState, state_of
from .models import CoverageCheck, Law, Treaty
from .partial_records import effects_on, known_effects, law_record
from .treaty_parts import state_records

#: The model behind `Country.participations` belongs to a domain beside this one, so that it is met by its path.
SYSTEM = "participations__system__"
PUBLIC = {f"{SYSTEM}status": Status.PUBLISHED, f"{SYSTEM}visibility": Visibility.PUBLIC}


@dataclass(frozen=True)
class LawOfCountry:
    """A law with the code of a country whose law it is, and its state on the day that is asked about."""

    code: str
    law: Law
    state: LawState


@dataclass(frozen=True)
class Check:
    """Finding of somebody who looked for records of one country."""

    state: str
    checked_on: datetime.date | None
    checked_by: str
    note: str
    source_url: str


def laws_of(countries, topics=(), question: PageQuestion = TODAY) -> list[LawOfCountry]:
    """The laws of countries under one of the topics or a narrower one, the newest first; all where none is given."""
    pairs, effects = (_known_laws if question.known else _laws_today)(countries, topics, question)
    found = [LawOfCountry(code, law, _state(law, question.as_of, effects)) for code, law in pairs]
    return [each for each in found if each.state.state != NOT_ENACTED]


def treaties_of(countries, question: PageQuestion = TODAY, topics=(), slug: str = "") -> list[tuple[Treaty, dict]]:
    """Treaties by their adoption, each with what `treaty_state` reads of the record.

    Under the topics or all, or the one that has a slug today; none that was surely adopted later.
    """
    treaties = under(Treaty.objects.published(), topics)
    treaties = treaties.filter(slug=slug) if slug else treaties
    if question.known:
        known = KnownEntries("treaty", question.known, among=treaties if slug else None, matches=_topics_test(topics))
        found = [(treaty, to_record(treaty, Visibility.PUBLIC)) for treaty in known]
    else:
        present = list(treaties.order_by("date", "title", "pk"))
        records = state_records(present)
        found = [(treaty, records[treaty.pk]) for treaty in present]
    found.sort(key=lambda pair: (pair[1]["date"], pair[0].title, pair[0].pk))
    return [pair for pair in found if _has_come(pair[0].date, question.as_of)]


def participations_of(countries, topics=(), question: PageQuestion = TODAY) -> list[dict]:
    """Parts of countries in systems under the topics, by the title of the system: code, title, page, role and dates.

    Of a day in the past those that had not surely ended, nor surely not begun.
    """
    rows = (_known_parts if question.known else _parts_today)(countries, topics, question)
    day = question.as_of
    return [row for row in rows if _has_come(row["since"], day) and not (day and _has_ended(row["until"], day))]


def checks_of(countries, question: PageQuestion = TODAY, of: str = "") -> dict[tuple[str, str, str], Check]:
    """Checks by country code, slug of the theme and what was looked for; of a past day those made by then."""
    rows = _known_checks(question.known) if question.known else _checks_today(of)
    codes, day = {country.code for country in countries}, question.as_of
    return {
        place: check
        for place, check in rows
        if place[0] in codes
        and (not of or place[2] == of)
        and not (day and check.checked_on and check.checked_on > day)
    }


def under(entries, topics):
    """The entries under one of the themes or a narrower one; all where no theme is given."""
    if not topics:
        return entries
    return entries.filter(Q(topics__in=topics) | Q(topics__parent__in=topics)).distinct()


def _state(law, day, effects):
    return state_of(law_record(law), day, effects(law))


def _laws_today(countries, topics, question):
    public = under(Law.objects.published(), topics).order_by().values("pk")
    rows = Law.objects.filter(pk__in=public, countries__in=countries)
    laws = list(rows.annotate(code=F("countries__code")).order_by("-date", "title", "pk"))
    effects = effects_on(laws)
    return [(law.code, law) for law in laws], lambda law: effects[law.pk]


def _known_laws(countries, topics, question):
    codes, has_topic = {country.code for country in countries}, _topics_test(topics)
    laws = KnownEntries(
        "law", question.known, matches=lambda r: not codes.isdisjoint(r["countries"]) and has_topic(r)
    )  # fmt: skip
    effects = known_effects(question.known)
    pairs = [(country.code, law) for law in laws for country in related(law, "countries") if country.code in codes]
    pairs.sort(key=lambda pair: pair[1].title)
    pairs.sort(key=lambda pair: str(pair[1].date or ""), reverse=True)
    return pairs, lambda law: effects.get(f"law/{law.slug}", [])


def _parts_today(countries, topics, question):
    wanted = Q(**{f"{SYSTEM}topics__in": topics}) | Q(**{f"{SYSTEM}topics__parent__in": topics})
    rows = Country.objects.filter(pk__in=[country.pk for country in countries], **PUBLIC)
    rows = rows.filter(wanted) if topics else rows
    names = [f"{SYSTEM}title", f"{SYSTEM}public_id"]
    names += [f"participations__{name}" for name in ("role", "since", "until", "note")]
    rows = rows.order_by(f"{SYSTEM}title", "participations__pk").values_list("code", *names).distinct()
    keys = ("code", "title", "id", "role", "since", "until", "note")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _known_parts(countries, topics, question):
    codes = {country.code for country in countries}
    for system in KnownEntries("system", question.known, matches=_topics_test(topics)):
        for part in related(system, "participations"):
            if part.country.code in codes:
                yield {
                    "code": part.country.code, "title": system.title, "id": system.public_id, "role": part.role,
                    "since": part.since, "until": part.until, "note": part.note,
                }  # fmt: skip


def _checks_today(of):
    checks = CoverageCheck.objects.select_related("country", "topic").order_by()
    for check in checks.filter(of=of) if of else checks:
        yield (
            (check.country.code, check.topic.slug, check.of),
            Check(check.state, check.checked_on, check.checked_by, check.note, check.source_url),
        )


def _known_checks(day):
    for record in terms_known("coverage", day):
        looked = datetime.date.fromisoformat(record["checked_on"]) if record["checked_on"] else None
        yield (
            itemgetter("country", "topic", "of")(record),
            Check(record["state"], looked, record["checked_by"], record["note"], record["source_url"]),
        )


def _topics_test(topics):
    """A function that tells of a record whether it stands under one of the topics or a narrower one."""
    if not topics:
        return lambda record: True
    pks = [topic.pk for topic in topics]
    slugs = set(Topic.objects.filter(Q(pk__in=pks) | Q(parent__in=pks)).values_list("slug", flat=True))
    return lambda record: not slugs.isdisjoint(record["topics"])


def _has_come(date: PartialDate | None, day):
    """False for what surely came after a day."""
    return day is None or not date or date.first_day <= day


def _has_ended(date: PartialDate | None, day):
    return bool(date) and date.last_day < day
