"""Direct answers about commitments: their state and what followed, and those of a meeting."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import as_of, note_of, sources_of
from baliportal.search.answers.registry import Answers

from ..models import Series, Workshop
from .ledger import NO_FOLLOW_UP, asked_of, follow_ups_in_words, ledger, state_in_words
from .models import Commitment

FOLLOWED, COMMITMENTS = ("What followed", "Date", "Country"), ("Commitment", "Asked of", "State", "What followed")
MAX_ROWS = 80
PUBLIC = "public"


def commitment_state(question):
    """The state of one commitment, with the records that followed."""
    found = Commitment.objects.published().filter(pk=question.one("commitment").value)
    commitment = found.prefetch_related("follow_ups__target", "follow_ups__country").first()
    if commitment is None:
        return None
    shown = [one for one in commitment.follow_ups.all() if one.target.is_public]
    rows = [Row((one.target.title, in_words(one.date) or "not recorded", one.country.name if one.country else "–"),
                one.target.get_absolute_url()) for one in shown]  # fmt: skip
    followed = follow_ups_in_words(len(shown))
    told = NO_FOLLOW_UP if followed == NO_FOLLOW_UP else f"{followed} of what followed"
    return Answer(f"{commitment.title}: {state_in_words(commitment)}; {told}.", commitment.get_absolute_url(),
                  as_of(commitment), sources_of(commitment), FOLLOWED, rows, note_of(commitment))  # fmt: skip


def commitments_of(question):
    """The commitments of one meeting, which its title names or its place in its series."""
    meeting = _meeting(question)
    found = list(ledger(PUBLIC, meeting=meeting)[:MAX_ROWS]) if meeting else []
    if not found:
        return None
    states = [state_in_words(one) for one in found]
    number = "1 commitment is" if len(found) == 1 else f"{len(found)} commitments are"
    rows = [Row((one.title, asked_of(one), state, follow_ups_in_words(one.followed)), one.get_absolute_url())
            for one, state in zip(found, states, strict=True)]  # fmt: skip
    return Answer(f"{number} recorded of the meeting “{meeting.title}”.", f"/commitments/?meeting={meeting.slug}",
                  as_of(*found), sources_of(*found)[:5], COMMITMENTS, rows)  # fmt: skip


def _meeting(question):
    if question.is_ambiguous():
        return None
    meetings = Workshop.objects.published()
    if named := question.one("workshop"):
        return meetings.filter(pk=named.value).first()
    series = Series.objects.filter(slug=question.one("series").value).first()
    found = list(meetings.filter(series=series, ordinal=question.numbers["ordinal"])[:2]) if series else []
    return found[0] if len(found) == 1 else None


ANSWERS = Answers({"commitment-state": commitment_state, "commitments-of": commitments_of})
