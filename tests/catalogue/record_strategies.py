"""Hypothesis strategies for whole records: canonical, and within the rules that the models keep.

They point to what the starter content holds, which is the same in every test.
"""

from functools import cache, singledispatch

from django.db.models import EmailField, UniqueConstraint
from hypothesis import strategies as st

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.public_ids import new_public_id
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links, TopicLink, Topics
from baliportal.catalogue.schema.scalars import Choice, Date, Day, Language, Number, Slug, Text, Url, YesNo
from baliportal.files.models import StoredFile
from members.help_lines.language_codes import LanguageCodes
from workshops.models import Series
from workshops.records import SeriesLink

from .strategies import partial_dates, texts

MAILBOXES = ["desk@example.org", "passports@example.org"]
BY_NAME = {
    "code": ["QM", "QN", "QO"],  # ISO 3166-1 leaves these to its users
    "stands_for": ["", "kind:law", "type:decree"],
    "start_time": ["", "00:00", "09:30"],
    "end_time": ["", "09:30", "23:59"],
    "time_zone": ["", "Asia/Jakarta", "Australia/Lord_Howe", "UTC"],
}
ADDRESSES = ["", "https://example.org/ก?a=1;b|c#d", "http://example.org/x"]


@cache
def records_of(form):
    """Records of this form without the columns of the workflow, for something that is not there yet."""
    columns = [column for column in form.fields if not column.governed]
    made = st.fixed_dictionaries({column.name: values_in(column, form.model) for column in columns})
    return made.map(lambda record: _within_rules(record) | {"id": new_public_id()})


#: Ways to reach a help line that need an address of their own form; to the others belongs a number.
ADDRESS_OF_A_WAY = {"mail": "help@example.org", "web": "https://example.org/help", "whatsapp": "+60 12 345 6789"}


def _within_rules(record):
    if record.get("verified_on"):
        record["verified_by"] = record["verified_by"] or "legal officer"
    for last in ("end_date", "repealed_date"):
        if record.get(last):
            record[last] = max(record[last], record["date"])
    if record.get("end_date"):
        record["date"] = record["date"] or record["end_date"]
    if "ordinal" in record and not record["series"]:
        record["ordinal"] = None
    if record.get("state") == "confirmed-none":
        record |= {"checked_on": record["checked_on"] or "2026-01-31", "checked_by": "legal officer"}
    return record


def _row_within_rules(row):
    if "organisation" in row:
        row["organisation"] = "" if row["country"] else row["organisation"] or "iom"
    if row.get("relation") == "ratifies":
        row["target"] = "treaty/tip-protocol"
    if "article" in row and not row["treaty"]:
        row["article"] = ""
    if row.get("way") in ADDRESS_OF_A_WAY:
        row["address"] = ADDRESS_OF_A_WAY[row["way"]]
    elif "way" in row:
        row["address"] = "1343"
    if "sha256" in row:
        stored = StoredFile.objects.get(sha256=row["sha256"])
        row |= {"size": stored.size, "text_sha256": stored.text_sha256}
    return row


def values_in(column, model):
    """The values that this column of this table may hold."""
    field = model._meta.get_field(column.attribute)
    values = values_of(column.type, field)
    return values if getattr(field, "blank", True) else values.filter(lambda value: value not in ("", None))


@singledispatch
def values_of(kind, field):
    raise TypeError(f"Nothing is made up for {kind!r}.")


@values_of.register
def _(kind: Text, field):
    if field.name in BY_NAME:
        return st.sampled_from(BY_NAME[field.name])
    if field.name in ("sha256", "original"):
        return st.sampled_from(list(StoredFile.objects.values_list("sha256", flat=True)))
    return st.sampled_from(MAILBOXES) if isinstance(field, EmailField) else texts(min(field.max_length or 60, 60))


@values_of.register
def _(kind: NestedRows, field):
    part = field.related_model
    rules = [rule for rule in part._meta.constraints if isinstance(rule, UniqueConstraint)]
    keys = {name for rule in rules for name in (*rule.fields, *(each.name for each in rule.expressions))} - {part.whole}
    row = st.fixed_dictionaries({column.name: values_in(column, part) for column in kind.fields}).map(_row_within_rules)
    rows = st.lists(row, max_size=3, unique_by=lambda row: tuple(row[key] for key in keys) if keys else repr(row))
    return rows.map(kind.clean)


@values_of.register
def _(kind: Slug, field):
    return st.text("abcxyz019-_", min_size=6, max_size=field.max_length - 2).map("zz{}".format)


@values_of.register
def _(kind: Choice, field):
    return st.sampled_from(["", *(str(value) for value, _ in kind.choices)])


@values_of.register
def _(kind: Date, field):
    return partial_dates().map(str) | st.just("")


@values_of.register
def _(kind: Day, field):
    return partial_dates().filter(lambda date: date.day).map(str) | st.just("")


@values_of.register
def _(kind: Number, field):
    return st.integers(0, 3000) | st.none() if field.null else st.integers(1, 3000)


values_of.register(Url)(lambda kind, field: st.sampled_from(ADDRESSES))
values_of.register(Language)(lambda kind, field: st.sampled_from(["", "en", "th", "km", "zh-Hans"]))
values_of.register(LanguageCodes)(lambda kind, field: st.sampled_from(["", "en", "en;th;km"]))
values_of.register(YesNo)(lambda kind, field: st.sampled_from([True, False, None]))
values_of.register(TopicLink)(lambda kind, field: _one_of(_main_topics()))
values_of.register(SeriesLink)(lambda kind, field: _one_of(_few(Series, "slug")))
values_of.register(Links)(lambda kind, field: _some_of(_few(named(kind.kind).model, "slug")))
values_of.register(Countries)(lambda kind, field: _some_of(_few(Country, "code")))
values_of.register(Topics)(lambda kind, field: _some_of(_few(Topic, "slug")))


@values_of.register
def _(kind: Link, field):
    kinds = [kind.kind] if kind.kind else [each.name for each in all_kinds()]
    found = [(name, slug) for name in kinds for slug in _few(named(name).model, "slug")]
    return _one_of([slug if kind.kind else f"{name}/{slug}" for name, slug in found])


@values_of.register
def _(kind: CountryLink, field):
    free = Country.objects.filter(member_state=None) if field.one_to_one else Country.objects
    return _one_of(free.values_list("code", flat=True)[:8])


def _main_topics():
    return Topic.objects.main().values_list("slug", flat=True)


def _few(model, name):
    return list(model.objects.values_list(name, flat=True)[:8])


def _one_of(names):
    return st.sampled_from(["", *names])


def _some_of(names):
    return st.lists(st.sampled_from(names), unique=True, max_size=3).map(sorted)
