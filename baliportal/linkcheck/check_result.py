"""Result of one request to an address, and the words for requests that fail."""

import http.client
import socket
import ssl
from dataclasses import dataclass

from .models import Result
from .network import NotPublic, TooSlow
from .target import Unusable

#: What `Network.request` raises.
REQUEST_ERRORS = (NotPublic, Unusable, TooSlow, OSError, http.client.HTTPException, ValueError)


@dataclass(frozen=True)
class CheckResult:
    """Result of one check; `answered` is false if no server was reached at all."""

    result: str
    status: int | None = None
    leads_to: str = ""
    note: str = ""
    answered: bool = False


def result_of_error(problem) -> CheckResult:
    """Return the result of a request that failed with one of REQUEST_ERRORS."""
    if isinstance(problem, NotPublic):
        return CheckResult(Result.PRIVATE, note="The address leads into a private network.")
    if isinstance(problem, Unusable):
        return CheckResult(Result.UNUSABLE, note=str(problem))
    if isinstance(problem, TooSlow):
        return CheckResult(Result.SLOW, note="No answer in time.")
    if isinstance(problem, socket.gaierror):
        return CheckResult(Result.DEAD, note=f"There is no such host: {problem.strerror}.")
    if isinstance(problem, ssl.SSLCertVerificationError):
        return CheckResult(Result.CERTIFICATE, note=problem.verify_message, answered=True)
    refused = isinstance(problem, ConnectionRefusedError)
    words = getattr(problem, "strerror", None) or type(problem).__name__
    return CheckResult(Result.DEAD if refused else Result.FAILING, note=f"The connection failed: {words}.")
