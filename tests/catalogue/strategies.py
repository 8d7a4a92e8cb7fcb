"""Hypothesis strategies: texts in every script, partial dates, codes."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from baliportal.catalogue.partial_dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate

from ..sampling import examples

#: Settings of properties that go through the database: few examples, no deadline, no shrinking of failures, and one set
#: of fixtures for all examples.
WITH_DATABASE = settings(
    max_examples=examples(12),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

#: Characters that tend to break cells, lines and searches, in the scripts of the region.
AWKWARD = [
    "การค้ามนุษย์", "ច្បាប់ស្តីពីការជួញដូរ", "قانون مكافحة الاتجار بالبشر", "ދިވެހިރާއްޖެ", "人口贩运", "e\u0301\u0323",
    "👩🏽‍⚖️", "\u200f\u202eabc", "=1+1", "+1", "-1", "@SUM(A1)", "'=x", "\t=x", "a|b", " | ", "\\", "\\n", "\\|", "a;b",
    "a\nb", "\n", " a ", '"', ",", "",
    "\x0b\x0c\x1c\x1e\x85\u2028\u2029", "\ufeff", "\uffff", "<script>", "%s", "{}", "NULL",
]  # fmt: skip


def texts(max_size=40, min_size=0):
    """Canonical texts: whatever a database keeps, with newlines as the only line ends."""
    anything = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
    awkward = st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=3).map("".join).map(lambda text: text[:max_size])
    made = st.one_of(st.text(anything, min_size=min_size, max_size=max_size), awkward)
    return made.filter(lambda text: len(text) >= min_size)


@st.composite
def partial_dates(draw):
    day = draw(st.dates(*_calendar()))
    precision = draw(st.sampled_from(["year", "month", "day"]))
    return PartialDate(*(day.year, day.month, day.day)[: ["year", "month", "day"].index(precision) + 1])


def _calendar():
    import datetime

    return datetime.date(EARLIEST_YEAR, 1, 1), datetime.date(LATEST_YEAR, 12, 31)
