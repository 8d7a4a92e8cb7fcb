"""The rank factor of laws in search."""

#: Factor of a law that only amends others: it ranks below the law that it amends and above a repealed one.
AMENDING = 0.4


def rank_of_law(record):
    """Rank factor of a law's record: lower where it only amends other laws, so that the amended law comes first."""
    relations = {row["relation"] for row in record["relations"]}
    return AMENDING if relations and relations <= {"amends"} else 1.0
