"""Check of one external link: robots.txt, HEAD or GET, redirects; one result per address."""

from .check_result import REQUEST_ERRORS, CheckResult, result_of_error
from .client import MAX_REDIRECTS, PERMANENT_REDIRECTS, Client, redirect_target
from .models import Result

__all__ = ["MAX_REDIRECTS", "USER_AGENT", "CheckResult", "Checker"]

GONE = (404, 410)
#: Statuses of HEAD that are not tried again with GET, because GET would not change them.
FINAL_FOR_HEAD = (401, 410, 429)
USER_AGENT = "BaliPortalLinks"


class Checker(Client):
    """Link checker of one run."""

    agent = USER_AGENT

    def check(self, address):
        """Return the CheckResult of a URL; network errors become results, not exceptions."""
        try:
            return self._follow_redirects(address)
        except REQUEST_ERRORS as problem:
            return result_of_error(problem)

    def _follow_redirects(self, address):
        current, permanent = address, True
        for _ in range(MAX_REDIRECTS + 1):
            if not self.is_allowed_by_robots(current):
                return CheckResult(Result.ROBOTS, answered=True)
            response = self._head_or_get(current)
            target = redirect_target(current, response)
            if not target:
                return _result_for_status(response.status, current if current != address else "", permanent)
            current, permanent = target, permanent and response.status in PERMANENT_REDIRECTS
        return CheckResult(Result.FAILING, response.status, current, "It is sent on again and again.", answered=True)

    def _head_or_get(self, address):
        """Send HEAD, then GET of the first byte if the server rejects HEAD; the body is never read."""
        response = self.request("HEAD", address)
        if response.status < 400 or response.status in FINAL_FOR_HEAD:
            return response
        return self.request("GET", address, {"Range": "bytes=0-0"})


def _result_for_status(status, leads_to, permanent):
    if status < 400:
        moved = leads_to and permanent
        return CheckResult(Result.MOVED if moved else Result.OK, status, leads_to, answered=True)
    if status in GONE:
        return CheckResult(Result.DEAD, status, leads_to, answered=True)
    return CheckResult(Result.FAILING if status >= 500 else Result.FORBIDDEN, status, leads_to, answered=True)
