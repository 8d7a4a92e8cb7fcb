"""A partial date on its way through a form, a model and the database."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.forms import modelform_factory
from hypothesis import given
from hypothesis import strategies as st

from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_date_fields import PartialDateField, PartialDateFormField
from baliportal.catalogue.partial_dates import PartialDate
from legislation.models import Law

from .strategies import WITH_DATABASE, partial_dates

pytestmark = pytest.mark.django_db
LawForm = modelform_factory(Law, fields=["title", "date", "in_force_date"])


@WITH_DATABASE
@given(partial_dates() | st.none())
def test_what_a_form_is_given_comes_back_from_the_database(date):
    with transaction.atomic():
        form = LawForm({"title": "An Act", "date": str(date or "")})
        law = Law.objects.get(pk=form.save().pk)
        assert law.date == date
        assert law.in_force_date is None
        assert not LawForm(
            {"title": "An Act", "date": str(date or ""), "in_force_date": ""}, instance=law
        ).has_changed()
        transaction.set_rollback(True)


@WITH_DATABASE
@given(st.lists(partial_dates(), unique=True, min_size=2, max_size=12))
def test_the_database_sorts_and_compares_as_the_values_do(dates):
    shuffled = random.Random(0).sample(dates, len(dates))
    with transaction.atomic():
        Law.objects.bulk_create([Law(title="Sorted", date=date) for date in shuffled])
        laws = Law.objects.filter(title="Sorted")
        assert list(laws.order_by("date").values_list("date", flat=True)) == sorted(dates)
        pivot = dates[0]
        assert {law.date for law in laws.filter(date__gte=pivot)} == {date for date in dates if date >= pivot}
        assert {law.date for law in laws.filter(date__lt=str(pivot))} == {date for date in dates if date < pivot}
        transaction.set_rollback(True)


def test_the_database_keeps_the_text_and_nothing_more():
    law = Law.objects.create(title="An Act", date="2007-08")
    assert law.date == PartialDate(2007, 8)
    with connection.cursor() as cursor:
        cursor.execute("SELECT date FROM catalogue_entry WHERE id = %s", [law.pk])
        assert cursor.fetchone() == ("2007-08",)


def test_no_date_is_found_as_none_and_as_empty():
    law = Law.objects.create(title="Undated")
    assert law in Law.objects.filter(date="")
    assert law in Law.objects.filter(date=None)
    assert law not in Law.objects.exclude(date=None)
    assert law not in Law.objects.filter(date__gte="1800")


def test_entries_can_be_asked_for_by_the_beginning_of_their_date():
    law = Law.objects.create(title="An Act", date="2007-08-14")
    assert law in Law.objects.filter(date__startswith="2007-08")
    assert law in Law.objects.filter(date__in=["2007", "2007-08-14"])


@pytest.mark.parametrize("text", ["2551", "2007-13", "2007-8", "２００７", "soon"])
def test_a_form_says_what_is_wrong_with_a_date(text):
    form = LawForm({"title": "An Act", "date": text})
    assert not form.is_valid()
    assert set(form.errors) == {"date"}


def test_a_model_says_what_is_wrong_with_a_date():
    with pytest.raises(ValidationError, match="There is no month 13"):
        Law(title="An Act", kind="law", slug="x", date="2007-13").full_clean()


def test_a_wrong_date_never_reaches_the_database():
    with pytest.raises(ValidationError), transaction.atomic():
        Law.objects.create(title="An Act", date="2551")
    with pytest.raises(ValidationError), transaction.atomic():
        Entry.objects.update(date="2551")


def test_the_form_field_shows_what_it_read():
    field = PartialDateFormField(required=False)
    assert field.clean(" 2007-08 ") == PartialDate(2007, 8)
    assert field.clean("") is None
    assert 'value="2007-08"' in field.widget.render("date", field.prepare_value(PartialDate(2007, 8)))


def test_migrations_write_the_field_down_completely():
    name, path, args, kwargs = PartialDateField("in force", help_text="When").deconstruct()
    assert (name, path, args) == (None, "baliportal.catalogue.partial_date_fields.PartialDateField", [])
    copy = PartialDateField(*args, **kwargs)
    assert (copy.max_length, copy.blank, copy.get_default()) == (10, True, None)
