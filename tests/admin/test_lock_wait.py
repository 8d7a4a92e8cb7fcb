"""Whoever saves while another holds the database's lock is told so after a short wait, and keeps what they typed."""

import pytest
from django.core.handlers.exception import response_for_exception
from django.db import connection, connections, transaction
from django.test import RequestFactory

from baliportal.catalogue.db import lock_wait
from baliportal.catalogue.models import JournalHead
from legislation.models import Law

TYPED = {"title": "An Act <typed> at length", "summary": "Not to be lost", "csrfmiddlewaretoken": "abc"}


@pytest.fixture
def locked(transactional_db, monkeypatch):
    """Another writer in the middle of its transaction, while a wait is limited as in the web server."""
    monkeypatch.setattr(lock_wait, "_seconds", None)
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "timeout", 20)
    with transaction.atomic():
        JournalHead.reserve(0, 0)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE catalogue_journalhead SET number = number")
        lock_wait.limit_lock_wait(0.1)
        connection.close()  # the next one has the limit
        yield
        cursor.execute("ROLLBACK")
    other.close()
    connection.close()


def save(request):
    """As the portal answers a view that writes a record."""
    try:
        Law.objects.create(title=request.POST["title"], summary=request.POST["summary"])
    except Exception as problem:
        return response_for_exception(request, problem)


def test_a_save_that_would_have_to_wait_is_refused_in_words_with_everything_typed(locked):
    response = save(RequestFactory().post("/admin/legislation/law/add/", TYPED))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    page = response.content.decode()
    assert "Many records are being written at this moment" in page
    assert "An Act &lt;typed&gt; at length</textarea>" in page
    assert "Not to be lost</textarea>" in page
    assert not Law.objects.filter(title=TYPED["title"]).exists()
