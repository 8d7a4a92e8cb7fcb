"""Logging: one line for each record, without query strings and without messages of exceptions that may hold data."""

import logging
import re
import traceback

from .environment import BASE_DIR, Refused, text
from .monitoring.request_ids import current_request_id

LOG_LINE = "%(asctime)s %(request_id)s %(levelname)s %(name)s: %(message)s"
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']*")
#: The address of the page for people in danger, with and without a language; not /search/help/ nor /help-lines/.
HELP_PAGE = re.compile(r"(?<![\w/-])/help(?:/[^\s?\"']*)?(?![\w-])")
#: Exceptions whose message names code, not data. Those of databases and of validation repeat values of records.
NAMES_CODE = (AttributeError, NameError, ImportError, TypeError)
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ONE_TIME_LINK = re.compile(r"(/login/link/)[^\s\"']+")
FILTERS = ["without_query", "without_help_page", "without_personal_data", "without_strangers_not_found"]
FORMATTERS = {"text": "baliportal.logs.OneLine", "json": "baliportal.monitoring.json_lines.JSONLines"}
FRAMES = 6  # innermost calls of a traceback that a line names


def formatter_class():
    """Path of the formatter that PORTAL_LOG_FORMAT names."""
    name = text("PORTAL_LOG_FORMAT", "text")
    if name not in FORMATTERS:
        raise Refused(f"PORTAL_LOG_FORMAT must be text or json, not {name!r}.")
    return FORMATTERS[name]


def log_configuration():
    """The setting LOGGING: one line to standard error for each warning and error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "without_query": {"()": "baliportal.logs.WithoutQuery"},
            "without_help_page": {"()": "baliportal.logs.WithoutHelpPage"},
            "without_personal_data": {"()": "baliportal.logs.WithoutPersonalData"},
            "without_strangers_not_found": {"()": "baliportal.logs.WithoutStrangersNotFound"},
        },
        "formatters": {"line": {"()": formatter_class(), "fmt": LOG_LINE}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": FILTERS}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING"},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            # Anybody can send a wrong host name, all day long.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # gunicorn warns of every HEAD, as Django leaves dropping the body to it.
            "gunicorn.http.wsgi": {"level": "ERROR"},
        },
    }


class WithoutQuery(logging.Filter):
    """Cut the query string off every address a log line names: what people search for is private."""

    def filter(self, record):
        record.msg = QUERY.sub(r"\1", record.getMessage())
        record.args = ()
        return True


class WithoutHelpPage(logging.Filter):
    """Keep it private who looks for help: no line for a request to /help/, and no address in that of an error there."""

    def filter(self, record):
        message = record.getMessage()
        if not HELP_PAGE.search(message):
            return True
        record.msg, record.args = HELP_PAGE.sub("(a page that is not logged)", message), ()
        return record.levelno >= logging.ERROR


class WithoutPersonalData(logging.Filter):
    """Cut out mail addresses, which mail servers repeat, and one-time links, by which whoever has them signs in."""

    def filter(self, record):
        message = MAIL_ADDRESS.sub("(an address)", record.getMessage())
        record.msg, record.args = ONE_TIME_LINK.sub(r"\1(a one-time link)", message), ()
        return True


class WithoutStrangersNotFound(logging.Filter):
    """Drop "Not Found" and "Gone" but for requests that one of the portal's own pages led to.

    Crawlers ask for pages beyond the last and scanners for other programs' addresses, all day long. A broken link of
    our own is a fault. The access log of the proxy and the metrics count the others.
    """

    def filter(self, record):
        if getattr(record, "status_code", None) not in (404, 410):
            return True
        request = getattr(record, "request", None)
        return request is not None and _own_referer(request)


def _own_referer(request):
    host = request.META.get("HTTP_REFERER", "").split("/")[2:3]  # urlsplit raises an error at some of what is sent
    return host == [request.META.get("HTTP_HOST")]


def is_of_help_page(path):
    """Tell whether a path is that of /help/ in any language."""
    return bool(HELP_PAGE.fullmatch(path))


class OneLine(logging.Formatter):
    """One line for each record; an exception is named by its type, its causes and the calls that led to it."""

    def format(self, record):
        record.request_id = current_request_id() or "-"
        record.exc_text = None  # another handler may have left its traceback here
        return " ".join(super().format(record).splitlines())

    def formatException(self, exc_info):  # noqa: N802
        return "; caused by ".join(_in_words(problem) for problem in _chain(exc_info[1]))


def _chain(problem):
    """An exception and its causes, outermost first."""
    seen = []
    while problem is not None and problem not in seen:
        seen.append(problem)
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    return seen


def _in_words(problem):
    frames = traceback.extract_tb(problem.__traceback__)[-FRAMES:]
    calls = " > ".join(f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(problem).__name__}{_detail(problem)} at {calls}"


def _module(path):
    return path.rpartition("site-packages/")[2].removeprefix(f"{BASE_DIR}/")


def _detail(problem):
    if isinstance(problem, NAMES_CODE):
        return f" ({problem})"
    return f" ({problem.strerror})" if isinstance(problem, OSError) and problem.strerror else ""
