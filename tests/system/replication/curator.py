"""The program of the curator: reads one act in JSON from each line and prints the journal's position after its commit."""

import json
import sys

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.db import connections  # noqa: E402

from baliportal.catalogue.journal import SYSTEM  # noqa: E402
from baliportal.catalogue.journal.head import newest_head  # noqa: E402
from baliportal.catalogue.publishing import Status, move  # noqa: E402
from baliportal.files.attaching import attach  # noqa: E402
from legislation.models import Law  # noqa: E402


def publish(slug, title):
    move(Law.objects.create(title=title, slug=slug), to=Status.PUBLISHED, by=SYSTEM)
    return newest_head().position


def withdraw(slug):
    move(Law.objects.get(slug=slug), to=Status.WITHDRAWN, by=SYSTEM)
    return newest_head().position


def rename(slug, title):
    law = Law.objects.get(slug=slug)
    law.title = title
    law.save()
    return newest_head().position


def add_file(slug, words):
    return attach(Law.objects.get(slug=slug), ContentFile(words.encode()), "act.txt", by=SYSTEM).get_absolute_url()


def disconnect():
    """Close connections that a restored database would not know."""
    connections.close_all()


ACTS = {act.__name__: act for act in (publish, withdraw, rename, add_file, disconnect)}

if __name__ == "__main__":
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(ACTS[name](*arguments)), flush=True)
