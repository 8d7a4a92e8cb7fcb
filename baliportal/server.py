"""How gunicorn serves the portal: gunicorn --config python:baliportal.server"""

import gc
from contextlib import suppress

from .environment import port, refused_in_one_sentence
from .logs import LOG_LINE, OneLine, WithoutQuery

with refused_in_one_sentence():
    bind = f"127.0.0.1:{port()}"
wsgi_app = "baliportal.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # loaded once, shared by the workers; what does not load ends the server at once
loglevel = "warning"
forwarded_allow_ips = ""  # whether a proxy's word counts is said in one place: PORTAL_BEHIND_PROXY


def when_ready(server):
    gc.freeze()  # what is loaded stays: the workers share its memory until a collection writes to it
    log_in_one_line(server.log.error_log)
    print(f"The portal is at http://{bind}/ (Ctrl-C stops it).", flush=True)  # noqa: T201


def log_in_one_line(error_log):
    """An answer that breaks off while it is sent is known to gunicorn alone, which logs it."""
    error_log.addFilter(WithoutQuery())
    for handler in error_log.handlers:
        handler.setFormatter(OneLine(LOG_LINE))


def post_worker_init(worker):
    """Make two pages before the first visitor comes: that compiles the templates, opens the index and the words."""
    from django.conf import settings
    from django.test import RequestFactory

    visitor = RequestFactory(headers={"host": settings.ALLOWED_HOSTS[0].lstrip(".")})
    for words in ("act", "trafiking"):  # one that is found, one that was meant otherwise
        with suppress(Exception):  # what is wrong with a page is for its visitor to learn
            worker.wsgi(visitor.get(f"/search/?q={words}", secure=True).environ, lambda *_: None).close()
    gc.collect()
    gc.freeze()  # else one request now and then pays for looking at 130,000 things that stay: 80 ms
