"""Related lists on the page of a commitment."""

from baliportal.catalogue.related import nonempty, section
from baliportal.catalogue.schema.relations import is_visible_to

from .models import Commitment


def of_commitment(commitment, audience):
    """Other commitments of the same document or, where no document is recorded, the same meeting."""
    if commitment.document_id:
        beside = Commitment.objects.filter(document=commitment.document_id)
    else:
        beside = Commitment.objects.filter(meeting=commitment.meeting_id, meeting__isnull=False)
    meeting = commitment.meeting
    more_url = f"/commitments/?meeting={meeting.slug}" if meeting and is_visible_to(meeting, audience) else ""
    return nonempty(
        section("beside", "Also asked there", beside.exclude(pk=commitment.pk), audience, more_url, shown=30)
    )
