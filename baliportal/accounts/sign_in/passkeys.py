"""Passkeys (WebAuthn Level 2, section 7): registration, sign-in and removal, by the library fido2."""

import json
from urllib.parse import urlsplit

from django.db import transaction
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2.rpid import verify_rp_id
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
)

from ..audit import record_account_act
from ..models import AccountAct, Passkey

STATE = "passkey_challenge"  # Session key of the challenge, which is used once.
MAX_PASSKEYS = 20  # Of one account.
VERIFIED = "required"  # The device asks for finger, face or PIN: something else than having the device.


class PasskeyRefused(Exception):
    """The passkey is not accepted; the message is for the user."""

    def __init__(self, message="This passkey was not accepted. Try again, or sign in with password and code."):
        super().__init__(message)


def creation_options(request):
    """Options for `navigator.credentials.create`, as JSON values; the challenge is stored in the session."""
    user = request.user
    entity = PublicKeyCredentialUserEntity(
        id=user_handle(user), name=user.get_username(), display_name=user.get_full_name() or user.get_username()
    )
    present = [_data(passkey) for passkey in user.passkeys.all()]
    options, request.session[STATE] = _server(request).register_begin(
        entity, present, user_verification=VERIFIED, resident_key_requirement="required"
    )
    return dict(options)


def register(request, name, response):
    """Store a new passkey from the JSON text of the browser's response. Raises PasskeyRefused."""
    try:
        made = _server(request).register_complete(request.session.pop(STATE), json.loads(response)).credential_data
    except Exception as problem:  # The library raises whatever its parsers do.
        raise PasskeyRefused("The browser's answer was not accepted. Try again.") from problem
    credential_id = websafe_encode(made.credential_id)
    if request.user.passkeys.count() >= MAX_PASSKEYS or Passkey.objects.filter(credential_id=credential_id).exists():
        raise PasskeyRefused(f"This passkey is there already, or you have {MAX_PASSKEYS}: remove one first.")
    with transaction.atomic():
        passkey = Passkey.objects.create(
            user=request.user, name=name, confirmed=True, credential_id=credential_id, credential=bytes(made)
        )
        record_account_act(request, request.user, AccountAct.What.PASSKEY, name)
    return passkey


def remove(request, number):
    """Remove a passkey of the signed-in user; returns its name, or "" where there is none of that number."""
    with transaction.atomic():
        passkey = request.user.passkeys.filter(pk=number).first() if number.isdecimal() else None
        if passkey is None:
            return ""
        passkey.delete()
        record_account_act(request, request.user, AccountAct.What.NO_PASSKEY, passkey.name)
    return passkey.name


def request_options(request):
    """Options for `navigator.credentials.get`, as JSON values: any passkey of this portal, of whomever."""
    options, request.session[STATE] = _server(request).authenticate_begin(user_verification=VERIFIED)
    return dict(options)


def verify(request, response):
    """The Passkey that signed the challenge in this session. Raises PasskeyRefused."""
    state = request.session.pop(STATE, None)
    try:
        answer = AuthenticationResponse.from_dict(json.loads(response))
        credential_id, counter = websafe_encode(answer.raw_id), answer.response.authenticator_data.counter
        with transaction.atomic():
            passkey = Passkey.objects.select_for_update().get(credential_id=credential_id, user__is_active=True)
            _server(request).authenticate_complete(state, [_data(passkey)], answer)
            _refuse_copied(passkey, counter, answer.response.user_handle)
            passkey.signatures, passkey.last_used_at = counter, timezone.now()
            passkey.save(update_fields=["signatures", "last_used_at"])
    except Exception as problem:  # The library raises whatever its parsers do.
        raise PasskeyRefused from problem
    return passkey


def user_handle(user):
    """The number of an account as devices store it: random to look at, and the same for all its passkeys."""
    return salted_hmac("baliportal.accounts.passkeys", str(user.pk), algorithm="sha256").digest()


def _refuse_copied(passkey, counter, handle):
    """Raise PasskeyRefused where a device's counter does not go on, or where the device names another account."""
    stands_still = counter <= passkey.signatures and (counter or passkey.signatures)
    if stands_still or (handle and handle != user_handle(passkey.user)):
        raise PasskeyRefused


def _data(passkey):
    return AttestedCredentialData(bytes(passkey.credential))


def _server(request):
    """The library's server for the host of the request, without its port; other hosts of its domain are refused."""
    host = split_domain_port(request.get_host())[0]
    entity = PublicKeyCredentialRpEntity(id=host, name="Bali Process knowledge portal")
    return Fido2Server(entity, verify_origin=lambda origin: _is_own_origin(origin, host))


def _is_own_origin(origin, host):
    return verify_rp_id(host, origin) and urlsplit(origin).hostname == host
