"""The preview: what each row of a batch would do, worked off in slices that may be broken off at any moment.

Nothing is written but the verdicts. Every slice is a transaction of its own and says how far it came, so whoever asks
next goes on from there; two who ask at once wait for each other.
"""

import time

from django.db import transaction
from django.db.models import Count

from baliportal.catalogue.addresses import slug_taken_notice
from baliportal.catalogue.kinds import label_of, named
from baliportal.catalogue.models import Change
from baliportal.catalogue.schema.records import check_record, to_record, with_relations

from .import_merge import bases, merged
from .models import Batch, BatchLine, Verdict
from .permissions import refusal
from .row_patch import reader_of
from .sheet import newest_numbers

SLICE = 100  # rows in one transaction
SECONDS = 2.0  # that one request works


def check(batch, model_admin, request, seconds=SECONDS):
    """Check rows for so many seconds; returns the batch as it stands then."""
    end = time.monotonic() + seconds
    while True:
        batch = check_slice(batch.pk, model_admin, request)
        if batch.state != Batch.State.CHECKING or time.monotonic() > end:
            return batch


def check_slice(pk, model_admin, request):
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True).get(pk=pk)
        if batch.state == Batch.State.CHECKING:
            lines = list(batch.lines.filter(number__gt=batch.place).order_by("number")[:SLICE])
            Verdict.objects.bulk_create(_Slice(batch, lines, model_admin, request).verdicts())
            batch.place = lines[-1].number if lines else batch.place
            batch.state = Batch.State.CHECKING if len(lines) == SLICE else Batch.State.READY
            batch.save(update_fields=["place", "state"])
        return batch


