"""The page that says what the portal keeps of people: retention from the settings, and every cookie."""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baliportal.accounts.sign_in import known_devices
from baliportal.catalogue.admin.draft_token import COOKIE_AGE as SAVED_COOKIE_AGE

DRAFT_DAYS = 30  # DAYS in static/js/record-form/store.js; a test compares both


@require_safe
def privacy(request):
    """The page on data kept of visitors and of staff, for how long, and on cookies."""
    days = {name: period.days for name, period in settings.RETENTION.items()}
    return render(request, "privacy.html", {"days": days, "cookies": cookies(), "draft_days": DRAFT_DAYS})


def cookies():
    """Every cookie that the portal sets, in words."""
    session = (
        f"Ends after {in_words(settings.SESSION_IDLE)} without a request, at most {in_words(settings.SESSION_LONGEST)}"
    )
    return [
        {"name": settings.SESSION_COOKIE_NAME, "purpose": "Knows who has signed in.", "duration": session},
        {"name": settings.CSRF_COOKIE_NAME, "purpose": "Proves that a form was sent from this portal.",
         "duration": in_words(timedelta(seconds=settings.CSRF_COOKIE_AGE))},
        {"name": "messages", "purpose": "Carries a sentence to the next page, as that something was saved.",
         "duration": "Until that page, or until the browser is closed"},
        {"name": known_devices.COOKIE, "purpose": "Lets you sign in here while others guess at your password.",
         "duration": in_words(known_devices.AGE)},
        {"name": "saved-…", "purpose": "Tells the browser to forget what it held of a form that was saved.",
         "duration": in_words(timedelta(seconds=SAVED_COOKIE_AGE))},
    ]  # fmt: skip


def in_words(period):
    """A period in its largest unit that divides it: “2 hours”."""
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        number, rest = divmod(int(period.total_seconds()), seconds)
        if number and not rest:
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return f"{int(period.total_seconds())} seconds"
