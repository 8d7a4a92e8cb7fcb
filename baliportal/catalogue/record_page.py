"""Template context of a record page."""

from dataclasses import dataclass, replace
from functools import cached_property, partial

from django.utils import timezone

from .details import facts_of, shown, tables_of
from .fact_changes import last_fact_change
from .journal.known import KnownEntries
from .kinds import all_kinds, named
from .languages import direction, language_name
from .missing_facts import missing_facts, tell_us_url
from .page_question import TODAY, PageQuestion, day_in_words
from .record_days import RecordDays
from .schema.records import to_record
from .statuses import Visibility
from .verification_states import CHANGED, UNVERIFIED, VERIFIED

NOT_VISIBLE_TO = {
    Visibility.OFFICIALS: "not visible to the public",
    Visibility.SECRETARIAT: "not visible to officials or the public",
}


@dataclass(frozen=True)
class RecordPage:
    """The page of an entry for an audience; `base` is the portal's absolute URL, for texts to be copied.

    `other` is the entry of the same kind that is shown beside this one, if the question asks for one that is published.

    Blocks of a kind are made from `record` (see `schema.records`) as far as that goes, so that they can show what the
    journal holds as well as what the database holds. `entry` is the one of the day that the question asks for
    (`journal.known`): what is not in its record is of today, and such a page leaves it out. `address` is the path of
    today's page, where the entry had another one then.
    """

    entry: object
    base: str
    edit_url: str = ""
    audience: str = Visibility.PUBLIC
    question: PageQuestion = TODAY
    problem: str = ""
    address: str = ""
    other: object = None

    @property
    def kind(self):
        return named(self.entry.kind)

    @property
    def kind_label(self):
        return self.kind.label.capitalize()

    @property
    def kind_plural(self):
        return self.kind.plural

    @property
    def list_url(self):
        return f"/{self.kind.path}/"

    @property
    def title(self):
        return self.entry.title

    @property
    def original_title(self):
        return self.entry.original_title

    @property
    def original_language(self):
        return self.entry.language

    @property
    def original_language_name(self):
        return language_name(self.entry.language) if self.entry.language else ""

    @property
    def original_dir(self):
        return direction(self.entry.language)

    @property
    def summary(self):
        return self.entry.summary

    @property
    def crumbs(self):
        return [{"label": "Home", "url": "/"}, {"label": self.kind_plural, "url": self.list_url}]

    @property
    def notes(self):
        """Notices of a question that makes no sense, of a limited audience, and of a remarkable status."""
        texts = (self.problem, self._restriction_note, self._status_note)
        return [*self.days.notes, *({"text": text, "tone": "warning"} for text in texts if text)]

    @cached_property
    def days(self):
        """Banner, form and addresses of another day."""
        address = self.address or self.entry.get_absolute_url()
        return RecordDays(self.kind.parameters, self.question, address, self.base, self.kind.profiles_countries)

    @property
    def _restriction_note(self):
        return f"{self.entry.restriction}: {NOT_VISIBLE_TO[self.entry.visibility]}." if self.entry.restriction else ""

    @property
    def _status_note(self):
        if any(block.id == "state" for block in self.head):
            return ""  # The strip says it, with when and by what.
        value = getattr(self.entry, self.kind.standing, "") if self.kind.standing and not self.question.as_of else ""
        if value not in self.kind.remarkable:
            return ""
        label = getattr(self.entry, f"get_{self.kind.standing}_display")()
        return f"{label}."

    @cached_property
    def record(self):
        """The record of the entry, as the audience may see it."""
        return to_record(self.entry, self.audience)

    def once(self, name, make):
        """Return the result of `make`, called once for this page, so that blocks share their queries."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    @cached_property
    def _made(self):
        return {}

    @cached_property
    def countries(self):
        """The countries of the entry, each with its page."""
        return shown(self.kind.field("countries"), self.entry, self.audience)

    @cached_property
    def beside(self) -> "RecordPage | None":
        """The page of the other record; None where there is none."""
        question = replace(self.question, beside="")
        beside = {"entry": self.other, "other": self.entry, "edit_url": "", "address": ""}
        return replace(self, question=question, **beside) if self.other else None

    def known_entries(self, kind, names_it, mentioning="") -> list:
        """The entries of a kind that the portal showed on the day of this page, the newest first, with addresses of it.

        `names_it` tells of a record whether it is wanted, `mentioning` is a value that such a record has somewhere.
        """
        question = replace(self.question, beside="")
        entries = list(KnownEntries(kind, question.known, self.audience, matches=names_it, mentioning=mentioning))
        for entry in entries:
            entry.get_absolute_url = partial(str, f"/e/{entry.public_id}/{question.query}")
        return sorted(entries, key=lambda entry: str(entry.date or ""), reverse=True)

    @property
    def is_pair(self) -> bool:
        """True where two records stand side by side: blocks show few rows then, as both are to fit on a page."""
        return self.other is not None

    @cached_property
    def head(self):
        return self.kind.head(self)

    @cached_property
    def blocks(self):
        """Blocks of the record's own kind, then what other kinds tell of it: of today, as of their records."""
        others = [] if self.question.known else [kind for kind in all_kinds() if kind is not self.kind]
        return [*self.kind.blocks(self), *(block for kind in others for block in kind.of_record(self))]

    @cached_property
    def missing(self):
        """Expected facts that the record does not state to the audience, by name."""
        return {fact.name: fact for fact in missing_facts(self.kind.expected, self.record)}

    @cached_property
    def facts(self):
        return facts_of(self.entry, self.audience, self.missing.values())

    @cached_property
    def tables(self):
        return tables_of(self.entry, self.audience, self.missing.values())

    @property
    def about(self):
        """The page in the address of the form by which visitors tell the editors something."""
        return f"{self.entry.kind}/{self.entry.slug}"

    @property
    def tell_us_url(self):
        return tell_us_url(self.about)

    @property
    def tell_us_source_url(self):
        return tell_us_url(self.about, "source")

    @property
    def tell_us_original_title_url(self):
        return self.tell_us_fact_url("original-title")

    def tell_us_fact_url(self, name):
        """The address at which to tell an expected fact, where it is missing; "" where it is stated."""
        return tell_us_url(self.about, name) if name in self.missing else ""

    @cached_property
    def sections(self):
        """Related entries of today: a page of what the portal said earlier has none."""
        return [] if self.question.known else self.kind.sections(self.entry, self.audience)

    @property
    def source(self):
        return {"url": self.entry.source_url, "note": self.entry.source_note}

    @property
    def doubt(self):
        return self.entry.doubt

    @property
    def verification(self):
        """Last check against the source: {"tone", "text"}, with a state of the verification as its tone."""
        entry = self.entry
        if not entry.verified_on:
            return {"tone": UNVERIFIED, "text": "Not yet verified against its source."}
        by = f" by {entry.verified_by}" if entry.verified_by else ""
        checked = f"on {day_in_words(entry.verified_on)}{by}"
        if entry.verification_lapsed_on:
            lapsed = day_in_words(entry.verification_lapsed_on)
            return {"tone": CHANGED, "text": f"Checked {checked}, changed since on {lapsed}."}
        due = f" Next check: {day_in_words(entry.verification_due)}." if entry.verification_due else ""
        return {"tone": VERIFIED, "text": f"Checked against its source {checked}.{due}"}

    @property
    def citation(self):
        """The record as a reference in plain text, with today as the day of reading."""
        dated = f" ({self.entry.date_in_words})" if self.entry.date else ""
        today = day_in_words(timezone.localdate())
        where = [f"{self.kind_label}, Bali Process knowledge portal", self.question.days_in_words]
        return f"{self.title}{dated}. {'. '.join(filter(None, where))}. {self.permanent_url}, read {today}."

    @property
    def permanent_url(self):
        return f"{self.base}/e/{self.entry.public_id}/{self.question.query}"

    @cached_property
    def changed_text(self):
        """When a fact last changed, as far as everybody may see; of a draft, when any did. '' without a history."""
        change = last_fact_change(self.entry, self.question.known)
        if change is None:
            return ""
        day = day_in_words(timezone.localtime(change.at).date())
        return f"Facts as first recorded on {day}." if change.first else f"Facts last changed on {day}."
