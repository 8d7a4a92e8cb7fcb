"""Style sheet and script that stand inside /help/, so that one answer is the whole page, and the policy for them."""

import base64
import hashlib
import re

from django.conf import settings
from django.utils.safestring import mark_safe


def _shortened(path):
    """The text of a file of ours without indentation and without comments that end a line."""
    text = (settings.STATICFILES_DIRS[0] / path).read_text()
    return mark_safe(re.sub(r"\n\s+", "\n", re.sub(r" *// .*", "", text)).strip())  # noqa: S308


def _hash(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


STYLE, SCRIPT = _shortened("css/help.css"), _shortened("js/quick-exit.js")
#: Nothing is loaded from anywhere, our own server included: style and script are named by their hashes.
POLICY = "; ".join([
    "default-src 'none'", f"style-src {_hash(STYLE)}", f"script-src {_hash(SCRIPT)}", "img-src data:",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
])  # fmt: skip
