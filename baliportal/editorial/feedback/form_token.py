"""Signed token of a public form: no other site can send the form by itself, and a form sent twice is known.

It needs no cookie. Django's own token does, which would follow a visitor, and the page cache keeps no answer with one.
"""

import secrets

from django.core import signing

SALT = "baliportal.feedback"
#: Seconds for which a form may be open.
LIFETIME = 24 * 3600


def new_token() -> str:
    return signing.dumps(secrets.token_hex(16), salt=SALT)


def read_token(token: str) -> str:
    """Return the random part of a token that was issued here within LIFETIME; '' for any other."""
    try:
        return signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return ""
