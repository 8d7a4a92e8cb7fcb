"""Secrets of second factors are encrypted in the database, under keys that are not there."""

from base64 import b32encode, urlsafe_b64encode
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from baliportal import environment
from baliportal.accounts import encryption
from baliportal.accounts.encryption import SecretUnreadable, decrypt, encrypt
from baliportal.accounts.models import AuthenticatorApp
from baliportal.environment import Refused

from .sign_in_steps import give_password, is_inside, set_up

pytestmark = pytest.mark.django_db
CODE = reverse("admin:login_code")
SECRET = bytes(range(20))
MIGRATION = import_module("baliportal.accounts.migrations.0004_encrypted_second_factors")


def key_of(number):
    return urlsafe_b64encode(bytes([number]) * 32).decode()


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """The file of the keys, in a directory of the test's own."""
    settings.VAR, settings.SECOND_FACTOR_KEYS = tmp_path, []
    return tmp_path / "second-factor-key"


@pytest.fixture
def signed_up(client, putri, settings):
    """Putri with a second factor, signed out again: her telephone and her recovery codes."""
    settings.SECOND_FACTOR_REQUIRED = True
    give_password(client, "putri")
    telephone, codes = set_up(client)
    client.post(reverse("admin:logout"))
    TOTPDevice.objects.update(last_t=-1)
    give_password(client, "putri")
    return telephone, codes


def test_neither_the_database_nor_the_session_holds_the_secret(client, putri, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    give_password(client, "putri")
    client.get(reverse("admin:login_set_up"))
    being_set_up = client.session["second_factor_being_set_up"]
    telephone, _ = set_up(client)
    stored = TOTPDevice.objects.get().key
    assert len(stored) <= 80
    for text in (being_set_up, stored):
        assert text.startswith("v1.")
        assert decrypt(text, putri.pk) == telephone.key
        assert not any(plain in text for plain in (telephone.key.hex(), b32encode(telephone.key).decode()))


def test_the_keys_are_made_once_in_a_file_of_their_owner_alone(keys):
    assert len({encrypt(SECRET, 7) for _ in range(3)}) == 3
    assert len(keys.read_text().split()) == 1
    assert oct(keys.stat().st_mode & 0o777) == "0o600"


def test_a_secret_that_was_copied_to_another_account_or_changed_is_not_accepted():
    stored = encrypt(SECRET, 7)
    assert decrypt(stored, 7) == SECRET
    for text, account in ((stored, 8), (stored[:-1] + ("A" if stored[-1] != "A" else "Q"), 7)):
        with pytest.raises(SecretUnreadable):
            decrypt(text, account)


def test_with_the_key_lost_a_sentence_says_so_and_a_recovery_code_still_signs_in(client, signed_up, keys):
    telephone, codes = signed_up
    keys.unlink()
    page = client.post(CODE, {"code": telephone.code()}).content.decode()
    assert "key to them is missing. Sign in by a recovery code, or ask an administrator" in page
    assert not is_inside(client)
    assert client.post(CODE, {"code": codes[0]}).status_code == 302
    assert is_inside(client)


def test_keys_in_the_environment_are_used_and_no_file_is_made(settings, keys):
    settings.SECOND_FACTOR_KEYS = [key_of(1)]
    stored = encrypt(SECRET, 7)
    settings.SECOND_FACTOR_KEYS = [key_of(2), key_of(1)]
    assert (decrypt(stored, 7), encryption.is_current(stored)) == (SECRET, False)
    assert encryption.is_current(encrypt(SECRET, 7))
    settings.SECOND_FACTOR_KEYS = [key_of(2)]
    with pytest.raises(SecretUnreadable):
        decrypt(stored, 7)
    assert not keys.exists()


def test_rotation_leaves_one_new_key_with_which_everybody_signs_in(client, signed_up, keys):
    telephone, _ = signed_up
    former, stored = keys.read_text(), TOTPDevice.objects.get().key
    call_command("rotate_second_factor_keys", stdout=StringIO())
    assert keys.read_text() != former
    assert len(keys.read_text().split()) == 1
    assert TOTPDevice.objects.get().key != stored
    client.post(CODE, {"code": telephone.code()})
    assert is_inside(client)


def test_rotation_that_was_killed_after_its_first_step_is_run_again(signed_up, keys):
    encryption.add_key()
    assert AuthenticatorApp.objects.get().bin_key == signed_up[0].key
    call_command("rotate_second_factor_keys", stdout=StringIO())
    assert len(keys.read_text().split()) == 1
    assert AuthenticatorApp.objects.get().bin_key == signed_up[0].key


def test_rotation_keeps_the_keys_and_says_so_where_a_secret_cannot_be_read(signed_up, keys):
    keys.write_text(key_of(3))
    said = StringIO()
    call_command("rotate_second_factor_keys", stdout=said)
    assert "1 cannot be read with any key at hand" in said.getvalue()
    assert len(keys.read_text().split()) == 2


def test_the_upgrade_encrypts_what_is_there_and_can_be_undone(putri):
    TOTPDevice.objects.create(user=putri, key=SECRET.hex(), confirmed=True)
    MIGRATION.encrypt_secrets(apps, None)
    assert TOTPDevice.objects.get().key.startswith("v1.")
    MIGRATION.encrypt_secrets(apps, None)
    assert AuthenticatorApp.objects.get().bin_key == SECRET
    MIGRATION.decrypt_secrets(apps, None)
    assert TOTPDevice.objects.get().key == SECRET.hex()


@pytest.mark.parametrize("value", ["secret", key_of(1)[:-2], f"{key_of(1)},short"])
def test_keys_that_are_none_are_refused_without_being_repeated(value, monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR_KEYS", value)
    with pytest.raises(Refused, match="32 random bytes") as refusal:
        environment.second_factor_keys()
    assert value not in str(refusal.value)
