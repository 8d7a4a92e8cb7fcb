"""Merge of two records of the same thing: the source is merged into the target and deleted.

A person chooses the value of each field. Sets and rows are united by default; records that referred to the source
refer to the target; former addresses and the public id of the source redirect to it. The merge is one batch in the
journal, and the source can be restored from its last change.

A merge never removes a public page: if the source is published, the target is published with it, for the same audience
and by the same rules as any publication, or the merge is refused.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.utils import timezone

from baliportal.catalogue import journal
from baliportal.catalogue.kinds import schema_of
from baliportal.catalogue.models import Change, Entry, FormerAddress, FormerId
from baliportal.catalogue.publishing import MoveRefused, Status, move
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record
from baliportal.catalogue.schema.references import references_to_kind, referrers, repoint
from baliportal.catalogue.schema.relations import Links
from baliportal.catalogue.schema.schema_field import AUDIENCES
from baliportal.catalogue.verification_lapse import VERIFICATION, facts

STAYS, GOES, BOTH = "stays", "goes", "both"
#: Fields that always come from the target, except the verification, which follows the facts that it covers.
NOT_CHOSEN = ("slug", "status", "visibility", *VERIFICATION)


class MergeRefused(ValueError):
    """The merge is not possible; the message says why, and nothing was written."""


def choices(target, source):
    """Return [(field, target value, source value, default choice)] of the fields in which the two differ."""
    one, other = to_record(target), to_record(source)
    fields = [field for field in schema_of(target).fields if not field.governed and field.name not in NOT_CHOSEN]
    differing = [field for field in fields if one[field.name] != other[field.name]]
    return [(f, one[f.name], other[f.name], _default_choice(f, one[f.name], other[f.name])) for f in differing]


def merge(target, source, *, by, chosen=None, note=""):
    """Merge `source` into `target`; return the target. `chosen` maps field names to STAYS, GOES or BOTH.

    Raises MergeRefused, with nothing written, if the two are of different kinds or the result is not valid.
    """
    target, source = target.specific, source.specific
    if schema_of(target) is not schema_of(source) or target.pk == source.pk:
        raise MergeRefused("Only two different records of one kind can be merged.")
    summary = f"“{source}” ({source.public_id}) merged into “{target}” ({target.public_id})"
    try:
        with journal.recording(by=by, note=f"{summary}. {note}".strip()):
            _lock(target, source)
            must_publish = _must_publish(target, source)
            _repoint(target, source, f"What it names was merged into another record. {note}".strip())
            apply_record(
                target, _without_mutual_references(target, source, merged_record(target, source, chosen or {}))
            )
            _redirect(target, source)
            if must_publish:
                move(target, to=Status.PUBLISHED, by=by)
            journal.touch_many(type(target).journal_root(), [target.pk], verb=Change.Verb.MERGED)
    except (MoveRefused, PermissionDenied) as problem:
        raise MergeRefused(f"Nothing was merged: the one that stays cannot be published. {problem}") from problem
    except RecordInvalid as problem:
        raise MergeRefused(f"Nothing was merged. {problem}") from problem
    except ProtectedError as problem:
        raise MergeRefused(f"Nothing was merged: other records still name “{source}”. {problem.args[0]}") from problem
    return target


def merged_record(target, source, chosen):
    """Return the merged record."""
    record = to_record(target)
    for field, one, other, default in choices(target, source):
        record[field.name] = {STAYS: one, GOES: other, BOTH: _union(one, other)}[chosen.get(field.name, default)]
    return record | _verification(target, source, record)


def _verification(target, source, record):
    """Return the newest verification of exactly these facts, else the target's, marked as lapsed."""
    one, other = to_record(target), to_record(source)
    schema = schema_of(target)
    current = [side for side in (one, other) if side["verified_on"] and facts(schema, side) == facts(schema, record)]
    newest = max(current, key=lambda side: (not side["verification_lapsed_on"], side["verified_on"]), default=one)
    values = {name: newest[name] for name in VERIFICATION}
    if values["verified_on"] and not current:
        values["verification_lapsed_on"] = values["verification_lapsed_on"] or str(timezone.localdate())
    return values


def default_target(one, other):
    """Return the record that is kept by default: the one more people can read, else the first."""
    return max((one, other), key=lambda entry: (entry.is_public, entry.status == Status.PUBLISHED))


def _must_publish(target, source):
    """Return True if the target must be published; raise MergeRefused if that would change who can read it."""
    rows = Entry._base_manager.in_bulk([target.pk, source.pk])
    target, source = rows[target.pk], rows[source.pk]
    if source.status != Status.PUBLISHED:
        return False
    published = target.status == Status.PUBLISHED
    narrower = AUDIENCES.index(target.visibility) > AUDIENCES.index(source.visibility)
    if narrower or (not published and target.visibility != source.visibility):
        raise MergeRefused(
            f"“{source}” is published for the {source.get_visibility_display().lower()}, “{target}” is for the "
            f"{target.get_visibility_display().lower()}. Keep the published one, or give both one audience first."
        )
    return not published


def _default_choice(field, one, other):
    """Return BOTH for sets and rows; else STAYS, or GOES if the target has no value."""
    if isinstance(field.type, Links | NestedRows):
        return BOTH
    return STAYS if one not in (None, "") else GOES


def _union(one, other):
    return [*one, *(item for item in other if item not in one)] if isinstance(one, list) else one


def _without_mutual_references(target, source, record):
    """Return the record without references of the two to each other, because no record may refer to itself."""
    for place in references_to_kind(target.kind):
        if place.schema is schema_of(target):
            names = {place.type.name(target), place.type.name(source)}
            record[place.field.name] = place.value_with(
                record, lambda name, names=names: None if name in names else name
            )
    return record


def _lock(*entries):
    """Lock the entries against other merges and moves; raise MergeRefused if one is gone."""
    rows = Entry._base_manager.select_for_update(no_key=True).filter(pk__in=[entry.pk for entry in entries])
    if len(rows.order_by("pk").values_list("pk")) < len(entries):
        raise MergeRefused("One of the two is not there any more.")


def _repoint(target, source, note):
    """Repoint references from source to target; the note names neither, as not all its readers may see both."""
    for record, references in referrers(source).items():
        if record not in (target, source):
            try:
                apply_record(record, repoint(record, references, source, target))
                journal.touch_many(type(record).journal_root(), [record.pk], verb=Change.Verb.CHANGED, note=note)
            except RecordInvalid as problem:
                raise MergeRefused(f"Nothing was merged: “{record}” cannot name the other. {problem}") from problem


def _redirect(target, source):
    """Delete the source and redirect its addresses and public ids to the target."""
    kind, slug, public_id = source.kind, source.slug, source.public_id
    FormerAddress.objects.filter(entry=source.pk).update(entry=target.pk)
    FormerId.objects.filter(entry=source.pk).update(entry=target.pk)
    source.delete()
    FormerAddress.remember(target.pk, kind, slug, target.slug)
    FormerId.objects.update_or_create(public_id=public_id, defaults={"entry_id": target.pk})
