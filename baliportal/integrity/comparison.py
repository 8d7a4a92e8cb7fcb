"""Comparison of every outlet of a kind with what the database publishes, and the names of what differs."""

from dataclasses import dataclass

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Entry

from . import outlets
from .own_answers import Unanswered

#: The outlets in the order of their columns: those that give ids, and those that only say a total.
BY_ID = {
    "Search index": outlets.indexed_ids,
    "CSV": outlets.csv_ids,
    "JSON": outlets.json_ids,
    "Feed": outlets.feed_ids,
    "Sitemap": outlets.sitemap_ids,
}
BY_TOTAL = {"Page": outlets.page_total, "Search": outlets.search_total}
COLUMNS = (*BY_TOTAL, *BY_ID)
MAX_NAMED = 20  # records named for each outlet


@dataclass(frozen=True)
class Outcome:
    """One outlet of a kind: its total, None where it gives none; `problem` in words, "" where it agrees.

    `named` are entries that it lacks or has too many.
    """

    outlet: str
    total: int | None
    problem: str = ""
    named: tuple = ()


@dataclass(frozen=True)
class KindOutcome:
    """The outlets of one kind, beside the number of entries that the database publishes."""

    kind: object
    total: int
    outcomes: tuple

    @property
    def differing(self):
        return [outcome for outcome in self.outcomes if outcome.problem]


def compare_all(answers):
    """The outcome of every kind."""
    return [compare(kind, answers) for kind in all_kinds()]


def compare(kind, answers):
    """The outcome of a kind; an outlet that fails is an outcome, too."""
    entries = Entry.objects.published().filter(kind=kind.name)
    ids, newest = set(entries.values_list("public_id", flat=True)), outlets.expected_in_feed(entries)
    totals = [_total_of(name, read, kind, answers, len(ids)) for name, read in BY_TOTAL.items()]
    sets = [_ids_of(name, read, kind, answers, newest if name == "Feed" else ids) for name, read in BY_ID.items()]
    return KindOutcome(kind, len(ids), (*totals, *sets))


def _total_of(name, read, kind, answers, expected):
    try:
        total = read(kind, answers)
    except Unanswered as failure:
        return Outcome(name, None, f"{failure}.")
    return Outcome(name, total, "" if total == expected else f"It says {total:,}, not {expected:,}.")


def _ids_of(name, read, kind, answers, expected):
    try:
        ids = read(kind, answers)
    except (Unanswered, outlets.Altered) as failure:
        return Outcome(name, None, f"{failure}.")
    except Exception as failure:  # a file that is damaged fails in many ways, and this page is to say so
        return Outcome(name, None, f"It cannot be read: {type(failure).__name__}.")
    lacking, extra = expected - ids, ids - expected
    words = [f"It lacks {len(lacking):,}."] if lacking else []
    words += [f"It has {len(extra):,} that are not published."] if extra else []
    named = Entry.objects.filter(public_id__in=sorted(lacking | extra)[:MAX_NAMED]).order_by("title")
    return Outcome(name, len(ids), " ".join(words), tuple(named) if words else ())
