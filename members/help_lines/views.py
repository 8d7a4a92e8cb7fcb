"""HTTP views of /help/, the page for people in danger: one small answer that nobody keeps."""

import re

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from baliportal.catalogue.portal_settings import exit_url

from .inline import POLICY
from .page import HelpFacts, HelpPage
from .translations import preferred_translation, translations

#: Bytes of the page, uncompressed: it must arrive over a bad line.
BUDGET = 30_000
#: Help lines of one country that are tried, from all of them downwards, until the page is small enough.
MOST = (None, 6, 4, 3, 2, 1, 0)
#: Not stored by browser or proxy, and no site that is opened from here learns where the visitor came from.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
}


@require_safe
def help_page(request):
    """Show the page in the language that the browser asks for, as far as there is a translation."""
    response = _response(preferred_translation(request.headers.get("Accept-Language", "")))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def help_page_in(request, language):
    """Show the page in one language; 404 where there is no translation."""
    if language not in translations():
        raise Http404("The help page is not translated into this language.")
    return _response(translations()[language])


def _response(translation):
    return HttpResponse(_content(translation), headers=HEADERS | {"Content-Language": translation.tag})


def _content(translation):
    """The page as bytes within the budget; where many help lines are recorded, the most urgent of each country."""
    facts, target = HelpFacts.read(translation), exit_url()
    for most in MOST:
        page = render_to_string("help_lines/page.html", {"page": HelpPage(facts, target, most)})
        content = re.sub(r"\n\s+", "\n", page).encode()
        if len(content) < BUDGET:
            break
    return content
