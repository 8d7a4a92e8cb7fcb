"""Outages: faults of database and disk that pass, told from faults of the program by the error that was raised.

An answer to one is 503 with Retry-After and a sentence. Whoever posted a form gets back what it held, to send it again.
"""

import errno
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Outage:
    """A kind of outage: its reason in words, and the seconds after which to try again."""

    reason: str
    retry_after: int


DATABASE_AWAY = Outage("Its database does not answer. This passes by itself, mostly within a minute.", 30)
DISK_FULL = Outage(
    "Its disk is full or cannot be written to. Most pages can still be read; somebody must make room.", 60
)
BUSY = Outage("Many records are being written at this moment, and what you sent has to wait for them.", 5)

ERRNO = {errno.ENOSPC: DISK_FULL, errno.EDQUOT: DISK_FULL, errno.EROFS: DISK_FULL, errno.EACCES: DISK_FULL}
#: Beginnings of the names of errors of SQLite.
SQLITE = {"SQLITE_BUSY": BUSY, "SQLITE_LOCKED": BUSY, "SQLITE_FULL": DISK_FULL, "SQLITE_READONLY": DISK_FULL,
          "SQLITE_IOERR": DISK_FULL}  # fmt: skip
#: SQLSTATE of PostgreSQL: lock not available, deadlock, disk full, read-only transaction.
SQLSTATE = {"55P03": BUSY, "40P01": BUSY, "53100": DISK_FULL, "25006": DISK_FULL}
#: Names of fields that are not written into a page: of the forms for signing in and for the second factor.
SECRETS = re.compile(r"password|otp|^(token|code|secret|recovery_code)$", re.IGNORECASE)


def outage_of(problem: BaseException | None) -> Outage | None:
    """The outage that an exception or one of its causes tells of; None where the program is at fault."""
    chain = list(_causes(problem))
    for cause in reversed(chain):
        if outage := _of_driver(cause):
            return outage
    return DATABASE_AWAY if any(isinstance(cause, OperationalError | InterfaceError) for cause in chain) else None


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__


def _of_driver(problem: BaseException) -> Outage | None:
    name = getattr(problem, "sqlite_errorname", "")
    of_sqlite = (outage for beginning, outage in SQLITE.items() if name.startswith(beginning))
    of_system = ERRNO.get(problem.errno or 0) if isinstance(problem, OSError) else None
    return next(of_sqlite, None) or SQLSTATE.get(getattr(problem, "sqlstate", None) or "") or of_system


def outage_response(request: HttpRequest, outage: Outage) -> HttpResponse:
    """503 with Retry-After: a page, or plain text for programs that requested a file. Asks no database."""
    if "." in request.path:
        text = f"The portal is not available at the moment. {outage.reason}\n"
        response = HttpResponse(text, content_type="text/plain; charset=utf-8", status=503)
    else:
        context = {"outage": outage, "fields": posted(request), "action": request.get_full_path()}
        response = HttpResponse(render_to_string("outage.html", context), status=503)
    response["Retry-After"] = str(outage.retry_after)
    response["Cache-Control"] = "no-store"
    return response


def posted(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that was posted, for sending it again; none of one that held a secret or files.

    The form's own token travels with the fields, so that a form of another site is refused when it is sent again.
    """
    with suppress(Exception):  # the body may be broken, or too large to be read
        fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
        has_secrets = any(SECRETS.search(name) for name, _ in fields)
        return [] if has_secrets or request.FILES else fields
    return []
