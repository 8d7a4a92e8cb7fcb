"""Lockout after failed sign-ins: by user name, by address and by IPv6 network, also behind a proxy."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baliportal.accounts.client_address import client_address
from baliportal.accounts.models import SignIn

from .sign_in_steps import give_password

pytestmark = pytest.mark.django_db


def test_a_name_is_locked_at_an_address_and_not_at_another(client, putri):
    for _ in range(5):
        page = give_password(client, "putri", "wrong")
    assert page.status_code == 429
    assert "Too many sign-ins have failed" in page.content.decode()
    assert give_password(client, "putri").status_code == 429
    assert give_password(client, "putri", REMOTE_ADDR="192.0.2.7").status_code == 302
    assert not SignIn.objects.filter(success=True, address="127.0.0.1").exists()


def test_a_lockout_ends_after_its_time(client, putri):
    from axes.models import AccessAttempt

    for _ in range(5):
        give_password(client, "putri", "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert give_password(client, "putri").status_code == 302


def test_a_name_that_was_tried_is_in_no_table(client, putri):
    give_password(client, "correct-horse-typed-for-a-name", "wrong")
    with connection.cursor() as cursor:
        for table in ("axes_accessattempt", "axes_accesslog", "axes_accessfailurelog", SignIn._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")
            assert "correct-horse" not in str(cursor.fetchall())


def test_one_address_that_tries_many_names_is_locked_out(client, putri):
    for number in range(30):
        give_password(client, f"name-{number}", "wrong")
    assert give_password(client, "putri").status_code == 429
    SignIn.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert give_password(client, "putri").status_code == 302


def test_all_addresses_of_one_ipv6_network_of_64_bits_are_locked_out_together(client, putri):
    for number in range(5):
        give_password(client, "putri", "wrong", REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert give_password(client, "putri", REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert SignIn.objects.filter(address="2001:db8:1:2::3").exists()
    assert give_password(client, "putri", REMOTE_ADDR="2001:db8:1:3::9").status_code == 302


def test_one_ipv6_network_that_tries_many_names_is_locked_out(client, putri):
    for number in range(30):
        give_password(client, f"name-{number}", "wrong", REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert give_password(client, "putri", REMOTE_ADDR="2001:db8:1:2::ffff").status_code == 429
    assert give_password(client, "putri", REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("198.51.100.9:5000", "198.51.100.9"),
        ("[2001:db8::1]:5000", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::ffff:198.51.100.9", "198.51.100.9"),
        ("unknown", "127.0.0.1"),
        ("198.51.100.9:5000:1", "127.0.0.1"),
    ],
)
def test_a_proxy_may_write_the_port_beside_the_address(rf, settings, written, address):
    settings.PROXIES = 1
    assert client_address(rf.get("/", HTTP_X_FORWARDED_FOR=f"203.0.113.5, {written}")) == address


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(client, putri, settings):
    settings.PROXIES = 1
    for number in range(5):
        give_password(client, "putri", "wrong", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.7")
    assert {row.address for row in SignIn.objects.all()} == {"192.0.2.7"}
    assert give_password(client, "putri", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 429
    assert give_password(client, "putri", HTTP_X_FORWARDED_FOR="192.0.2.8").status_code == 302


def test_without_a_proxy_x_forwarded_for_is_ignored(client, putri):
    give_password(client, "putri", "wrong", HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert SignIn.objects.get().address == "127.0.0.1"


def guess(client, number, name="putri"):
    """A wrong password for a name from an address of its own."""
    return give_password(client, name, "wrong", REMOTE_ADDR=f"198.51.{number // 250}.{number % 250 + 1}")


@pytest.mark.parametrize("name", ["putri", "nobody"])
def test_guesses_from_many_addresses_are_slowed_for_a_name_whether_or_not_somebody_has_it(client, putri, name):
    answers = [guess(client, number, name).status_code for number in range(22)]
    assert answers == [200] * 20 + [429] * 2
    assert SignIn.objects.count() == 20  # what is refused is not tried and not counted
    assert guess(client, 30, "another").status_code == 200
    SignIn.objects.update(at=timezone.now() - timedelta(seconds=61))
    assert [guess(client, number, name).status_code for number in (31, 32)] == [200, 429]


def test_guesses_of_others_do_not_hold_back_a_browser_in_which_the_owner_signed_in_before(client, putri):
    own = Client()
    give_password(own, "putri")
    own.post(reverse("admin:logout"))
    for number in range(20):
        guess(client, number)
    for _ in range(5):
        give_password(client, "putri", "wrong", REMOTE_ADDR="192.0.2.7")
    assert give_password(client, "putri", REMOTE_ADDR="192.0.2.8").status_code == 429
    assert give_password(own, "putri", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_known_browser_may_not_guess_for_ever_and_knows_no_other_name(client, putri, rahul):
    give_password(client, "putri")
    client.post(reverse("admin:logout"))
    for number in range(20):
        guess(Client(), number, "rahul")
    assert give_password(client, "rahul").status_code == 429
    assert [guess(client, number).status_code for number in range(21)][-1] == 429


def test_full_width_letters_are_the_same_name(client, putri):
    for number in range(20):
        guess(client, number, "ｐｕｔｒｉ" if number % 2 else " putri ")
    assert guess(client, 30).status_code == 429


def test_what_was_typed_for_a_name_is_not_stored(client, db):
    give_password(client, "my-password-by-mistake", "wrong")
    assert "my-password" not in str(SignIn.objects.values().get())
