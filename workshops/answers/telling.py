"""Sentences and rows about meetings: when, where, by whom, as far as recorded."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import as_of, note_of, sources_of

COLUMNS = ("Meeting", "Date", "Place", "Hosts recorded")
HELD = {"held": "held", "planned": "planned for", "postponed": "postponed; it was planned for",
        "cancelled": "cancelled; it was planned for"}  # fmt: skip


def with_parts(meetings):
    """Meetings with what sentences and rows tell of them; three queries."""
    return meetings.select_related("place").prefetch_related("host_countries", "host_organisations")


def place_of(meeting):
    return ", ".join(filter(None, [meeting.city, meeting.place.name if meeting.place else ""]))


def hosts_of(meeting):
    """Names of the hosts that everybody may see, states first."""
    bodies = [body.title for body in meeting.host_organisations.all() if body.is_public]
    return [*sorted(country.name for country in meeting.host_countries.all()), *bodies]


def hosts_contradict_place(meeting):
    """True where the meeting took place in another country than those that are said to have hosted it."""
    countries = meeting.host_countries.all()
    return bool(meeting.place and countries) and meeting.place not in countries


def when_and_where(meeting):
    """The sentence: "Third Conference: held 14–15 April 2009, Bali, Indonesia."."""
    when = meeting.period_in_words or "on a day that is not recorded"
    where = place_of(meeting) or ("online" if meeting.format == "virtual" else "the place is not recorded")
    return f"{meeting.title}: {HELD[meeting.event_status]} {when}; {where}."


def answer_about(meeting, text):
    """An answer about one meeting, with its row."""
    return Answer(text, meeting.get_absolute_url(), as_of(meeting), sources_of(meeting), COLUMNS, rows_of([meeting]),
                  note_of(meeting))  # fmt: skip


def rows_of(meetings):
    return [Row((meeting.title, meeting.period_in_words or "not recorded", place_of(meeting) or "not recorded",
                 listed(hosts_of(meeting)) or "not recorded"), meeting.get_absolute_url())
            for meeting in meetings]  # fmt: skip


def listed(names):
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def day(date):
    return in_words(date) or "a day that is not recorded"
