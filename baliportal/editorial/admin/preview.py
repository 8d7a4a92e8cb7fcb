"""Preview of the public page of a record; only for people who may see it in the admin, and never cached."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.kinds import named
from baliportal.catalogue.record_page import RecordPage
from baliportal.catalogue.schema.records import with_relations
from baliportal.catalogue.site_url import site_url


class Preview(AdminFeature):
    """Shows the public page of an entry that is not published, as its widest audience will see it."""

    def urls(self):
        return [("<path:object_id>/preview/", require_safe(self.preview_view), "preview")]

    def preview_view(self, request, object_id):
        visible = self.admin.viewable(request, object_id)
        entry = with_relations(named(visible.kind)).get(pk=visible.pk)
        page = RecordPage(
            entry, base=site_url(request), edit_url=self.admin.url("change", entry.pk), audience=entry.visibility
        )
        response = TemplateResponse(request, "admin/preview.html", {"entry": entry, "record_page": page})
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_store=True)
        return response
