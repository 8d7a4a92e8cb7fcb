"""Blocks of commitments on the pages of meetings, documents and members, and of what followed."""

from django.db.models import Count, Q

from baliportal.catalogue.blocks import Block, PendingBlocks
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import PartialDate

from .ledger import answered_by, ledger, row
from .models import Commitment

TITLE = "Commitments and what followed"
#: Commitments of a member that are shown before the link to all of them; of each of two members side by side.
SHOWN, SHOWN_OF_PAIR = 8, 4
#: Commitments that the page of a document or meeting shows: none has asked for more.
SHOWN_OF_SOURCE = 80
#: Kinds of record that may ask for something, and those whose pages tell what they answer.
SOURCES, ANSWERS = ("workshop", "resource"), ("workshop", "resource", "law", "agreement", "treaty", "system")


def of_record(page):
    """Commitments that a document or meeting asks for, and those that this record answers; nothing without either."""
    if page.entry.kind not in ANSWERS:
        return []
    pk = page.entry.pk
    asked_here = Q(meeting=pk) | Q(document=pk) if page.entry.kind in SOURCES else Q(pk=None)
    found = list(ledger(page.audience).filter(asked_here | answered_by(target=pk))[:SHOWN_OF_SOURCE])
    asked = [row(one) for one in found if pk in (one.meeting_id, one.document_id)]
    answered = [row(one) for one in found if pk not in (one.meeting_id, one.document_id)]
    context = {"rows": asked, "answered": answered, **_links(page.entry)}
    return [Block("commitments", TITLE, "workshops/commitments/ledger.html", context, len(found))] if found else []


def _links(entry):
    """Addresses of the ledger of a meeting; a document has none of its own."""
    if entry.kind != "workshop":
        return {}
    query = f"?meeting={entry.slug}"
    return {"more_url": f"/commitments/{query}", "report_url": f"/reports/commitments-ledger/{query}"}


def of_country(country, page):
    """Commitments that name a country or that it followed up, and the number of those asked of all; two querysets."""
    few = SHOWN_OF_PAIR if page.is_pair else SHOWN
    own = Q(countries=country) | answered_by(country=country, target__in=Entry.objects.published(page.audience))
    named = ledger(page.audience).filter(_made_by(page), own).distinct()[: few + 1]
    numbers = _numbers_asked_of_all(page)
    return PendingBlocks((named, numbers), lambda: [_block(named, dict(numbers), few, country)])


def _block(named, numbers, few, country):
    context = {
        "rows": [row(one) for one in named[:few]],
        "more_url": f"/commitments/?country={country.code}" if len(named) > few else "",
        "shared": [
            {"state": state, "label": label, "number": numbers[state]}
            for state, label in Commitment.State.choices
            if state in numbers
        ],
        "shared_url": "/commitments/?type=all-members",
        "missing": [] if named else ["No commitment that names it, and no follow-up by it, is recorded."],
    }
    return Block("commitments", "Commitments", "workshops/commitments/country.html", context)


def _made_by(page):
    day = page.question.as_of
    return Q(date__lte=PartialDate.of(day)) if day else Q()


def _numbers_asked_of_all(page):
    """Pairs of a state and the number of commitments of all members that are in it."""
    asked = Commitment.objects.published(page.audience).filter(_made_by(page), type="all-members")
    return asked.order_by().values_list("state").annotate(Count("pk"))
