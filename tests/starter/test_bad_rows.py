"""A row that cannot be loaded is named by file, line and column, and nothing at all is loaded."""

import pytest
from django.core.management import CommandError, call_command

from baliportal.catalogue.models import Entry, JournalHead
from baliportal.starter import load as loading
from baliportal.starter.load import StarterError, load
from legislation.models import TreatyAction

pytestmark = pytest.mark.django_db


def refusal(folder):
    """The error message for a folder; asserts that nothing of it was loaded."""
    folder.change("countries.csv", 2, name="A change that must not be loaded")
    before = JournalHead.current(), Entry.objects.count(), TreatyAction.objects.count()
    with pytest.raises(StarterError) as problem:
        load(folder.path)
    assert (JournalHead.current(), Entry.objects.count(), TreatyAction.objects.count()) == before
    assert "\n" not in str(problem.value)
    return str(problem.value)


@pytest.mark.parametrize(
    ("name", "cells", "column", "words"),
    [
        ("legislation.csv", {"topics": "no-such-theme"}, "topics", "there is no theme “no-such-theme”."),
        ("legislation.csv", {"member": "XX"}, "member", "there is no country “XX”."),
        ("legislation.csv", {"enacted_date": "B.E. 2551"}, "enacted_date", "“B.E. 2551” is not a date of the form"),
        ("legislation.csv", {"enacted_date": "2551"}, "enacted_date", "The year 2551 is not between"),
        ("legislation.csv", {"kind": "poem"}, "kind", "“poem” is not one of: act, code"),
        ("legislation.csv", {"title": ""}, "title", "This field cannot be blank."),
        (
            "law_relations.csv",
            {"relation": "amends", "target": "law/nothing-here"},
            "target",
            "there is no law “nothing-here”.",
        ),
        ("law_relations.csv", {"target": "poem/nothing"}, "target", "“poem/nothing” must be a kind and a slug"),
        ("law_relations.csv", {"relation": "abolishes"}, "relation", "“abolishes” is not one of: amends, replaces"),
        ("law_relations.csv", {"law": "no-law"}, "law", "“no-law” is not in legislation.csv."),
        ("legislation.csv", {"repealed_date": "1990"}, "repealed_date", "The law is repealed before it is enacted."),
        ("legislation.csv", {"original_language": "Thai"}, "original_language", "“Thai” is not a language code"),
        ("legislation.csv", {"source_url": "nowhere"}, "source_url", "“nowhere” is not a web address"),
        ("legislation.csv", {"summary": "a\0b"}, "summary", "contains a character that is not text"),
        ("workshops.csv", {"hosts": "AU;nobody"}, "hosts", "there is no organisation “nobody”."),
        ("workshops.csv", {"hosts": "AU;XX"}, "hosts", "there is no country “XX”."),
        ("workshops.csv", {"end_date": "1999"}, "end_date", "The last day lies before the first."),
        ("resources.csv", {"publisher": "nobody"}, "publisher", "there is no organisation “nobody”."),
        ("resources.csv", {"workshop": "no-meeting"}, "workshop", "there is no meeting “no-meeting”."),
        ("member_states.csv", {"co_chair": "perhaps"}, "groups", "co_chair is “perhaps”, which is neither yes nor no."),
        ("workshop_series.csv", {"ordinal": "third"}, "ordinal", "“third” is not a whole number."),
        ("workshop_series.csv", {"series": "no-series"}, "series", "there is no series “no-series”."),
        ("treaty_actions.csv", {"date": "soon"}, "date", "“soon” is not a date of the form"),
        ("treaty_actions.csv", {"member": "XX"}, "member", "there is no country “XX”."),
        ("treaty_actions.csv", {"action": "regret"}, "action", "“regret” is not one of: signature"),
        ("treaty_actions.csv", {"treaty": "no-treaty"}, "treaty", "“no-treaty” is not in treaties.csv."),
        ("system_participation.csv", {"system": "no-system"}, "system", "“no-system” is not in systems.csv."),
        ("topic_names.csv", {"topic": "no-theme"}, "topic", "“no-theme” is not in topics.csv."),
        ("doubts.csv", {"slug": "no-slug"}, "slug", "“no-slug” is not in"),
        ("doubts.csv", {"kind": "poem"}, "kind", "“poem” is not one of: agreement"),
    ],
)
def test_a_wrong_cell_is_named_with_what_is_wrong(folder, name, cells, column, words):
    folder.change(name, 2, **cells)
    told = refusal(folder)
    assert told.startswith(f"{name}, line 2, column {column}: ")
    assert words in told


