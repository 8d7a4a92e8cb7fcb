"""Download of the files of resources."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from baliportal.files.models import File

from .models import Resource


@require_safe
def file(request, slug, sha256):
    """One file of a published resource, as an attachment in a sandbox without scripts. Raises Http404."""
    resource = Resource.objects.published().filter(slug=slug).first()
    stored = resource and File.objects.filter(entry=resource, sha256=sha256).first()
    if not stored or not stored.file:
        raise Http404("There is no such file.")
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is not kept here any more.") from None
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
