"""Presence endpoint of the form: who else has the record open, and whether a newer version was saved."""

from django.http import HttpResponseNotAllowed, JsonResponse

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.models import Change

from ..presence import mark_absent, mark_present, others


class Presence(AdminFeature):
    """Address to which an open form sends its heartbeat."""

    def urls(self):
        return [("<path:object_id>/presence/", self.presence_view, "presence")]

    def presence_view(self, request, object_id):
        """Record the heartbeat; return {"others": [{"name", "since"}], "newest": {"number", "who", "at"} or null}."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.admin.viewable(request, object_id)
        if "gone" in request.POST:
            mark_absent(request.user, entry)
            return JsonResponse({})
        if self.admin.has_change_permission(request, entry):
            mark_present(request.user, entry)
        newest = Change.objects.of(entry).only("number", "who", "at").first()
        return JsonResponse({
            "others": [{"name": name, "since": since} for name, since in others(request.user, entry)],
            "newest": newest and {"number": newest.number, "who": newest.who, "at": newest.at},
        })  # fmt: skip