def check_anew(batch):
    """Forget what was previewed, as the records have changed since."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if batch.state in (Batch.State.READY, Batch.State.CHECKING):
            batch.verdicts.all().delete()
            batch.place, batch.state = 0, Batch.State.CHECKING
            batch.save(update_fields=["place", "state"])


class _Slice:
    """Some rows of a batch, with all that is needed to judge them fetched at once."""

    def __init__(self, batch, lines, model_admin, request):
        self.batch, self.lines, self.admin, self.request = batch, lines, model_admin, request
        self.form, self.reader = named(batch.form), reader_of(batch)
        subjects = [line.subject for line in lines if line.subject]
        self.seen = newest_numbers(subjects)  # first: what changes after it is noticed when the batch is written
        self.things = {t.public_id: t for t in with_relations(self.form).filter(public_id__in=subjects)}
        self.present = {subject: to_record(thing) for subject, thing in self.things.items()}
        self.twice = _named_twice(batch, subjects)
        self.addresses = set(batch.verdicts.exclude(address="").values_list("address", flat=True))
        self.gone = {c.subject: c for c in Change.objects.latest_of([s for s in subjects if s not in self.things])}

    def verdicts(self):
        wishes = {line.number: self.reader.read(line, self.present.get(line.subject)) for line in self._readable()}
        self.bases = bases({(line.subject, wishes[line.number].version) for line in self._readable()
                            if line.subject and wishes[line.number].version})  # fmt: skip
        return [self._verdict(line, wishes.get(line.number)) for line in self.lines]

    def _readable(self):
        return [line for line in self.lines if not line.subject or line.subject in self.things]

    def _verdict(self, line, wish):
        verdict = Verdict(batch=self.batch, line=line.number, subject=line.subject)
        thing = self.things.get(line.subject)
        verdict.title = str(thing or (wish and wish.values.get("title", "")) or "")[:500]
        wrong = self._wrong_row(line, wish)
        if wrong:
            return _erroneous(verdict, [("id", wrong)])
        verdict.notes = wish.notes
        return self._of_record(verdict, thing, wish) if line.subject else self._of_new(verdict, wish)

    def _wrong_row(self, line, wish):
        """What keeps the row from being read as one record, in words; "" for nothing."""
        if line.subject and line.subject not in self.things:
            return self._unknown(line.subject)
        if line.subject in self.twice:
            return f"The id stands in rows {self.twice[line.subject]}: each record may stand there once."
        if not line.subject and wish.version:
            return "The row has a version but no id: put its id back, or empty its version to add a new record."
        return ""

    def _unknown(self, subject):
        gone = self.gone.get(subject)
        if gone is None:
            return f"There is no record with the id “{subject}”. Leave the id empty to add a new record."
        if gone.verb == Change.Verb.DELETED:
            return f"“{gone.title}” was deleted on {gone.at:%Y-%m-%d}. Bring it back from the journal first."
        return f"The id “{subject}” is that of a {label_of(gone.kind)}: “{gone.title}”."

    def _of_record(self, verdict, thing, wish):
        verdict.seen = self.seen.get(verdict.subject)
        present, base = self.present[verdict.subject], self._base(verdict.subject, wish)
        if wish.errors:
            return _erroneous(verdict, wish.errors)
        found = merged(wish.values, present, base)
        if not found.values:
            verdict.outcome = Verdict.Outcome.UNCHANGED
            return verdict
        why_not = refusal(self.admin, self.request, thing)
        if why_not:
            return _erroneous(verdict, [("", why_not)])
        verdict.fields = [self._field(name, value, present, found.conflicts) for name, value in found.values.items()]
        outcome = Verdict.Outcome.CONFLICT if found.conflicts else Verdict.Outcome.CHANGED
        return self._checked(verdict, thing, found.values, outcome)

    def _base(self, subject, wish):
        if not wish.version:
            return None
        base = self.bases.get((subject, wish.version))
        if base is None:
            wish.errors.append(("version", f"{wish.version} is no version of this record. Export it again."))
        return base

    def _of_new(self, verdict, wish):
        why_not = refusal(self.admin, self.request, None)
        if wish.errors or why_not:
            return _erroneous(verdict, wish.errors or [("", why_not)])
        verdict.fields = [self._field(name, value, {}, {}) for name, value in wish.values.items()]
        return self._checked(verdict, self.form.model(), wish.values, Verdict.Outcome.ADDED)

    def _checked(self, verdict, thing, values, outcome):
        errors = check_record(thing, values)
        if errors:
            return _erroneous(verdict, [(self.reader.place_of(name), words) for name, words in errors.items()])
        verdict.outcome, verdict.values = outcome, values
        verdict.chosen = outcome != Verdict.Outcome.CONFLICT
        if values.get("slug"):
            self._give_address(verdict, thing)
        return verdict

    def _give_address(self, verdict, thing):
        """Put the address that the row will have in place of the one it asks for; no two rows are given the same.

        `thing` was saved and taken back, so its address is free but for the other rows of the file.
        """
        wanted, thing.slug = verdict.values["slug"], verdict.values["slug"]
        thing.slug = thing.free_slug(taken=self.addresses)
        self.addresses.add(thing.slug)
        verdict.address = thing.slug
        if notice := slug_taken_notice(thing, wanted):
            verdict.values = verdict.values | {"slug": thing.slug}
            verdict.notes = [*verdict.notes, notice]
            for field in verdict.fields:
                if field["name"] == "slug":
                    field["after"] = thing.slug

    def _field(self, name, value, present, conflicts):
        column = self.form.field(name)
        told = {"name": name, "label": column.label, "after": column.type.format(value)}
        told["before"] = column.type.format(present[name]) if name in present else ""
        return told | ({"taken_out": column.type.format(conflicts[name])} if name in conflicts else {})


def _erroneous(verdict, errors):
    verdict.outcome, verdict.chosen, verdict.values, verdict.address = Verdict.Outcome.ERROR, False, {}, ""
    verdict.errors = [[place, words] for place, words in errors]
    return verdict


def _named_twice(batch, subjects):
    """The ids among these that stand in several rows of the batch: {id: the rows in words}."""
    rows = BatchLine.objects.filter(batch=batch, subject__in=subjects)
    many = rows.order_by().values("subject").annotate(times=Count("pk")).filter(times__gt=1).values_list("subject")
    found = {}
    for subject, number in rows.filter(subject__in=many).order_by("number").values_list("subject", "number"):
        found.setdefault(subject, []).append(str(number))
    return {subject: ", ".join(numbers[:5]) for subject, numbers in found.items()}
