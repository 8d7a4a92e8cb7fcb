"""The replica answers public reads while it is at the primary's head, and nothing else."""

import pytest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from baliportal import replica as module
from baliportal.catalogue.journal.head import Head
from baliportal.catalogue.journal.position import JournalPosition
from baliportal.replica import Replica, ReplicaReads, ReplicaRouter
from legislation.models import Law

HEAD, OLDER = Head(JournalPosition(8, 88), 5, 55), Head(JournalPosition(7, 77), 5, 55)
ROUTER = ReplicaRouter()


@pytest.fixture
def replica(monkeypatch):
    """A replica whose head a test sets: `heads[-1]`, or an error."""
    heads = [HEAD]

    def head_of(connection):
        replica.asked += 1
        if isinstance(heads[-1], Exception):
            raise heads[-1]
        return heads[-1]

    class Connections(dict):
        settings = {"default": {}, "replica": {}}

    connection = type("Connection", (), {"in_atomic_block": False, "close": lambda self: None})
    monkeypatch.setattr(module, "connections", Connections(default=connection(), replica=connection()))
    monkeypatch.setattr(module, "newest_head", head_of)
    monkeypatch.setattr(module, "current_head", lambda: HEAD)
    monkeypatch.setattr(module, "in_background", lambda act: act())
    replica = Replica()
    replica.heads, replica.asked = heads, 0
    monkeypatch.setattr(module, "replica", replica)
    return replica


def visit(view, **headers):
    request = RequestFactory().get("/legislation/", headers=headers)
    request.canonical_query = ""
    middleware = ReplicaReads(lambda request: None)

    def get_response(request):
        try:
            return view(request)
        except OperationalError as problem:
            return middleware.process_exception(request, problem) or HttpResponse(status=500)

    middleware.get_response = get_response
    return middleware(request)


def database_of_a_read(request):
    return HttpResponse(ROUTER.db_for_read(Law))


def test_a_public_page_reads_from_a_replica_at_the_head_which_is_not_asked_each_time(replica):
    assert [visit(database_of_a_read).content for _ in range(3)] == [b"replica"] * 3
    assert replica.asked == 1
    assert ROUTER.db_for_read(Law) == "default"


@pytest.mark.parametrize("state", [OLDER, OperationalError("away")])
def test_a_replica_that_is_behind_or_away_is_left_alone_and_asked_again_later(replica, state):
    replica.heads.append(state)
    assert [visit(database_of_a_read).content for _ in range(3)] == [b"default"] * 3
    assert replica.asked == 1
    replica.heads.append(HEAD)
    replica._asked.end()
    replica._away.end()
    assert visit(database_of_a_read).content == b"replica"


def test_no_visitor_waits_for_the_answer_of_the_replica(replica, monkeypatch):
    questions = []
    monkeypatch.setattr(module, "in_background", questions.append)
    assert visit(database_of_a_read).content == b"default"
    questions.pop()()
    assert visit(database_of_a_read).content == b"replica"
    monkeypatch.setattr(module, "MAX_AGE", -1)
    assert visit(database_of_a_read).content == b"default"


@pytest.mark.parametrize("headers", [{"cookie": "sessionid=abc"}, {"authorization": "Token abc"}])
def test_whoever_is_signed_in_reads_from_the_primary(replica, headers):
    assert visit(database_of_a_read, **headers).content == b"default"


def test_a_page_that_the_replica_fails_to_answer_is_made_again_from_the_primary(replica):
    def view(request):
        if ROUTER.db_for_read(Law) == "replica":
            raise OperationalError("terminating connection")
        return HttpResponse("whole")

    assert visit(view).content == b"whole"
    assert visit(database_of_a_read).content == b"default"


def test_an_error_of_the_primary_is_not_hidden(replica):
    replica.heads.append(OLDER)

    def view(request):
        raise OperationalError("away")

    assert visit(view).status_code == 500


def test_after_a_write_and_inside_a_transaction_everything_is_read_from_the_primary(replica):
    def writing(request):
        return HttpResponse(f"{ROUTER.db_for_read(Law)} {ROUTER.db_for_write(Law)} {ROUTER.db_for_read(Law)}")

    assert visit(writing).content == b"replica default default"
    module.connections["default"].in_atomic_block = True
    assert visit(database_of_a_read).content == b"default"


def test_the_replica_is_never_migrated():
    assert (ROUTER.allow_migrate("replica", "catalogue"), ROUTER.allow_migrate("default", "catalogue")) == (False, None)


@pytest.mark.django_db
def test_without_a_replica_all_is_read_and_written_in_the_one_database(client):
    with transaction.atomic():
        assert Law.objects.first()._state.db == "default"
    assert client.get("/about/").status_code == 200
