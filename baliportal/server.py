"""Configuration of gunicorn: gunicorn --config python:baliportal.server"""

import gc
from contextlib import suppress

from django.utils.module_loading import import_string

from .environment import number, port, refused_in_one_sentence, web_threads
from .logs import LOG_LINE, WithoutQuery, formatter_class
from .monitoring.shared_counters import free_slot
from .traffic.limits import traffic_limits

with refused_in_one_sentence():
    bind = f"127.0.0.1:{port()}"
    workers = number("PORTAL_WORKERS", 2, 1, 64)  # processes, each with its own memory: see docs/deploy.md for sizes
    threads = web_threads()
    worker_connections = traffic_limits().connections  # of one worker; the longest quiet one makes room for a new one
    line_formatter = import_string(formatter_class())(LOG_LINE)
wsgi_app = "baliportal.wsgi"
worker_class = "baliportal.traffic.worker.BufferingWorker"  # gthread, but no thread waits for a client
preload_app = True  # loaded once, shared by the workers; an error while loading ends the server at once
LOCK_WAIT = 2.0  # seconds a person's save waits for a large import, before the page says so and keeps what was typed
loglevel = "warning"
logger_class = "baliportal.access_log.AccessLog"
forwarded_allow_ips = ""  # a proxy's headers are trusted by one setting only: PORTAL_BEHIND_PROXY


def when_ready(server):
    gc.freeze()  # the workers share the memory of loaded modules until a garbage collection writes to it
    log_in_one_line(server.log.error_log)
    print(f"The portal is at http://{bind}/ (Ctrl-C stops it).", flush=True)  # noqa: T201


def log_in_one_line(error_log):
    """Format gunicorn's own error log, the only one that names an answer that broke off while it was sent."""
    error_log.addFilter(WithoutQuery())
    for handler in error_log.handlers:
        handler.setFormatter(line_formatter)


def pre_fork(server, worker):
    worker.slot = free_slot({other.slot for other in server.WORKERS.values()})


def post_fork(server, worker):
    from .monitoring.request_metrics import use_slot

    use_slot(worker.slot)


def post_worker_init(worker):
    """Make two pages before the first visitor comes: that compiles templates and opens index and vocabulary.

    Then follow the journal.
    """
    from django.conf import settings
    from django.test import RequestFactory

    from baliportal.catalogue.db.lock_wait import limit_lock_wait
    from baliportal.search.index.follower import Follower

    limit_lock_wait(LOCK_WAIT)
    visitor = RequestFactory(headers={"host": settings.ALLOWED_HOSTS[0].lstrip(".")})
    for words in ("act", "trafiking"):  # a query with results, and a misspelt one
        with suppress(Exception):  # the first visitor's request shows the error
            worker.wsgi(visitor.get(f"/search/?q={words}", secure=True).environ, lambda *_: None).close()
    gc.collect()
    gc.freeze()  # else a full collection looks at 130,000 permanent objects: 80 ms in a request now and then
    worker.index_follower = Follower()
    worker.index_follower.start()


def worker_exit(server, worker):
    if follower := getattr(worker, "index_follower", None):
        follower.stop()
