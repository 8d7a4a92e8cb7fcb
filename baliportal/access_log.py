"""Access log of gunicorn, where somebody turns it on: without the page for people in danger."""

from gunicorn.glogging import Logger

from .logs import is_of_help_page


class AccessLog(Logger):
    """gunicorn's logger, which writes no line for /help/."""

    def access(self, resp, req, environ, request_time):
        if not is_of_help_page(environ.get("PATH_INFO", "")):
            super().access(resp, req, environ, request_time)
