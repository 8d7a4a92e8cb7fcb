"""Facts that answers about treaties share: the members' states, the day for which they hold, the sources."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst

from baliportal.catalogue.country_pages import country_url
from baliportal.catalogue.models import CountryGroup
from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Row

from ..member_countries import member_countries
from ..models import Treaty
from ..treaty_acts import latest, partial
from ..treaty_parts import state_records
from ..treaty_table import TreatyTable

#: Columns of the parties, and of those of whom the state is the question.
PARTIES, STATES = ("Member", "Signed", "Joined"), ("Member", "State", "Signed")


@dataclass(frozen=True, eq=False)
class TreatyFacts:
    """A treaty with the state of every member of the process, or of those of them that belong to a group."""

    treaty: Treaty
    table: TreatyTable
    group: str = ""

    @property
    def name(self):
        return self.treaty.short_title or self.treaty.title

    @property
    def who(self):
        """The members that are counted: "45 members", "10 members that belong to ASEAN"."""
        number = len(self.table.members)
        return f"{number} members" + (f" that belong to {self.group}" if self.group else " of the Bali Process")

    @cached_property
    def as_of(self):
        """Until when the list of acts is complete; where that is not recorded, the latest look at a member."""
        return partial(self.table.record["as_of"]) or latest(line.state.as_of for line in self.table.lines)

    @property
    def known(self):
        if self.treaty.as_of:
            return f" (list of acts complete until {in_words(self.treaty.as_of)})"
        return " (until when the list of acts is complete is not recorded)"

    @property
    def sources(self):
        return [self.treaty.source_url or self.treaty.url] if self.treaty.source_url or self.treaty.url else []


def facts_of(entities, group=None):
    """The facts of each treaty that is named, by title; two queries and one for each treaty's acts together."""
    treaties = list(Treaty.objects.published().filter(pk__in=[entity.value for entity in entities]).order_by("title"))
    records, members = state_records(treaties), member_countries()
    if group:
        codes = set(CountryGroup.objects.present_members().get(group.value, ()))
        members = [member for member in members if member.code in codes]
    label = group.label if group else ""
    return [TreatyFacts(treaty, TreatyTable(records[treaty.pk], members, country_url), label) for treaty in treaties]


def rows_of(lines, columns):
    """A row for each member, with the act by which it joined or with its state."""
    if columns is PARTIES:
        return [Row((line.name, line.signed, line.joined), line.url) for line in lines]
    return [Row((line.name, capfirst(line.state.words), line.signed), line.url) for line in lines]


def notes_of(facts):
    """Return the sources of the lists."""
    return " ".join(dict.fromkeys(fact.treaty.as_of_note for fact in facts if fact.treaty.as_of_note))
