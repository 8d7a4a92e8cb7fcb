"""The form says who else has the record open, and when somebody saves a newer version under it."""

from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path

from baliportal.catalogue.models import Change

from ..presence import arrive, leave, others


class TellsWhoElse:
    """Adds to the admin of a kind the address to which an open form speaks."""

    def get_urls(self):
        info = self.model._meta.app_label, self.model._meta.model_name
        view = self.admin_site.admin_view(self.presence_view)
        return [path("<path:object_id>/presence/", view, name="{}_{}_presence".format(*info)), *super().get_urls()]

    def presence_view(self, request, object_id):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        entry = self._viewable(request, object_id)
        if "gone" in request.POST:
            leave(request.user, entry)
            return JsonResponse({})
        if self.has_change_permission(request, entry):
            arrive(request.user, entry)
        newest = Change.objects.of(entry).only("number", "who", "at").first()
        return JsonResponse({
            "others": [{"name": name, "since": since} for name, since in others(request.user, entry)],
            "newest": newest and {"number": newest.number, "who": newest.who, "at": newest.at},
        })  # fmt: skip
