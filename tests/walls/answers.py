"""Requests of a person, and all that their answers tell."""

import re

from django.core.cache import cache

from tests.site import addresses

#: What differs from one answer to the next by chance alone: tokens of forms, challenges of passkeys. The clock stands still meanwhile.
CHANCE = re.compile(rb'(csrfmiddlewaretoken" value=|name="token" value=|name="nonce" value=|"challenge": )"[^"]*"')
#: What signed-in people are told of the journal as a whole: its number, which moves with every act of anybody.
JOURNAL = re.compile(rb'("journal_number": |journal number["\', :]+|change )\d+', re.IGNORECASE)
#: A workbook tells when each of its parts was packed, and is packed as small as the journal's number lets it.
OF_WORKBOOK = re.compile(rb'"hash": "sha256:[0-9a-f]{64}"|"bytes": \d+')
#: Lengths follow from the content, which tokens change; the clock of Expires does not stand still; each request has an id.
OF_THE_MOMENT = ("Content-Length", "Expires", "X-Request-ID")
TOKENS = ("csrftoken", "sessionid")


def answer(browser, method, address, headers=()):
    """(status, headers, content) of an answer; cookies and forms without their random tokens."""
    browser.cookies.pop("messages", None)  # what one request leaves is shown by the next
    response = getattr(browser, method)(address, headers=dict(headers))
    content = b"" if response.status_code == 304 else addresses.plain(response.getvalue())
    told = {name: value for name, value in response.headers.items() if name not in OF_THE_MOMENT}
    # A signed cookie ends with the time and the signature.
    cookies = {name: each.value.split(":")[0] for name, each in response.cookies.items() if name not in TOKENS}
    content = OF_WORKBOOK.sub(b"", content) if ".xlsx" in address else content
    return response.status_code, told, cookies, JOURNAL.sub(b"", CHANCE.sub(b"", content))


def answers(browser, requests):
    """{request: answer}, each made anew: what one answer left in a cache would hide what the next would tell."""
    cache.clear()
    return {request: answer(browser, *request) for request in requests}


def differences(before, after):
    """The requests whose answers differ, each with what differs first: for the message of a failed test."""
    return {
        request: _first_difference(before[request], after[request])
        for request in before
        if before[request] != after[request]
    }


def _first_difference(before, after):
    pairs = zip(before[3].splitlines(), after[3].splitlines(), strict=False)
    lines = next((pair for pair in pairs if pair[0] != pair[1]), (len(before[3]), len(after[3])))
    return [pair for pair in zip(before[:3], after[:3], strict=True) if pair[0] != pair[1]] or lines
