"""A record as visitors would see it, before it is published: for those who may see it here, and kept by nobody."""

from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from baliportal.catalogue.kinds import named
from baliportal.catalogue.record_page import RecordPage
from baliportal.catalogue.schema.records import with_relations
from baliportal.catalogue.site_url import site_url


class Previewed:
    """Shows the public page of an entry that has none, or not yet."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.preview_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request, object_id):
        seen = self._viewable(request, object_id)
        entry = with_relations(named(seen.kind)).get(pk=seen.pk)
        edit_url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk])
        page = RecordPage(entry, base=site_url(request), edit_url=edit_url)
        response = TemplateResponse(request, "admin/preview.html", {"entry": entry, "record_page": page})
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_store=True)
        return response
