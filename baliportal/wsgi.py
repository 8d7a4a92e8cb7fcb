"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from .environment import refused_in_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")

# 4 is how a gunicorn worker says that the application does not load: gunicorn stops, instead of trying for ever.
with refused_in_one_sentence(exit_code=4):
    application = get_wsgi_application()
