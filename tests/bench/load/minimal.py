"""A minimal Django application on the portal's own table: twenty titles by year, in a template, nothing else.

gunicorn --config python:tests.bench.load.minimal
"""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
wsgi_app, worker_class, workers, threads = "tests.bench.load.minimal:application", "gthread", 2, 4
PAGE = "<!doctype html><title>Titles</title><ul>{% for title, summary in rows %}<li>{{ title }}: {{ summary }}</li>{% endfor %}</ul>"


def titles(request):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT title, summary FROM catalogue_entry WHERE id > %s ORDER BY id LIMIT 20",
            [request.GET.get("after", 0)],
        )
        rows = cursor.fetchall()
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": rows}))


urlpatterns = [path("", titles), path("healthz", lambda request: HttpResponse("ok"))]

if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="of a bench on the loopback",
        DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()
    application = get_wsgi_application()
