"""Laws and agreements of a country, as the page of its member shows them."""

from collections import defaultdict

from django.db.models import Value

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.journal.known import KnownEntries
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.schema.prefetched import related
from baliportal.catalogue.statuses import Status, levels_for

from .. import coverage_block
from ..agreement_status import status_in_words
from ..law_state import AMENDED, IN_FORCE, NOT_ENACTED, REPEALED, state_of
from ..models import Agreement, Law
from ..partial_records import effect_record, effects_by_target, law_record, relations_to
from ..timeline import Event, Strip

LAWS, AGREEMENTS = "Legislation", "Agreements"
TONES = {IN_FORCE: "begins", AMENDED: "changes", REPEALED: "ends"}
UNKNOWN = "not recorded"
#: Rows of a table, the newest first, before the link to all; of each of two members side by side.
SHOWN, SHOWN_OF_PAIR = 25, 4


def laws_and_coverage(country, page):
    """The laws of a country, and what is recorded by theme."""
    return laws_of_country(country, page) + coverage_block.of_country(country, page)


def laws_of_country(country, page):
    """The laws of a country by year, with number and status on the day that is asked about; two querysets."""
    laws = Law.objects.published(page.audience).filter(countries=country).order_by("-date", "title")
    relations = relations_to(laws.order_by().values("pk"), page.audience)
    return PendingBlocks((laws, relations), lambda: [_laws(laws, effects_by_target(relations), country, page)])


def laws_and_coverage_known(country, page):
    """The same as the portal told it on the day of the page."""
    laws = page.known_entries("law", lambda record: country.code in record["countries"], country.code)
    acting = Law.objects.filter(relations__target__in=[law.pk for law in laws]).distinct()
    effects = defaultdict(list)
    for law in KnownEntries("law", page.question.known, page.audience, among=acting):
        for row in related(law, "relations"):
            effects[row.target_id].append(effect_record(row.relation, law))
    return [_laws(laws, effects, country, page), *coverage_block.known_of_country(country, page, laws)]


def agreements_known(country, page):
    """The agreements of a country as the portal told them on the day of the page."""
    agreements = page.known_entries("agreement", lambda record: country.code in record["countries"], country.code)
    others = {agreement.pk: _known_others(agreement, country) for agreement in agreements}
    return [_agreements(agreements, others, country, page)]


def _known_others(agreement, country):
    states = sorted(state.name for state in related(agreement, "countries") if state.pk != country.pk)
    return states + sorted(body.title for body in related(agreement, "party_organisations"))


def _laws(laws, effects, country, page):
    rows = [_law_row(law, state_of(law_record(law), page.question.as_of, effects[law.pk])) for law in laws]
    shown = [row for row in rows if row["state"].state != NOT_ENACTED]
    events = [Event(row["title"], row["date"], TONES.get(row["state"].state, "done"), note=row["state"].words)
              for row in shown if not page.is_pair]  # fmt: skip
    context = _newest(shown, page, f"/legislation/?country={country.code}") | {"strip": Strip(LAWS, events)}
    return Block("laws", LAWS, "legislation/laws_of_country.html", context, len(shown))


def agreements_of_country(country, page):
    """The agreements of a country: with whom, since when, with which status; two querysets."""
    agreements = Agreement.objects.published(page.audience).filter(countries=country).order_by("-date", "title")
    parties = _other_parties(agreements.order_by().values("pk"), country, page.audience)
    return PendingBlocks((agreements, parties), lambda: [_agreements(agreements, _names(parties), country, page)])


def _agreements(found, others, country, page):
    agreements = [agreement for agreement in found if _is_there(agreement, page)]
    rows = [_agreement_row(each, others.get(each.pk, ()), page.question.as_of) for each in agreements]
    context = _newest(rows, page, f"/agreements/?country={country.code}")
    return Block("agreements", AGREEMENTS, "legislation/agreements_of_country.html", context, len(rows))


def _newest(rows, page, more_url):
    """The rows that a table shows, the number of all where these are more, and the address of the list of them."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    return {"rows": rows[:few], "of": len(rows) if len(rows) > few else 0, "more_url": more_url}


def _is_there(agreement, page):
    """False for an agreement that was surely signed after the day that is asked about."""
    day = page.question.as_of
    return day is None or not agreement.date or agreement.date.first_day <= day


def _other_parties(agreements, country, audience):
    """Rows of pk of an agreement, 0 for a state or 1 for an organisation, and name of another party."""
    states = Agreement.countries.through.objects.filter(entry__in=agreements).exclude(country=country)
    links = Agreement.party_organisations.through.objects.filter(
        agreement__in=agreements,
        organisation__status=Status.PUBLISHED,
        organisation__visibility__in=levels_for(audience),
    )
    return states.values_list("entry_id", Value(0), "country__name").union(
        links.values_list("agreement_id", Value(1), "organisation__title"), all=True
    )


def _names(parties):
    """{pk of an agreement: names of its other parties}, states first."""
    names = {}
    for pk, _, name in sorted(parties):
        names.setdefault(pk, []).append(name)
    return names


def _agreement_row(agreement, others, day):
    return {
        "title": agreement.title, "url": agreement.get_absolute_url(), "restriction": agreement.restriction,
        "others": ", ".join(others) or UNKNOWN, "signed": in_words(agreement.date) or UNKNOWN,
        "in_force": in_words(agreement.in_force_date) or UNKNOWN,
        "status": status_in_words(agreement, day).lower() or UNKNOWN,
    }  # fmt: skip


def _law_row(law, state):
    return {
        "title": law.title, "url": law.get_absolute_url(), "restriction": law.restriction, "date": law.date,
        "year": str(law.date.year) if law.date else UNKNOWN, "number": law.number or UNKNOWN,
        "type": law.type_label, "state": state,
    }  # fmt: skip
