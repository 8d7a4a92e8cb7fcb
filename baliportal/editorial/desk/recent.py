"""The newest changes across everything, under what the visitor of the desk chose."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.http import urlencode

from baliportal.catalogue.kinds import all_schemas
from baliportal.catalogue.models import Change
from baliportal.search.search_request import clean_text

SHOWN = 15
PARTS = ("who", "kind", "route")


class RecentChanges:
    """Reads `who`, `kind` and `route` from the query string, leniently: what is not known narrows nothing."""

    def __init__(self, query):
        self.kinds = [(form.name, form.label) for form in all_schemas()]
        self.routes = Change.Route.choices
        self.chosen = {name: clean_text(query.get(name, "")).strip()[:150] for name in PARTS}
        self.chosen["kind"] = self._known(self.chosen["kind"], self.kinds)
        self.chosen["route"] = self._known(self.chosen["route"], self.routes)

    @property
    def rows(self):
        told = {name: value for name, value in self.chosen.items() if value}
        return Change.objects.filter(**told).defer("stored_record").order_by("-number")[:SHOWN]

    @property
    def people(self):
        """Whom the field offers; any other name may be typed, as that of a program."""
        staff = get_user_model().objects.filter(is_staff=True, is_active=True)
        return staff.order_by("username").values_list("username", flat=True)[:200]

    @property
    def all_url(self):
        """The journal under the same choice."""
        names = {"who": "who__exact", "kind": "kind__exact", "route": "route__exact"}
        asked = urlencode({names[name]: value for name, value in self.chosen.items() if value})
        return reverse("admin:catalogue_change_changelist") + (asked and f"?{asked}")

    @staticmethod
    def _known(value, choices):
        return value if value in dict(choices) else ""
