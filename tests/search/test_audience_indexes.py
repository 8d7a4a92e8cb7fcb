"""An audience that may see more than the public has an index of its own; the public one never learns of it."""

import shutil

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.models import JournalHead
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.search.index.audiences import with_own_index
from baliportal.search.index.index import Index
from baliportal.search.index.sync import catch_up, get_index, index_for_reading, indexes
from baliportal.search.query import search
from legislation.models import Law

from ..files.storing import file_of

pytestmark = pytest.mark.django_db(transaction=True)
OFFICIALS, SECRETARIAT = Visibility.OFFICIALS, Visibility.SECRETARIAT


@pytest.fixture(autouse=True)
def public_law(db):
    return published("Aardvark", Visibility.PUBLIC)


def published(title, visibility):
    return Law.objects.create(title=f"{title} Act", status=Status.PUBLISHED, visibility=visibility)


def found(title, audience):
    """True if a search of an audience finds the title, without bringing any index up to date."""
    own = [index for index in indexes() if index.audience == audience]
    return search((own or indexes())[0], title).total > 0


def terms_of(index):
    with index.reading() as reader:
        return {term for term, _ in reader.searcher.terms_with_prefix("written", "", limit=10_000)}


def test_without_anything_that_the_public_may_not_see_there_is_the_public_index_alone():
    Law.objects.create(title="Quokka Act", visibility=OFFICIALS)  # a draft
    catch_up()
    assert with_own_index() == []
    assert index_for_reading(audience=SECRETARIAT) is get_index()


def test_a_save_is_found_by_its_audience_when_it_returns_and_by_no_other():
    quokka = published("Quokka", OFFICIALS)
    assert with_own_index() == [OFFICIALS]
    assert [found("quokka", audience) for audience in Visibility] == [False, True, False]
    assert index_for_reading(audience=SECRETARIAT).audience == OFFICIALS
    published("Numbat", SECRETARIAT)
    assert [found("numbat", audience) for audience in Visibility] == [False, False, True]
    assert [found("quokka", audience) for audience in Visibility] == [False, True, True]
    move(quokka, to=Status.WITHDRAWN, by=SYSTEM)
    assert [found("quokka", audience) for audience in Visibility] == [False, False, False]
    published("Okapi", Visibility.PUBLIC)
    assert [found("okapi", audience) for audience in Visibility] == [True, True, True]
    assert {index.number for index in indexes()} == {JournalHead.current()}


def test_no_term_of_a_hidden_entry_is_in_the_index_of_those_who_may_not_see_it():
    published("Quokka", OFFICIALS)
    published("Numbat", SECRETARIAT)
    terms = {audience: {"quokka", "numbat"} & terms_of(get_index(audience)) for audience in Visibility}
    assert terms == {"public": set(), "officials": {"quokka"}, "secretariat": {"quokka", "numbat"}}


def test_what_becomes_public_and_what_is_taken_back_moves_between_the_indexes():
    law = published("Quokka", OFFICIALS)
    for visibility, seen in (
        (Visibility.PUBLIC, [True, True]),
        (OFFICIALS, [False, True]),
        (SECRETARIAT, [False, False]),
    ):
        law.visibility = visibility
        law.save()
        assert [found("quokka", audience) for audience in (Visibility.PUBLIC, OFFICIALS)] == seen


def test_a_file_that_is_not_public_makes_an_index_for_its_readers(public_law):
    file_of(public_law, visibility=SECRETARIAT, title="Numbat minutes")
    assert with_own_index() == [SECRETARIAT]
    assert search(index_for_reading(audience=SECRETARIAT), "numbat minutes").total == 1
    assert search(index_for_reading(audience=OFFICIALS), "numbat minutes").total == 0
    assert search(index_for_reading(), "numbat minutes").total == 0


def test_an_index_that_is_missing_is_built_and_the_public_one_answers_meanwhile(settings, monkeypatch):
    published("Quokka", OFFICIALS)
    shutil.rmtree(settings.INDEX_ROOT / OFFICIALS)
    with monkeypatch.context() as patched:
        patched.setattr("baliportal.search.index.sync.in_background", lambda act: None)
        answering = index_for_reading(audience=OFFICIALS)
        assert (answering.audience, search(answering, "aardvark").total) == (Visibility.PUBLIC, 1)
    assert search(index_for_reading(audience=OFFICIALS), "quokka").total == 1


def test_a_fault_of_one_index_keeps_neither_a_save_nor_the_other_indexes(monkeypatch):
    published("Quokka", OFFICIALS)
    apply = Index.apply

    def fail(index, *arguments, **options):
        if index.audience == OFFICIALS:
            raise OSError("the disk is full")
        return apply(index, *arguments, **options)

    monkeypatch.setattr(Index, "apply", fail)
    published("Okapi", Visibility.PUBLIC)
    assert found("okapi", Visibility.PUBLIC)
    assert search(index_for_reading(audience=OFFICIALS), "quokka").total == 1
    monkeypatch.undo()
    get_index(OFFICIALS).backoff.end()
    catch_up()
    assert found("okapi", OFFICIALS)


def test_reindex_builds_all(settings, capsys):
    published("Quokka", OFFICIALS)
    shutil.rmtree(settings.INDEX_ROOT)
    call_command("reindex")
    assert "officials too" in capsys.readouterr().out
    assert [found("quokka", audience) for audience in Visibility] == [False, True, False]


def test_the_health_page_counts_all_and_tells_of_none(vera, monkeypatch):
    before = vera.get("/readyz").content
    published("Quokka", OFFICIALS)
    assert vera.get("/readyz").content == before
    monkeypatch.setattr("baliportal.search.index.sync.in_background", lambda act: None)
    monkeypatch.setattr(Index, "apply", lambda index, *arguments, **options: index.audience != OFFICIALS)
    monkeypatch.setattr("baliportal.search.index.sync.WRITER_TIMEOUT", 0.05)
    published("Numbat", OFFICIALS)
    monkeypatch.undo()
    assert b"changes behind" in vera.get("/readyz").content
    assert b"officials" not in vera.get("/readyz").content


def test_a_visitors_search_asks_no_more_where_there_are_other_indexes(vera):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            vera.get("/search/?q=aardvark").getvalue()
        return len(captured)

    queries()
    alone = queries()
    published("Quokka", OFFICIALS)
    assert queries() == alone
