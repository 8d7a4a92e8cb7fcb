"""Newest changes of the whole journal, filtered by the query string of the desk."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.http import urlencode

from baliportal.catalogue.kinds import all_schemas
from baliportal.catalogue.models import Change
from baliportal.search.search_request import clean_text

#: Changes that the desk shows.
MAX_SHOWN = 15
PARAMETERS = ("who", "kind", "route")


class RecentChanges:
    """Filters from the parameters `who`, `kind` and `route`; an unknown kind or route is ignored."""

    def __init__(self, query):
        self.kinds = [(schema.name, schema.label) for schema in all_schemas()]
        self.routes = Change.Route.choices
        self.chosen = {name: clean_text(query.get(name, "")).strip()[:150] for name in PARAMETERS}
        self.chosen["kind"] = self._known_or_empty(self.chosen["kind"], self.kinds)
        self.chosen["route"] = self._known_or_empty(self.chosen["route"], self.routes)

    @property
    def rows(self):
        lookups = {name: value for name, value in self.chosen.items() if value}
        return Change.objects.filter(**lookups).defer("stored_record").order_by("-number")[:MAX_SHOWN]

    @property
    def people(self):
        """User names that the field suggests; any other may be typed, for instance that of a program."""
        staff = get_user_model().objects.filter(is_staff=True, is_active=True)
        return staff.order_by("username").values_list("username", flat=True)[:200]

    @property
    def all_url(self):
        """URL of the journal under the same filters."""
        names = {"who": "who__exact", "kind": "kind__exact", "route": "route__exact"}
        query_string = urlencode({names[name]: value for name, value in self.chosen.items() if value})
        return reverse("admin:catalogue_change_changelist") + (query_string and f"?{query_string}")

    @staticmethod
    def _known_or_empty(value, choices):
        return value if value in dict(choices) else ""
