"""Preview of the public page of a record; only for people who may see it in the admin, and never cached."""

from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from baliportal.catalogue.admin.features import AdminFeature
from baliportal.catalogue.kinds import named
from baliportal.catalogue.record_page import RecordPage
from baliportal.catalogue.schema.records import with_relations
from baliportal.catalogue.site_url import site_url
from baliportal.catalogue.statuses import Visibility


class Preview(AdminFeature):
    """Shows the public page of an entry that is not published, as its widest audience will see it."""

    def urls(self):
        return [("<path:object_id>/preview/", require_safe(self.preview_view), "preview")]

    def preview_view(self, request, object_id):
        visible = self.admin.viewable(request, object_id)
        entry = with_relations(named(visible.kind)).get(pk=visible.pk)
        edit_url = self.admin.url("change", entry.pk)
        page = RecordPage(entry, base=site_url(request), edit_url=edit_url, audience=entry.visibility)
        context = {"record_page": page, "visibility": visibility_in_words(entry)}
        response = TemplateResponse(request, "admin/preview.html", context)
        response["X-Robots-Tag"] = "noindex, nofollow"
        patch_cache_control(response, private=True, no_store=True)
        return response


def visibility_in_words(entry):
    """Return a sentence that says whether visitors see the page of the entry, and why they do not."""
    if entry.is_public:
        return "This record is published; visitors see this page."
    audience = "" if entry.visibility == Visibility.PUBLIC else f" and for {entry.get_visibility_display().lower()}"
    return f"This record is {entry.get_status_display().lower()}{audience}: visitors do not see it."
