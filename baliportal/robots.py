"""robots.txt."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.site_url import site_url
from baliportal.exports.formats.registry import formats_of

#: Records, themes and plain lists may be crawled. Combinations of choices, and the same rows as files, may not:
#: there are more of them than anybody could fetch. Files to subscribe to may: Google's calendar obeys these rules.
RULES = """User-agent: *
Allow: /search/help/
Allow: /calendar.ics
Allow: /workshops.ics
Disallow: /search
Disallow: /*?
Disallow: /download/
Disallow: /tell-us/
Disallow: /accounts/
Disallow: /officials/
{files}Disallow: /admin/

Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    """The rules for crawlers."""
    suffixes = sorted({suffix for kind in all_kinds() for suffix in formats_of(kind)})
    files = "".join(f"Disallow: /*.{suffix}$\n" for suffix in suffixes)
    text = RULES.format(files=files, sitemap=f"{site_url(request)}/sitemap.xml")
    return HttpResponse(text, content_type="text/plain")
