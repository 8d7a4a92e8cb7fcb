"""Ledger of commitments: rows with who is asked, by when, the state, and how much followed."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from baliportal.catalogue.db.joined_texts import JoinedTexts
from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.partial_dates import in_words

from .models import Commitment, FollowUp

NO_FOLLOW_UP = "no follow-up recorded"


def ledger(audience, **conditions):
    """Commitments that an audience may see, the newest first, with the number of follow-ups that it may see."""
    return with_follow_ups(Commitment.objects.published(audience).filter(**conditions), audience)


def with_follow_ups(commitments, audience):
    """Annotate commitments with the number of follow-ups that an audience may see, and the countries asked."""
    visible = Q(follow_ups__target__in=Entry.objects.published(audience))
    counted = Count("follow_ups", filter=visible, distinct=True)
    return commitments.annotate(followed=counted, country_names=_country_names()).order_by("-date", "title", "pk")


def _country_names():
    """Names of the countries asked in one text, in the same query: a prefetch would be one more for every page."""
    names = Country.objects.filter(entries=OuterRef("pk")).order_by().values("entries")
    return Subquery(names.annotate(joined=JoinedTexts("name")).values("joined"))


def answered_by(**conditions):
    """Condition on commitments: one of their follow-ups meets these conditions."""
    return Q(Exists(FollowUp.objects.filter(commitment=OuterRef("pk"), **conditions)))


def row(commitment) -> dict:
    """One line of a ledger."""
    return {
        "title": commitment.title,
        "url": commitment.get_absolute_url(),
        "asked_of": asked_of(commitment),
        "due": due_in_words(commitment),
        "date": commitment.date_in_words or "date not recorded",
        "state": commitment.state,
        "state_in_words": state_in_words(commitment),
        "followed": follow_ups_in_words(commitment.followed),
        "has_follow_up": commitment.followed > 0,
        "restriction": commitment.restriction,
    }


def asked_of(commitment) -> str:
    """Addressees: countries by name, else the body in words, else the class."""
    names = (commitment.country_names or "").split(JoinedTexts.SEPARATOR)
    return ", ".join(sorted(filter(None, names))) or commitment.addressee or commitment.type_label or "not recorded"


def due_in_words(commitment) -> str:
    """By when it is to be done; "" where no time is recorded."""
    return commitment.due_note or in_words(commitment.due)


def state_in_words(commitment) -> str:
    """The state with the day or year for which it is told: "Done, as of 2018"."""
    label = commitment.get_state_display()
    as_of = f", as of {in_words(commitment.as_of)}" if commitment.as_of else ""
    return f"{label[:1].upper()}{label[1:]}{as_of}"


def follow_ups_in_words(number: int) -> str:
    """The number of follow-ups in words; none is said to be not recorded, as there may be some."""
    if not number:
        return NO_FOLLOW_UP
    return "1 record" if number == 1 else f"{number} records"
