"""A record as visitors would see it, before it is published: for those who may see it here, and kept by nobody."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.kinds import named
from baliportal.catalogue.record_page import RecordPage
from baliportal.catalogue.schema.records import with_relations
from baliportal.catalogue.site_url import site_url


class Preview(AdminFeature):
    """The public page of an entry that has none, or not yet."""

    def urls(self):
        return [("<path:object_id>/preview/", require_safe(self.preview_view), "preview")]

    def preview_view(self, request, object_id):
        seen = self.admin.viewable(request, object_id)
        entry = with_relations(named(seen.kind)).get(pk=seen.pk)
        page = RecordPage(entry, base=site_url(request), edit_url=self.admin.url("change", entry.pk))
        response = TemplateResponse(request, "admin/preview.html", {"entry": entry, "record_page": page})
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_store=True)
        return response
