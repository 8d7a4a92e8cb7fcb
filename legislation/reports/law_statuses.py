"""Legal statuses of laws in a register: of today, or of a day as far as the dates of laws tell."""

from dataclasses import dataclass

from django.db.models import Prefetch

from baliportal.catalogue.schema.prefetched import FETCHED
from baliportal.catalogue.statuses import Status, Visibility
from baliportal.exports.report import label

from ..law_state import state_of
from ..models import LawRelation
from ..partial_records import effect_record, known_effects, law_record

#: Rows of the effects on a law, prefetched.
EFFECTS = FETCHED + "effects"


@dataclass(frozen=True)
class LawStatus:
    """`value` is a legal status, or that nothing certain is known; `words` say it."""

    value: str
    words: str
    as_of: bool = False

    def is_chosen(self, values):
        """Tell whether the status is among the chosen ones; the database has filtered that of today already."""
        return not self.as_of or not values or self.value in values


class LawStatuses:
    """The statuses under the days of a report's filters; `relations` is what it needs prefetched."""

    def __init__(self, filters):
        self._day, self._known = filters.question.as_of, filters.question.known
        self._effects = known_effects(self._known) if self._day and self._known else {}

    @property
    def relations(self):
        if not self._day:
            return []
        public = LawRelation.objects.filter(law__status=Status.PUBLISHED, law__visibility=Visibility.PUBLIC)
        return [Prefetch("affected_by", public.select_related("law"), to_attr=EFFECTS)]

    def of(self, law):
        """The status of a law of the report."""
        if not self._day:
            return LawStatus(law.legal_status, label(law, "legal_status"))
        state = state_of(law_record(law), self._day, self._effects_on(law))
        return LawStatus(state.state, state.words, as_of=True)

    def _effects_on(self, law):
        if self._known:
            return self._effects.get(f"law/{law.slug}", [])
        return [effect_record(row.relation, row.law) for row in getattr(law, EFFECTS)]
