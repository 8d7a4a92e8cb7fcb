"""Recovery codes: kept so that nobody can read them and used once each."""

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
    kept = capsys.readouterr().out
    assert RecoveryCode.objects.count() == len(set(codes)) == 10
    assert not [code for code in codes if code in kept]


def test_each_code_is_used_once_and_only_by_whoever_it_is_for(putri, rahul, codes):
    recovery_codes.replace_codes(rahul)
    assert second_factor.verify(rahul, codes[0]) == (None, SignIn.How.RECOVERY)
    device, _ = second_factor.verify(putri, codes[0].upper())
    assert device
    assert recovery_codes.count_unused_codes(putri) == 9
    assert second_factor.verify(putri, codes[0])[0] is None
    assert recovery_codes.count_unused_codes(putri) == 9


def test_a_wrong_code_makes_one_wait_and_a_right_one_ends_it(putri, codes):
    assert second_factor.verify(putri, "wrong")[0] is None
    with pytest.raises(second_factor.Throttled):
        second_factor.verify(putri, codes[0])
    RecoveryDevice.objects.update(throttling_failure_timestamp=None)
    assert second_factor.verify(putri, codes[0])[0]
    assert RecoveryDevice.objects.get(user=putri).throttling_failure_count == 0


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
        recovery_codes.store(RecoveryDevice.objects.create(user=user), ["abcdefghijkl"])
    assert len(set(RecoveryCode.objects.values_list("digest", flat=True))) == 2
