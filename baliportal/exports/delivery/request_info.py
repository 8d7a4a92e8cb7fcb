"""What a request for a file says of itself, and what it is told when it makes no sense."""

from django.conf import settings
from django.http import HttpResponseBadRequest

from .options import InvalidOption


def refused_in_words(answer):
    """The answer; 400 with a sentence where a choice makes no sense, as a file cannot show what is wrong."""
    try:
        return answer()
    except InvalidOption as problem:
        return HttpResponseBadRequest(f"{problem}\n", content_type="text/plain; charset=utf-8")


def about(request, name, title, question):
    """What a manifest tells of the question, of the page that asks it, and of the program that answered."""
    page = request.path.rstrip("/").partition(".")[0]  # no address of a page has a full stop, all of files have
    return told(f"{base_of(request)}{page}/", request.META.get("QUERY_STRING", ""), name, title, question)


def told(address, query, name, title, question):
    """The same where nobody asks by a request."""
    return {"name": name, "title": title, "address": f"{address}{query and '?'}{query}", "question": question,
            "software": f"baliportal {settings.RELEASE}"}  # fmt: skip


def base_of(request):
    """The portal's own address, for what is read elsewhere."""
    return f"{request.scheme}://{request.get_host()}"
