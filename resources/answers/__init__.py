"""Direct answers about publications: by whom and when."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer
from baliportal.search.answers.evidence import as_of, is_doubted, note_of, sources_of
from baliportal.search.answers.registry import Answers

from ..models import Resource


def publisher(question):
    """The publisher; that it is not recorded, where it is not."""
    resource = _resource(question)
    if resource is None or is_doubted(resource, "publisher"):
        return None
    public = resource.publisher and resource.publisher.is_public
    when = f" ({in_words(resource.date)})" if resource.date else ""
    told = f"published by {resource.publisher.title}{when}" if public else "the publisher is not recorded"
    return _answer(resource, f"{resource.title}: {told}.")


def published_when(question):
    resource = _resource(question)
    if resource is None or is_doubted(resource, "when"):
        return None
    told = f"published {in_words(resource.date)}" if resource.date else "the date of publication is not recorded"
    return _answer(resource, f"{resource.title}: {told}.")


def _resource(question):
    found = Resource.objects.published().filter(pk=question.one("resource").value)
    return found.select_related("publisher").first()


def _answer(resource, text):
    return Answer(text, resource.get_absolute_url(), as_of(resource), sources_of(resource), note=note_of(resource))


ANSWERS = Answers({"publisher": publisher, "published-when": published_when})
