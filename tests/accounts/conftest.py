"""Fixtures of the tests of accounts."""

import pytest

from tests.staff import person, record  # noqa: F401 - fixtures


@pytest.fixture
def password_expired(monkeypatch):
    """The password was given too long ago for an act that asks for it again."""
    monkeypatch.setattr("baliportal.accounts.sign_in.authentication.PASSWORD_VALID_SECONDS", -1)
