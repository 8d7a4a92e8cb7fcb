"""Language of a whole file by that of its pages, for files that nobody described."""

from django.db.models import Count

from .models import Page


def main_language(sha256: str) -> str:
    """Return the language of more than half of the pages with text, "" where there is none."""
    pages = Page.objects.filter(stored__sha256=sha256).exclude(text="")
    most = pages.values("language").annotate(number=Count("pk")).order_by("-number", "language").first()
    return most["language"] if most and most["number"] * 2 > pages.count() else ""
