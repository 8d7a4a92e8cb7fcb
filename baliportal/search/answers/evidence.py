"""Evidence of an answer: the day for which its records hold, their sources, and known doubts about what is asked."""

import calendar
import re

from django.utils import timezone

from baliportal.catalogue.models import Entry

#: Facts that a doubt may be about, and the words by which it is known to be.
FACTS = {
    "when": re.compile(
        rf"\b(dat(e|es|ed)|days?|months?|years?|commence\w*|(1[89]|20)\d\d|{'|'.join(calendar.month_name[1:])})\b", re.I
    ),
    "ordinal": re.compile(r"\b(count\w*|number\w*|ordinal)\b", re.I),
    "host": re.compile(r"\b(host\w*|held in|place)\b", re.I),
    "status": re.compile(r"\b(marked repealed|that it replaces|replacement|whether|rests on|in doubt|status)\b", re.I),
    "replacement": re.compile(r"\b(whether|that it replaces|replacement|rests on)\b", re.I),
    "publisher": re.compile(r"\b(publish\w*|issued)\b", re.I),
    "members": re.compile(r"\b(members?|participants?)\b", re.I),
}

#: Words that are about a date itself.
DAYS = re.compile(r"\b(dat(e|es|ed)|days?|months?|commence\w*)\b", re.I)
#: Sentences of a doubt, and those that are about the address of a source alone.
SENTENCE, ABOUT_SOURCE = re.compile(r"(?<=\.)\s+"), re.compile(r"\baddress\b", re.I)


def as_of(*entries: Entry) -> str:
    """The latest day on which one of the records was verified or, of those that never were, changed."""
    days = [entry.verified_on or timezone.localtime(entry.public_updated_at or entry.updated_at).date()
            for entry in entries]  # fmt: skip
    return str(max(days, default=""))


def sources_of(*entries: Entry) -> list[str]:
    """The addresses of the sources, or of the subjects, each once."""
    return list(dict.fromkeys(filter(None, (entry.source_url or entry.url for entry in entries))))


def is_doubted(entry: Entry, *facts: str) -> bool:
    """True where a known doubt of a record is, or may be, about one of these facts."""
    sentences = [sentence for sentence in SENTENCE.split(entry.doubt) if not ABOUT_SOURCE.search(sentence)]
    return any(_is_about(sentence, fact) for fact in facts for sentence in sentences)


def _is_about(sentence: str, fact: str) -> bool:
    """True where a sentence is, or may be, about a fact; years by which meetings are counted are none of a date."""
    if fact == "when" and FACTS["ordinal"].search(sentence) and not DAYS.search(sentence):
        return False
    return bool(FACTS[fact].search(sentence))


def note_of(*entries: Entry) -> str:
    """The known doubts of the records."""
    doubts = dict.fromkeys(entry.doubt for entry in entries if entry.doubt)
    return f"Known doubts: {' '.join(doubts)}" if doubts else ""
