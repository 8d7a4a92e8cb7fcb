"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from .environment import refused_in_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")

# By exit code 4 a gunicorn worker says that the application does not load: gunicorn stops instead of retrying for ever.
with refused_in_one_sentence(exit_code=4):
    application = get_wsgi_application()
