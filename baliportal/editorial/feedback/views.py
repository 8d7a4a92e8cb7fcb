"""HTTP views of the form by which anybody tells the editors something, and of the thanks after it."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from baliportal.catalogue.audience import audience_of_request
from baliportal.catalogue.mailboxes import role_mailboxes

from ..models import Feedback
from .forms import TRAP, FeedbackForm
from .rate_limit import WINDOW, is_limited, sender_code
from .subject import read_subject

TOO_MANY = "Too many messages came from your network in the last hour. Yours is still here: send it again later."


@csrf_exempt  # the form carries a signed token of its own, see form_token.py
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_us(request):
    """Show the form about the page that the query string names; keep what is sent, and say thanks."""
    subject = read_subject(request.GET, audience_of_request(request))
    form, status = FeedbackForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        if form.is_trapped or _store(request, subject, form):
            return redirect(f"/tell-us/sent/?{urlencode({'about': subject.path}, safe='/')}")
        form.add_error(None, TOO_MANY)
        status = 429
    response = _shown(request, subject, form, status if status != 200 or not form.is_bound else 400)
    if status == 429:
        response["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


@never_cache
@require_safe
def sent(request):
    """Say thanks, with the way back to the page."""
    subject = read_subject(request.GET, audience_of_request(request))
    return render(request, "feedback/sent.html", {"subject": subject})


def _shown(request, subject, form, status):
    context = {"subject": subject, "form": form, "trap": TRAP, "mailboxes": role_mailboxes()}
    return render(request, "feedback/form.html", context, status=status)


def _store(request, subject, form):
    """Keep the message; return False where there are too many. A form that was sent before is not kept again."""
    if Feedback.objects.filter(token=form.nonce).exists():
        return True
    if is_limited(request):
        return False
    words = {name: form.cleaned_data[name] for name in ("message", "source", "email")}
    Feedback.objects.get_or_create(
        token=form.nonce,
        defaults={"page": subject.path, "subject": subject.public_id, "fact": subject.fact_name,
                  "sender": sender_code(request), **words},
    )  # fmt: skip
    return True
