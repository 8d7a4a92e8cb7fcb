"""A passkey in software: answers challenges as a telephone or a security key does."""

import json
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
PRESENT = AuthenticatorData.FLAG.UP


class SoftPasskey:
    """One credential for one host; `flags`, `counter` and `origin` are what the next answer says."""

    def __init__(self, host="localhost", origin="http://localhost"):
        self.host, self.origin, self.flags, self.counter = host, origin, PRESENT_AND_VERIFIED, 0
        self.key, self.id, self.handle = ec.generate_private_key(ec.SECP256R1()), os.urandom(32), None

    def create(self, options):
        """The response to options of `navigator.credentials.create`, as JSON text."""
        self.handle = options["publicKey"]["user"]["id"]
        made = AttestedCredentialData.create(Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(
            sha256(self.host.encode()), self.flags | AuthenticatorData.FLAG.AT, self.counter, made
        )
        client = self._client_data("webauthn.create", options)
        return self._answer(client, attestationObject=AttestationObject.create("none", data, {}))

    def sign(self, options):
        """The response to options of `navigator.credentials.get`, as JSON text."""
        data = AuthenticatorData.create(sha256(self.host.encode()), self.flags, self.counter)
        client = self._client_data("webauthn.get", options)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(client, authenticatorData=data, signature=signature, handle=self.handle)

    def _client_data(self, kind, options):
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def _answer(self, client, handle=None, **parts):
        response = {"clientDataJSON": websafe_encode(client)} | {n: websafe_encode(v) for n, v in parts.items()}
        identifier = websafe_encode(self.id)
        return json.dumps({
            "id": identifier, "rawId": identifier, "type": "public-key", "clientExtensionResults": {},
            "response": response | ({"userHandle": handle} if handle else {}),
        })  # fmt: skip
