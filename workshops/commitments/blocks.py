"""Blocks of commitments on the pages of meetings, resources and members."""

from django.db.models import Count, Q

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.partial_dates import PartialDate

from .ledger import followed_by, ledger, row
from .models import Commitment

#: Commitments of a member that are shown before the link to all of them; of each of two members side by side.
SHOWN, SHOWN_OF_PAIR = 8, 4
#: Commitments that a meeting's page shows: no meeting has asked for more.
SHOWN_OF_MEETING = 60


def of_meeting(page):
    """What a meeting asked for, and what it did about commitments of others; nothing where neither is recorded."""
    asked = [row(one) for one in ledger(page.audience, meeting=page.entry.pk)[:SHOWN_OF_MEETING]]
    answered = ledger(page.audience).filter(followed_by(page.entry)).exclude(meeting=page.entry.pk)
    rows = [row(one) for one in answered[:SHOWN_OF_MEETING]]
    context = {
        "rows": asked, "answered": rows, "more_url": f"/commitments/?meeting={page.entry.slug}",
        "report_url": f"/reports/commitments-ledger/?meeting={page.entry.slug}",
    }  # fmt: skip
    return [Block("commitments", "Commitments and what followed", "workshops/commitments/ledger.html", context,
                  len(asked) + len(rows))] if asked or rows else []  # fmt: skip


def of_country(country, page):
    """Commitments that name a country or that it followed up, and the number of those asked of all members."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    own = Q(countries=country) | Q(follow_ups__country=country)
    named = list(ledger(page.audience).filter(_made_by(page), own).distinct()[: few + 1])
    shared = _shared(page)
    context = {
        "rows": [row(one) for one in named[:few]],
        "more_url": f"/commitments/?country={country.code}" if len(named) > few else "",
        "shared": shared,
        "shared_url": "/commitments/?type=all-members",
        "missing": [] if named else ["No commitment that names it, and no follow-up by it, is recorded."],
    }
    return [Block("commitments", "Commitments", "workshops/commitments/country.html", context)]


def _made_by(page):
    day = page.question.as_of
    return Q(date__lte=PartialDate.of(day)) if day else Q()


def _shared(page):
    """Numbers of the commitments asked of all members, by state: [{"state", "label", "number"}]; one query."""
    asked = Commitment.objects.published(page.audience).filter(_made_by(page), type="all-members")
    numbers = dict(asked.order_by().values_list("state").annotate(Count("pk")))
    return [
        {"state": state, "label": label, "number": numbers[state]}
        for state, label in Commitment.State.choices
        if state in numbers
    ]
