"""States of a record's verification, for marks, the filter of lists and the search index.

A record may be verified, or changed since, and in doubt at once.
"""

VERIFIED, CHANGED, IN_DOUBT, UNVERIFIED = "verified", "changed", "in-doubt", "unverified"
#: Labels of the filter, in its order, and marks of records.
LABELS = {
    VERIFIED: "Verified",
    CHANGED: "Changed since verified",
    IN_DOUBT: "In doubt",
    UNVERIFIED: "Not yet verified",
}


def verification_states(verified_on, lapsed_on, doubt) -> tuple[str, ...]:
    """Return the states of a record, from the day of its check, the day of the lapse and its doubts, '' or None."""
    checked = UNVERIFIED if not verified_on else CHANGED if lapsed_on else VERIFIED
    return (checked, IN_DOUBT) if doubt else (checked,)
