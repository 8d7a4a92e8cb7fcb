"""Accept-Encoding without the codings that a client refuses."""

import re

#: A weight of zero means "not acceptable" (RFC 9110, section 12.4.2).
REFUSED = re.compile(r";\s*q=0(?:\.0{0,3})?\s*(?:;|$)", re.IGNORECASE)


class RefusedEncodings:
    """Middleware that drops refused codings from Accept-Encoding.

    Django's compression, WhiteNoise and our page cache look for the word "gzip" only and would take "gzip;q=0" for an
    acceptance. This middleware stands outside all three.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        codings = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if "q=0" in codings.lower():
            request.META["HTTP_ACCEPT_ENCODING"] = ",".join(c for c in codings.split(",") if not REFUSED.search(c))
        return self.get_response(request)
