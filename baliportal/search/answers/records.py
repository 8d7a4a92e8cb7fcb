"""The answer to “what is”: the summary of a record whose name the question gives."""

from baliportal.catalogue.models import Entry

from .answer import Answer, Question
from .evidence import as_of, note_of, sources_of


def summary(question: Question) -> Answer | None:
    """The title and summary of the one record of that name; None where two have it, or where it has no summary."""
    if question.is_ambiguous():
        return None
    entry = Entry.objects.published().filter(pk__in=[entity.value for entity in question.all("record")]).first()
    if entry is None or not entry.summary:
        return None
    return Answer(f"{entry.title}: {entry.summary}", entry.get_absolute_url(), as_of(entry), sources_of(entry),
                  note=note_of(entry))  # fmt: skip


RECORDS = {"what-is": summary}
