"""Answers about what laws do to each other: replaced by, replaces, amended by."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Row
from baliportal.search.answers.evidence import is_doubted

from ..law_state import ENDING, REPEALED
from ..models import LawRelation
from .law import answer_about, law_of, named

COLUMNS = ("Law", "Number", "Enacted", "What it does")


def law_replaced_by(question):
    """The laws that repeal or replace it; that none is recorded, where none is."""
    law = law_of(question)
    if law is None or is_doubted(law, "replacement"):
        return None
    found = _acting_on(law, ENDING)
    if found:
        return _answer(law, f"{named(law)} was repealed or replaced by {_list(found)}.", found)
    rest = "recorded as repealed, but by which law is not recorded" if law.legal_status == REPEALED else (
        "no law that repeals or replaces it is recorded"
    )  # fmt: skip
    return answer_about(law, f"{named(law)}: {rest}.")


def law_replaces(question):
    """The laws that it repeals or replaces."""
    law = law_of(question)
    if law is None or is_doubted(law, "replacement"):
        return None
    rows = LawRelation.objects.filter(law=law, relation__in=ENDING).select_related("target__law")
    found = [(row.relation, row.target.law) for row in rows if row.target.kind == "law" and row.target.is_public]
    if found:
        return _answer(law, f"{named(law)} repeals or replaces {_list(found)}.", found)
    return answer_about(law, f"{named(law)}: no law that it repeals or replaces is recorded.")


def law_amended(question):
    """The laws that amend it."""
    law = law_of(question)
    if law is None:
        return None
    found = _acting_on(law, ("amends",))
    if found:
        return _answer(law, f"{named(law)}: {len(found)} {'law' if len(found) == 1 else 'laws'} that amend it "
                            f"{'is' if len(found) == 1 else 'are'} recorded: {_list(found)}.", found)  # fmt: skip
    rest = "recorded as amended, but by which law is not recorded" if law.legal_status == "amended" else (
        "no amendment is recorded"
    )  # fmt: skip
    return answer_about(law, f"{named(law)}: {rest}.")


def _acting_on(law, relations):
    rows = LawRelation.objects.filter(target=law, relation__in=relations).select_related("law")
    return [(row.relation, row.law) for row in rows.order_by("law__date", "pk") if row.law.is_public]


def _answer(law, text, found):
    rows = [Row((other.title, other.number or "not recorded", in_words(other.date) or "not recorded", relation),
                other.get_absolute_url()) for relation, other in found]  # fmt: skip
    return answer_about(law, text, COLUMNS, rows)


def _list(found):
    """The laws in words: "the Act (2008) and the Decree (2019)"."""
    titles = [f"the {law.title}" + (f" ({law.number})" if law.number else f" ({law.date.year})" if law.date else "")
              for _, law in found]  # fmt: skip
    return f"{', '.join(titles[:-1])} and {titles[-1]}" if len(titles) > 1 else titles[0]
