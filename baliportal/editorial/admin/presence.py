"""The form says who else has the record open, and when somebody saves a newer version under it."""

from django.http import HttpResponseNotAllowed, JsonResponse

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.models import Change

from ..presence import arrive, leave, others


class Presence(AdminFeature):
    """The address to which an open form speaks."""

    def urls(self):
        return [("<path:object_id>/presence/", self.presence_view, "presence")]

    def presence_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self.admin.viewable(request, object_id)
        if "gone" in request.POST:
            leave(request.user, entry)
            return JsonResponse({})
        if self.admin.has_change_permission(request, entry):
            arrive(request.user, entry)
        newest = Change.objects.of(entry).only("number", "who", "at").first()
        return JsonResponse({
            "others": [{"name": name, "since": since} for name, since in others(request.user, entry)],
            "newest": newest and {"number": newest.number, "who": newest.who, "at": newest.at},
        })  # fmt: skip