def test_a_row_that_says_the_same_act_twice_is_named(folder):
    row = folder.rows("treaty_actions.csv")[0]
    folder.add("treaty_actions.csv", **row)
    last = len(folder.rows("treaty_actions.csv")) + 1
    assert refusal(folder) == f"treaty_actions.csv, line {last}: says what an earlier line has said."
    folder.change("treaty_actions.csv", last, reservation_note="Only this differs")
    assert "This act of the state is recorded already." in refusal(folder)
    assert refusal(folder).startswith("treaty_actions.csv, line ")


def test_a_slug_that_stands_twice_is_named_with_both_lines(folder):
    folder.add("legislation.csv", **folder.rows("legislation.csv")[0])
    slug, last = folder.rows("legislation.csv")[0]["slug"], len(folder.rows("legislation.csv")) + 1
    assert refusal(folder) == f"legislation.csv, line {last}, column slug: “{slug}” stands in line 2 already."


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda lines: [*lines[:2], lines[2] + b",more", *lines[3:]], ", line 3: wrong number of columns."),
        (lambda lines: [*lines[:2], b"only,two", *lines[3:]], ", line 3: wrong number of columns."),
        (lambda lines: [*lines[:2], b'"a"b' + lines[2], *lines[3:]], ", line 3: ',' expected after '\"'."),
        (lambda lines: [*lines, b'"never closed'], ", line 14: unexpected end of data."),
        (lambda lines: [*lines[:2], b"caf\xe9" + lines[2], *lines[3:]], ", line 3: not UTF-8 (invalid continuation byte)."),
        (lambda lines: [lines[0].replace(b"slug", b"name"), *lines[1:]], ", line 2: the file has no column “slug”."),
        (lambda lines: [lines[0].replace(b"source_url", b"x"), *lines[1:]], "the file has no column “source_url”."),
    ],
)  # fmt: skip
def test_a_damaged_file_is_named_with_the_line(folder, damage, words):
    path = folder.path / "agreements.csv"
    path.write_bytes(b"\r\n".join(damage(path.read_bytes().strip().split(b"\r\n"))))
    assert refusal(folder).startswith("agreements.csv")
    assert words in refusal(folder)


@pytest.mark.parametrize("name", ["resources.csv", "treaty_actions.csv", "workshop_series.csv", "doubts.csv"])
def test_a_missing_file_is_named(folder, name):
    (folder.path / name).unlink()
    assert refusal(folder) == f"{name}: No such file or directory."


def test_a_file_may_begin_with_a_byte_order_mark_and_end_lines_in_any_way(folder):
    path = folder.path / "agreements.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n"))
    assert set(load(folder.path)) == {"unchanged"}


def test_the_command_says_that_nothing_was_loaded_and_why(folder, monkeypatch):
    folder.change("legislation.csv", 3, topics="no-such-theme")
    monkeypatch.setattr(loading.load, "__defaults__", (folder.path,))
    with pytest.raises(CommandError, match=r"^Nothing was loaded. legislation.csv, line 3, column topics: there is no"):
        call_command("starter")


def test_the_command_says_what_it_did(capsys):
    call_command("starter")
    assert capsys.readouterr().out == f"0 new, 0 changed, {JournalHead.current()} unchanged, 0 left alone\n"
