"""Recovery codes: stored as hashes and used once each."""

import pytest
from django.core.management import call_command

from baliportal.accounts.models import RecoveryCode, RecoveryDevice, SignIn
from baliportal.accounts.sign_in import recovery_codes, second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(putri):
    return recovery_codes.replace_codes(putri)


def test_no_table_holds_a_code_that_can_be_read(putri, codes, capsys):
    call_command("dumpdata", "accounts", verbosity=0)
    dump = capsys.readouterr().out
    assert RecoveryCode.objects.count() == len(set(codes)) == 10
    assert not [code for code in codes if code in dump]


def test_each_code_is_used_once_and_only_by_its_owner(putri, rahul, codes):
    recovery_codes.replace_codes(rahul)
    assert second_factor.verify(rahul, codes[0]) == (None, SignIn.How.RECOVERY)
    device, _ = second_factor.verify(putri, codes[0].upper())
    assert device
    assert recovery_codes.count_unused_codes(putri) == 9
    assert second_factor.verify(putri, codes[0])[0] is None
    assert recovery_codes.count_unused_codes(putri) == 9


def test_a_wrong_code_throttles_the_device_and_a_right_one_resets_it(putri, codes):
    assert second_factor.verify(putri, "wrong")[0] is None
    with pytest.raises(second_factor.Throttled):
        second_factor.verify(putri, codes[0])
    RecoveryDevice.objects.update(throttling_failure_timestamp=None)
    assert second_factor.verify(putri, codes[0])[0]
    assert RecoveryDevice.objects.get(user=putri).throttling_failure_count == 0


def test_every_stored_code_is_compared_in_constant_time(putri, codes, monkeypatch):
    compared = []

    def compare(one, other):
        compared.append(one)
        return one == other

    monkeypatch.setattr(recovery_codes, "constant_time_compare", compare)
    assert second_factor.verify(putri, codes[3])[0]
    assert len(compared) == 10


def test_equal_codes_of_two_users_have_different_hashes(putri, rahul):
    for user in (putri, rahul):
        recovery_codes.store(RecoveryDevice.objects.create(user=user), ["abcdefghijkl"])
    assert len(set(RecoveryCode.objects.values_list("digest", flat=True))) == 2
