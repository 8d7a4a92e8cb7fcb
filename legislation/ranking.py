"""How laws rank beside other laws."""

AMENDING = 0.4  # below the law that it amends, above one that is repealed


def rank_of_law(record):
    """Lower for a law that does nothing but amend others: the law itself comes first."""
    relations = {row["relation"] for row in record["relations"]}
    return AMENDING if relations and relations <= {"amends"} else 1.0
