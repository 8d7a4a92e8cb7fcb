"""Merging two records of the same thing: one stays, the other goes, and nothing that was said of either is lost.

Field by field somebody chooses whose value stands. Sets and rows are put together unless somebody says otherwise; what
named the other names the one that stays; old addresses, the permanent one too, lead to it. All of it is one act in the
history, and both histories stay: the other can be brought back from its last line.

No public page goes by a merger: the record that stays is published with it where the other is, for the same audience,
by the same rules as any publication, or the merger is refused.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change, Entry, FormerAddress, FormerId
from baliportal.catalogue.publishing import MoveRefused, Status, move
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import AUDIENCES, RecordInvalid, apply_record, to_record
from baliportal.catalogue.schema.references import references_to_kind, referrers, repoint
from baliportal.catalogue.schema.relations import Links
from baliportal.catalogue.verification_lapse import VERIFICATION, facts

STAYS, GOES, BOTH = "stays", "goes", "both"
#: Of the one that stays: its address, its place and its audience. A verification goes with the facts that it covers.
NOT_CHOSEN = ("slug", "status", "visibility", *VERIFICATION)


class MergeRefused(ValueError):
    """These two cannot be merged so; the message says why, and nothing was written."""


def choices(stays, goes):
    """[(column, value of the one, value of the other, whose stands unless somebody chooses)] where the two differ."""
    one, other = to_record(stays), to_record(goes)
    columns = [column for column in schema_of(stays).fields if not column.governed and column.name not in NOT_CHOSEN]
    differing = [column for column in columns if one[column.name] != other[column.name]]
    return [(c, one[c.name], other[c.name], _unless_chosen(c, one[c.name], other[c.name])) for c in differing]


def merge(stays, goes, *, by, chosen=None, note=""):
    """Merge `goes` into `stays`. `chosen` maps names of columns to 'stays', 'goes' or 'both'.

    Raises MergeRefused, with nothing written, when they are of two kinds or what comes out of it does not fit.
    Returns the one that stays.
    """
    stays, goes = stays.specific, goes.specific
    if schema_of(stays) is not schema_of(goes) or stays.pk == goes.pk:
        raise MergeRefused("Only two different records of one kind can be merged.")
    said = f"“{goes}” ({goes.public_id}) merged into “{stays}” ({stays.public_id})"
    try:
        with journal.recording(by=by, note=f"{said}. {note}".strip()):
            _lock(stays, goes)
            publishes = _publishes(stays, goes)
            _repoint(stays, goes, f"What it names was merged into another record. {note}".strip())
            apply_record(stays, _without_each_other(stays, goes, merged_record(stays, goes, chosen or {})))
            _take_over(stays, goes)
            _redirect(stays, goes)
            if publishes:
                move(stays, to=Status.PUBLISHED, by=by)
            journal.touch_many(type(stays).journal_root(), [stays.pk], verb=Change.Verb.MERGED)
    except (MoveRefused, PermissionDenied) as problem:
        raise MergeRefused(f"Nothing was merged: the one that stays cannot be published. {problem}") from problem
    except RecordInvalid as problem:
        raise MergeRefused(f"Nothing was merged. {problem}") from problem
    except ProtectedError as problem:
        raise MergeRefused(f"Nothing was merged: other records still name “{goes}”. {problem.args[0]}") from problem
    return stays


def merged_record(stays, goes, chosen):
    """The record that comes out of both."""
    record = to_record(stays)
    for column, one, other, default in choices(stays, goes):
        record[column.name] = {STAYS: one, GOES: other, BOTH: _together(one, other)}[chosen.get(column.name, default)]
    return record | _verification(stays, goes, record)


def _verification(stays, goes, record):
    """The newest verification of just these facts; that of the one that stays, lapsed, where nobody verified them."""
    one, other = to_record(stays), to_record(goes)
    form = schema_of(stays)
    covering = [each for each in (one, other) if each["verified_on"] and facts(form, each) == facts(form, record)]
    newest = max(covering, key=lambda each: (not each["verification_lapsed_on"], each["verified_on"]), default=one)
    told = {name: newest[name] for name in VERIFICATION}
    if told["verified_on"] and not covering:
        told["verification_lapsed_on"] = told["verification_lapsed_on"] or str(timezone.localdate())
    return told


def stays_by_default(one, other):
    """Which of two records stays unless somebody chooses: the one that more people can read, else the first."""
    return max((one, other), key=lambda each: (each.is_public, each.status == Status.PUBLISHED))


def _publishes(stays, goes):
    """Whether the one that stays has to be published; MergeRefused where that would change who can read it."""
    places = Entry._base_manager.in_bulk([stays.pk, goes.pk])
    stays, goes = places[stays.pk], places[goes.pk]
    if goes.status != Status.PUBLISHED:
        return False
    published = stays.status == Status.PUBLISHED
    narrower = AUDIENCES.index(stays.visibility) > AUDIENCES.index(goes.visibility)
    if narrower or (not published and stays.visibility != goes.visibility):
        raise MergeRefused(
            f"“{goes}” is published for the {goes.get_visibility_display().lower()}, “{stays}” is for the "
            f"{stays.get_visibility_display().lower()}. Keep the published one, or give both one audience first."
        )
    return not published


def _unless_chosen(column, one, other):
    """Both of a set or of rows; of anything else the value of the one that stays, unless it has none."""
    if isinstance(column.type, Links | NestedRows):
        return BOTH
    return STAYS if one not in (None, "") else GOES


def _together(one, other):
    return [*one, *(each for each in other if each not in one)] if isinstance(one, list) else one


def _without_each_other(stays, goes, record):
    """No record names itself: what the two said of each other is gone."""
    for place in references_to_kind(stays.kind):
        if place.schema is schema_of(stays):
            names = {place.type.name(stays), place.type.name(goes)}
            record[place.field.name] = place.value_with(
                record, lambda each, names=names: None if each in names else each
            )
    return record


def _lock(*entries):
    """Keep others from merging or moving them meanwhile; whoever comes second finds one of the two gone."""
    rows = Entry._base_manager.select_for_update(no_key=True).filter(pk__in=[entry.pk for entry in entries])
    if len(rows.order_by("pk").values_list("pk")) < len(entries):
        raise MergeRefused("One of the two is not there any more.")


def _repoint(stays, goes, note):
    """Let what named the one name the other; the note names neither, as not all who read it may know of both."""
    for thing, where in referrers(goes).items():
        if thing not in (stays, goes):
            try:
                apply_record(thing, repoint(thing, where, goes, stays))
                journal.touch_many(type(thing).journal_root(), [thing.pk], verb=Change.Verb.CHANGED, note=note)
            except RecordInvalid as problem:
                raise MergeRefused(f"Nothing was merged: “{thing}” cannot name the other. {problem}") from problem


def _take_over(stays, goes):
    """Keep what the rows of the one that goes know and no record form holds: the check of a link, the copy of it."""
    for column in schema_of(stays).fields:
        if isinstance(column.type, NestedRows):
            column.type.adopt_unrecorded(stays, goes, column.attribute)


def _redirect(stays, goes):
    """Delete the one that goes, and lead everything that led to it to the one that stays."""
    kind, slug, public_id = goes.kind, goes.slug, goes.public_id
    FormerAddress.objects.filter(entry=goes.pk).update(entry=stays.pk)
    FormerId.objects.filter(entry=goes.pk).update(entry=stays.pk)
    goes.delete()
    FormerAddress.remember(stays.pk, kind, slug, stays.slug)
    FormerId.objects.update_or_create(public_id=public_id, defaults={"entry_id": stays.pk})
