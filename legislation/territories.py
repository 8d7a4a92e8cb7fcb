"""Application of a treaty to territories on a day, from the rows of its record."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from baliportal.catalogue.partial_dates import PartialDate, in_words

from .models import TerritorialApplication
from .treaty_acts import partial

LABELS = dict(TerritorialApplication.Application.choices)


@dataclass(frozen=True)
class Application:
    """Application to one territory; `words` say it for people, `by` is the code of the state responsible."""

    territory: str
    by: str
    state: str
    words: str
    since: PartialDate | None = None
    note: str = ""
    source_url: str = ""

    @property
    def sentence(self) -> str:
        """The words with the day since which this is so, where it is known to the day that is asked about."""
        is_said = self.since is None or " since " in self.words
        return self.words if is_said else f"{self.words} since {in_words(self.since)}"

    @property
    def is_recorded(self) -> bool:
        return bool(self.state)


def row_of(part: TerritorialApplication) -> dict[str, str]:
    """Return the row of the record for a part that came with its territory and its state."""
    return {
        "territory": part.territory.code, "by": part.by.code, "application": part.application,
        "since": str(part.since or ""), "note": part.note, "source_url": part.source_url,
    }  # fmt: skip


def applications(rows, day: datetime.date | None = None) -> list[Application]:
    """Return one Application for each territory, by code: of the latest row that is not surely later than the day."""
    by_territory = defaultdict(list)
    for row in rows:
        by_territory[row["territory"]].append(row)
    return [_application(by_territory[code], day) for code in sorted(by_territory)]


def _application(rows, day):
    ordered = sorted(rows, key=lambda row: row["since"])
    begun = [row for row in ordered if not _is_later(row, day)]
    if not begun:
        first = ordered[0]
        words = f"{_word(first)} since {in_words(partial(first['since']))}; before, not recorded"
        return Application(
            first["territory"], first["by"], "", words, note=first["note"], source_url=first["source_url"]
        )
    row, since = begun[-1], partial(begun[-1]["since"])
    unsure = day and since and since.last_day > day
    words = f"{_word(row)} since some time in {in_words(since)}" if unsure else _word(row)
    return Application(
        row["territory"], row["by"], row["application"], words, since, row["note"], row["source_url"]
    )  # fmt: skip


def _is_later(row, day):
    since = partial(row["since"])
    return bool(day and since and since.first_day > day)


def _word(row):
    return LABELS.get(row["application"], "not recorded")
