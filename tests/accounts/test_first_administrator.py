"""`manage.py first_administrator`: once, again without harm, and never a password among the arguments."""

import io
import re
import sys

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from baliportal.accounts.models import AccountAct, User

from .sign_in_steps import give_password, is_inside

pytestmark = pytest.mark.django_db
GOOD = "people-and-borders-9"


def run(*arguments):
    output = io.StringIO()
    call_command("first_administrator", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def typed(monkeypatch):
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def link_in(output):
    return re.search(r"http://127\.0\.0\.1:\d+(/admin/login/link/\S+)", output)[1]


def test_the_link_lets_the_administrator_choose_a_password_and_set_up_a_second_factor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    [(where, _)] = client.get(link_in(run("amira")), follow=True).redirect_chain
    client.post(where, {"new_password1": GOOD, "new_password2": GOOD})
    assert give_password(client, "amira", GOOD)["Location"] == reverse("admin:login_set_up")


def test_repeated_it_makes_no_second_account_and_the_newest_link_works(client):
    run("amira")
    [(where, _)] = client.get(link_in(run("amira")), follow=True).redirect_chain
    assert "set-password" in where
    assert User.objects.filter(is_superuser=True).count() == 1


def test_where_somebody_administers_already_it_does_nothing(django_user_model):
    django_user_model.objects.create_superuser("head", password=GOOD)
    assert "Nothing to do: head administers this portal already." in run("amira")
    assert User.objects.count() == 1


def test_the_password_may_be_read_from_the_input(client, typed):
    typed(f"{GOOD}\n")
    run("amira", "--ask")
    give_password(client, "amira", GOOD)
    assert is_inside(client)
    assert "Nothing to do" in run("amira", "--ask")


@pytest.mark.parametrize("password", ["short", "", "12345678901234", "password1234"])
def test_a_weak_password_is_refused_and_nothing_is_made(typed, password):
    typed(f"{password}\n")
    with pytest.raises(CommandError, match="Nothing was made"):
        run("amira", "--ask")
    assert not User.objects.exists()


def test_a_name_that_is_taken_is_refused(putri):
    with pytest.raises(CommandError, match="already exists"):
        run("putri")


def test_it_is_in_the_history_of_accounts():
    run("amira")
    assert [(act.who, act.what, act.whose) for act in AccountAct.objects.all()] == [("system", "made", "amira")]
