"""Questions that people bring, with the page that answers each: ways into the portal for the home page."""

#: (question, path of the page that answers it, what is there).
QUESTIONS = [
    ("Is this act in force, and what replaced it?", "/legislation/", "Laws with number, status and dates"),
    ("Who is party to a treaty, and since when?", "/reports/treaty-matrix/", "Every member and every treaty"),
    ("What has my state enacted, signed and joined?", "/members/", "A page for each member"),
    ("How do states differ on a theme or an article?", "/compare/", "Two to five members side by side"),
    ("When do states meet next, and where?", "/calendar/", "Meetings past and to come, for your calendar"),
    ("I need a table tonight", "/reports/", "Registers and counts as Excel, CSV and JSON"),
]


def ways_in() -> list[dict[str, str]]:
    """Return question, address and note of each way in."""
    return [{"question": question, "url": url, "note": note} for question, url, note in QUESTIONS]
