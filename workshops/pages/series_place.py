"""The place of a meeting in its series: first, previous, next, latest, all, and which are not recorded."""

from baliportal.catalogue.blocks import Block

from ..series_row import Gap, ordinal_in_words


def series_block(page, row):
    """The block; none for a meeting of no series."""
    if row is None:
        return []
    meeting = page.entry
    before, after = row.neighbours(meeting)
    lines = [
        _line("First", row.first, meeting, row),
        _line("Before this", before, meeting, row, "none is recorded"),
        _line("After this", after, meeting, row, "none is recorded"),
        _line("Latest held", row.last, meeting, row, "none is recorded as held"),
        _line("Next", row.next, meeting, row, "none to come is recorded"),
    ]
    return [Block("series", "Place in its series", "workshops/series_place.html", {
        "lines": lines, "name": str(meeting.series), "url": meeting.series.get_absolute_url(),
        "number": ordinal_in_words(meeting.ordinal) if meeting.ordinal else "", "total": len(row.meetings),
        "gaps": row.gaps_in_words,
    })]  # fmt: skip


def _line(label, item, meeting, row, nothing="not recorded"):
    """A row of the list: a meeting with its number and days, a gap in words, or what is said of nothing."""
    if item is None:
        return {"label": label, "text": nothing, "unknown": True}
    if isinstance(item, Gap):
        return {"label": label, "text": f"{item.in_words} not recorded", "unknown": True}
    if item.pk == meeting.pk:
        return {"label": label, "text": "this meeting"}
    return {"label": label, "title": item.title, "url": item.get_absolute_url(), "meta": meeting_meta(item)}


def meeting_meta(meeting):
    """'18th, 11 June 2025, Bangkok, Thailand', as far as recorded."""
    number = ordinal_in_words(meeting.ordinal) if meeting.ordinal else "number not recorded"
    days = meeting.period_in_words or "date not recorded"
    return ", ".join(filter(None, [number, days, meeting.place_in_words]))
