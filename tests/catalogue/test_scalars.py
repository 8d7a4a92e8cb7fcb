"""A value of a record prints into a cell and reads back from it exactly, whatever its column and its script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links, TopicLink, Topics
from baliportal.catalogue.schema.scalars import (
    Choice,
    Date,
    Day,
    InvalidValue,
    Language,
    Number,
    Slug,
    Text,
    Url,
    YesNo,
)

from .strategies import partial_dates, texts

CHOICE = Choice(choices=(("in-force", "in force"), ("repealed", "repealed")))
names = st.text("abcxyz0189-_", min_size=1, max_size=20)
sets = st.lists(names, unique=True, max_size=5).map(sorted)
days = partial_dates().filter(lambda date: date.day).map(str)

CANONICAL = {
    "text": (Text(), texts(200)),
    "short text": (Text(40), texts(40)),
    "address": (Url(), st.sampled_from(["", "https://example.org/ก?q=%E0;|#x", "http://xn--e1afmkfd.xn--p1ai/"])),
    "slug": (Slug(), names | st.just("")),
    "language": (Language(), st.sampled_from(["", "en", "th", "zh-Hans", "pt-TL", "dv"])),
    "choice": (CHOICE, st.sampled_from(["", "in-force", "repealed"])),
    "date": (Date(), partial_dates().map(str) | st.just("")),
    "day": (Day(), days | st.just("")),
    "number": (Number(), st.integers(0, 10**9 - 1) | st.none()),
    "yes or no": (YesNo(), st.sampled_from([True, False, None])),
    "link": (Link(kind="law"), names | st.just("")),
    "link of any kind": (Link(), names.map("law/{}".format) | st.just("")),
    "country": (CountryLink(), st.sampled_from(["", "MY"])),
    "theme": (TopicLink(), names | st.just("")),
    "links": (Links(kind="law"), sets),
    "countries": (Countries(), sets),
    "themes": (Topics(), sets),
}


@pytest.mark.parametrize("name", CANONICAL)
@settings(deadline=None)
@given(data=st.data())
def test_a_cell_reads_back_as_the_value_that_was_written(name, data):
    column, values = CANONICAL[name]
    value = data.draw(values)
    assert column.clean(value) == value
    assert column.parse(column.format(value)) == value


@given(st.text())
def test_every_line_end_becomes_a_newline_and_nothing_else_changes(text):
    if "\0" not in text:
        assert Text().clean(text) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(texts())
def test_cleaning_twice_changes_nothing_more(text):
    assert Text().clean(Text().clean(text)) == Text().clean(text)


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d of a pair"])
def test_what_no_database_keeps_is_refused(text):
    with pytest.raises(InvalidValue, match="not text"):
        Text().clean(text)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (Text(), 5, "must be text"), (Text(), None, "must be text"), (Text(3), "four", "is 4 characters long; at most"),
        (Url(), "javascript:alert(1)", "not a web address"), (Url(), "ftp://example.org/", "not a web address"),
        (Url(), "www.example.org", "not a web address"), (Url(), "https://exa mple.org", "not a web address"),
        (Slug(), "act 670", "may only have letters"), (Slug(), "พรบ", "may only have letters"),
        (Slug(), "act\n", "may only have letters"), (Language(), "English", "not a language code"),
        (Language(), "ภาษ", "not a language code"), (CHOICE, "In force", "not one of: in-force, repealed"),
        (Date(), "2551", "not between"), (Date(), 2007, "must be text"), (Day(), "2007-08", "must be a whole day"),
        (Number(), "7", "not a whole number"), (Number(), 7.0, "not a whole number"), (Number(), -1, "not a whole"),
        (Number(), True, "not a whole number"), (YesNo(), 1, "neither yes nor no"), (YesNo(), 0, "neither"),
        (YesNo(), 1.0, "neither"), (YesNo(), "yes", "neither"), (YesNo(), [], "neither"),
        (Links(), "a;b", "must be a list"), (Links(), [1], "must be a list"), (Links(), ["a;b"], "holds a “;”"),
        (Links(), [""], "is empty"), (Links(), [" a"], "spaces around"),
    ],
)  # fmt: skip
def test_what_does_not_belong_in_a_column_is_refused_in_words(column, value, words):
    with pytest.raises(InvalidValue, match=words):
        column.clean(value)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (Date(), " 2007-08-18 ", "2007-08-18"), (Day(), " 2007-08-18 ", "2007-08-18"), (Number(), " 14 ", 14),
        (Number(), " ", None), (YesNo(), " YES ", True), (YesNo(), "No", False), (YesNo(), "", None),
        (Links(), " b ; a;; b ", ["a", "b"]), (Links(), "", []),
    ],
)  # fmt: skip
def test_a_cell_written_by_hand_is_read_kindly(column, cell, value):
    assert column.parse(cell) == value


@pytest.mark.parametrize("cell", ["-1", "1.0", "1e3", "=1", "١٤", "1 000", "0x1", "9999999999"])
def test_a_number_is_digits_and_nothing_else(cell):
    with pytest.raises(InvalidValue, match="not a whole number"):
        Number().parse(cell)
