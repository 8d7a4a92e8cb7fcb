"""Strategies of query texts."""

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(codec=None), max_size=80)
PIECES = [
    "law",
    "trafficking",
    "RA 9208",
    "21/2007",
    "No.",
    "co-chairs",
    "ค้ามนุษย์",
    "人口",
    "of",
    "\x00",
    "\ud800",
    "🎉",
]
SIGNS = [
    "-law",
    "-",
    '"',
    '-"',
    "“",
    "''",
    "(",
    ")",
    "AND",
    "NOT",
    "title:",
    "*",
    "~2",
    "^9",
    "[a TO b]",
    "+",
    "\\",
    "/",
]
QUERY_LIKE = st.lists(st.sampled_from(PIECES + SIGNS), max_size=12).map(" ".join)
