"""Recovery codes: kept so that nobody can read them, used once each, and those on paper go on working."""

import importlib

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from baliportal.accounts.models import RecoveryCode, SignIn
from baliportal.accounts.sign_in import recovery_codes, second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(putri):
    return recovery_codes.make_anew(putri)


def test_no_table_holds_a_code_that_can_be_read(putri, codes, capsys):
    call_command("dumpdata", "curation", "otp_static", verbosity=0)
    kept = capsys.readouterr().out
    assert RecoveryCode.objects.count() == len(set(codes)) == 10
    assert not StaticToken.objects.exists()
    assert not [code for code in codes if code in kept]


def test_each_code_is_used_once_and_only_by_whoever_it_is_for(putri, rahul, codes):
    recovery_codes.make_anew(rahul)
    assert second_factor.verify(rahul, codes[0]) == (None, SignIn.How.RECOVERY)
    device, _ = second_factor.verify(putri, codes[0].upper())
    assert device
    assert recovery_codes.codes_left(putri) == 9
    assert second_factor.verify(putri, codes[0])[0] is None
    assert recovery_codes.codes_left(putri) == 9


def test_a_wrong_code_makes_one_wait_and_a_right_one_ends_it(putri, codes):
    assert second_factor.verify(putri, "wrong")[0] is None
    with pytest.raises(second_factor.Throttled):
        second_factor.verify(putri, codes[0])
    StaticDevice.objects.update(throttling_failure_timestamp=None)
    assert second_factor.verify(putri, codes[0])[0]
    assert StaticDevice.objects.get(user=putri).throttling_failure_count == 0


def test_every_kept_code_is_compared_and_in_constant_time(putri, codes, monkeypatch):
    compared = []

    def compare(one, other):
        compared.append(one)
        return one == other

    monkeypatch.setattr(recovery_codes, "constant_time_compare", compare)
    assert second_factor.verify(putri, codes[3])[0]
    assert len(compared) == 10


def test_the_same_codes_of_two_people_are_kept_as_different_ones(putri, rahul):
    for user in (putri, rahul):
        recovery_codes.keep(StaticDevice.objects.create(user=user), ["abcdefghijkl"])
    assert len(set(RecoveryCode.objects.values_list("digest", flat=True))) == 2


def test_codes_from_before_go_on_working_and_are_readable_no_longer(putri):
    device = StaticDevice.objects.create(user=putri, name="Recovery codes")
    for token in ("abcd2345", "efgh2345"):
        StaticToken.objects.create(device=device, token=token)
    migration = importlib.import_module("baliportal.editorial.migrations.0011_recovery_codes")
    migration.keep_what_they_are_known_by(apps, connection.schema_editor())
    assert not StaticToken.objects.exists()
    assert recovery_codes.codes_left(putri) == 2
    assert second_factor.verify(putri, "ABCD 2345")[0]
    assert second_factor.verify(putri, "abcd-2345")[0] is None
