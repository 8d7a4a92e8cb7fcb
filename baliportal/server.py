"""How gunicorn serves the portal: gunicorn --config python:baliportal.server"""

from baliportal.environment import port, refused_in_one_sentence
from baliportal.logs import WithoutQuery

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
    server.log.error_log.addFilter(WithoutQuery())
    print(f"The portal is at http://{bind}/ (Ctrl-C stops it).", flush=True)  # noqa: T201
