"""Ways to reach a help line, and the address that a browser or a telephone opens for each (RFC 3966, RFC 5724)."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from baliportal.catalogue.schema.scalars import WEB_ADDRESS

#: Letters on the keys of a telephone (ITU-T E.161).
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
NUMBER = re.compile(r"\+?[0-9A-Z](?:[ ()./-]*[0-9A-Z])*")


class Way(models.TextChoices):
    CALL = "call", "call"
    TEXT = "text", "text message"
    WHATSAPP = "whatsapp", "WhatsApp"
    RELAY = "relay", "text telephone (TTY)"
    MAIL = "mail", "e-mail"
    WEB = "web", "web"


VALIDATORS = {Way.MAIL: validate_email, Way.WEB: WEB_ADDRESS}


def contact_error(way: str, address: str) -> str:
    """Return in a sentence why this is no number or address of that way; "" where it is one."""
    if way in VALIDATORS:
        return "" if _passes(VALIDATORS[way], address) else f"“{address}” is not an address of {Way(way).label}."
    if not NUMBER.fullmatch(address) or not re.search("[0-9]", address):
        return f"“{address}” is not a telephone number: digits, with a plus before the code of the country."
    if way == Way.WHATSAPP and not address.startswith("+"):
        return f"“{address}”: a WhatsApp number begins with a plus and the code of the country."
    return ""


def contact_link(way: str, address: str) -> str:
    """Return the address that opens this contact: tel:, sms:, mailto:, a web page."""
    if way in VALIDATORS:
        return f"mailto:{address}" if way == Way.MAIL else address
    dialled = re.sub(r"[^+0-9]", "", address.translate(KEYPAD))
    if way == Way.WHATSAPP:
        return f"https://wa.me/{dialled.removeprefix('+')}"
    return f"{'sms' if way == Way.TEXT else 'tel'}:{dialled}"


def _passes(validator, address):
    try:
        validator(address)
    except ValidationError:
        return False
    return True
