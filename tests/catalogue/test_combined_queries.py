"""Querysets that are evaluated together give what each gives alone, in one query."""

import datetime

import pytest
from django.db.models import Count, F, Value
from django.db.models.functions import Lower

from baliportal.catalogue.db.combined_queries import MAX_ARGUMENTS, fetch_together
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Country, Entry, JournalHead, Topic
from baliportal.catalogue.schema.records import prefetch_relations, to_record, with_relations
from baliportal.catalogue.statuses import Visibility
from legislation.models import Agreement, Law, LawRelation, TreatyAction
from members.models import MemberState

pytestmark = pytest.mark.django_db


def different_querysets():
    """Querysets of every form: instances, dicts, tuples, with orders, limits, joins, annotations, none at all."""
    laws = Law.objects.order_by("-date", "title")
    return [
        laws[:7],
        laws.filter(countries__code="MY").annotate(lower=Lower("title"), number_of=Count("topics")),
        Entry.objects.exclude(verified_on=None).order_by("pk"),
        Entry.objects.order_by("-pk")[3:9],
        LawRelation.objects.select_related("law", "target__law").order_by("pk"),
        Country.objects.order_by("name").values_list("code", "name"),
        Topic.objects.order_by("pk").values("slug", number=F("position")),
        TreatyAction.objects.order_by("pk").values_list("date", flat=True)[:50],
        Country.objects.filter(code="MY").order_by().values_list("code", Value(1)).union(
            Topic.objects.filter(slug="people-smuggling").order_by().values_list("slug", Value(2)), all=True
        ),
        Law.objects.filter(pk__in=[]),
        Law.objects.filter(slug="no-such-law"),
        Entry.objects.filter(title__contains="%").order_by("title").distinct(),
        JournalHead.objects.all(),
        MemberState.objects.select_related("country").order_by("title"),
        Agreement.objects.filter(binding=True).order_by("pk"),
    ]  # fmt: skip


def values(result, joins=2):
    """All that is loaded of an instance and of what was joined to it; other results as they are."""
    if not hasattr(result, "_state"):
        return result
    loaded = {name: value for name, value in vars(result).items() if name != "_state"}
    joined = result._state.fields_cache if joins else {}
    return loaded | {name: values(other, joins - 1) for name, other in joined.items()}


def test_each_has_the_rows_that_it_has_alone_in_the_same_order_and_of_the_same_types(django_assert_num_queries):
    checked = {"verified_on": datetime.date(2026, 3, 4), "verified_by": "legal officer"}
    Entry.objects.filter(slug="my-act-670-2007").update(title="100 % of “it”, 'that'\n", **checked)
    together, alone = different_querysets(), different_querysets()
    with django_assert_num_queries(1):
        fetch_together(*together)
        found = [[values(result) for result in queryset] for queryset in together]
    assert found == [[values(result) for result in queryset] for queryset in alone]
    assert sum(map(bool, found)) >= 12  # the others are empty by intention


def test_a_row_of_more_columns_than_a_function_takes_arguments_is_whole():
    def many():
        joined = LawRelation.objects.select_related("law", "target__law").order_by("pk")
        return joined.annotate(**{f"extra_{n}": Value(n) for n in range(MAX_ARGUMENTS)})

    together, alone = many(), many()
    fetch_together(together, Country.objects.all())
    assert [values(row) for row in together] == [values(row) for row in alone]
    assert together


def test_the_relations_of_records_are_those_that_are_prefetched_one_by_one(django_assert_num_queries):
    for kind in all_kinds():
        public = kind.model.objects.published()
        few = list(public.select_related().order_by("pk")[:3])
        prefetch_relations(kind, few, Visibility.PUBLIC)
        expected = [to_record(entry, Visibility.PUBLIC) for entry in with_relations(kind, public).order_by("pk")[:3]]
        with django_assert_num_queries(0):
            assert [to_record(entry, Visibility.PUBLIC) for entry in few] == expected
