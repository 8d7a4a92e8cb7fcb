"""Other names of themes, countries and terms: their notes are true, they cover the languages, none is there twice."""

import csv
from collections import defaultdict

import pytest

from baliportal.starter.files import all_files
from tools import make_country_names

from .starter_rows import STARTER

LANGUAGES = (
    "ar", "bn", "fa", "fr", "id", "ja", "km", "ko", "lo", "mn", "ms", "my", "ne", "pt", "si", "ta", "th", "tl", "tr",
    "ur", "vi", "zh",
)  # fmt: skip
FROM_A_LAW = "title of a law"
ENOUGH = 20  # themes that have a name in each of the region's main languages


def names(file):
    with (STARTER / file).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def original_titles():
    return "\n".join(row["original_title"] for row in names("legislation.csv")).casefold()


@pytest.mark.parametrize(
    ("vocabulary", "file", "key"),
    [
        ("topics.csv", "topic_names.csv", "topic"),
        ("countries.csv", "country_names.csv", "country"),
        ("terms.csv", "term_names.csv", "term"),
    ],
)
def test_each_name_is_of_something_and_stands_once(vocabulary, file, key):
    own = next(each.key for each in all_files() if each.name == vocabulary)
    known = {row[own] for row in names(vocabulary)}
    found = [(row[key], row["text"].casefold(), row["language"]) for row in names(file)]
    assert {thing for thing, _, _ in found} <= known
    assert len(found) == len(set(found))


@pytest.mark.parametrize("file", ["topic_names.csv", "term_names.csv"])
def test_what_is_said_to_be_the_title_of_a_law_is_in_one(file):
    titles = original_titles()
    said = [row["text"] for row in names(file) if row["note"] == FROM_A_LAW]
    assert [text for text in said if text.casefold() not in titles] == []


@pytest.mark.parametrize("file", ["topic_names.csv", "term_names.csv"])
def test_each_name_in_another_language_says_where_it_comes_from(file):
    assert [row["text"] for row in names(file) if row["language"] != "en" and not row["note"]] == []


def test_the_main_themes_have_names_in_the_languages_of_the_region():
    themes = defaultdict(set)
    for row in names("topic_names.csv"):
        themes[row["language"]].add(row["topic"])
    assert [language for language in LANGUAGES if len(themes[language]) < ENOUGH] == []


def test_every_member_has_an_adjective_or_another_name():
    named = {row["country"] for row in names("country_names.csv") if row["note"] in ("variant", "adjective")}
    assert {row["code"] for row in names("member_states.csv")} <= named


def test_the_translations_of_members_are_those_of_the_program():
    assert list(make_country_names.rows()) == names("country_names.csv")
