"""Direct answers about publications: by whom and when."""

from django.db.models import Q
from django.utils import timezone

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import as_of, is_doubted, note_of, sources_of
from baliportal.search.answers.registry import Answers

from ..models import Resource
from ..opportunities.closing import Closing, closing_in_words, closing_of

#: Types with a closing date: their names in a sentence, and the address of their list.
LISTS = {"campaign": (("campaign", "campaigns"), "/campaigns/"),
         "opportunity": (("opportunity", "opportunities"), "/opportunities/")}  # fmt: skip
COLUMNS = ("Title", "Closing", "Date")


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


def closing_date(question):
    """The closing date of an opportunity or campaign; None of anything else."""
    resource = _resource(question)
    if resource is None or resource.type not in LISTS or is_doubted(resource, "when"):
        return None
    return _answer(resource, f"{resource.title}: {_closing(resource)}.")


def resource_summary(question):
    """The title and summary of one campaign or opportunity; None of a report on one."""
    resource = _resource(question)
    if resource is None or resource.type not in LISTS or not resource.summary:
        return None
    return _answer(resource, f"{resource.title}: {resource.summary}")


def campaigns(question):
    """The campaigns on record, of all themes or of one with its narrower themes."""
    found, theme = Resource.objects.published().filter(type="campaign"), question.one("topic")
    if question.all("topic"):
        if theme is None:
            return None
        about = Q(topics__slug=theme.value) | Q(topics__parent__slug=theme.value)
        found = found.filter(about).distinct()
    return _list("campaign", found, f"recorded on the theme “{theme.label}”" if theme else "recorded")


def opportunities(question):
    """The opportunities that are open today, by what is recorded."""
    today = timezone.localdate()
    found = Resource.objects.published().filter(type="opportunity")
    is_open = [each for each in found if closing_of(each.closing_date, today) is Closing.OPEN]
    return _list("opportunity", is_open, "open by what is recorded") if is_open else Answer(
        "No opportunity with a closing date still to come is recorded.", LISTS["opportunity"][1]
    )  # fmt: skip


def _list(type_name, found, standing):
    found = sorted(found, key=lambda each: each.title)
    if not found:
        return None
    (one, many), url = LISTS[type_name]
    rows = [Row((each.title, _closing(each), each.date_in_words or "not recorded"), each.get_absolute_url())
            for each in found]  # fmt: skip
    number = f"1 {one} is" if len(found) == 1 else f"{len(found)} {many} are"
    return Answer(f"{number} {standing}: {'; '.join(each.title for each in found)}.", url, as_of(*found),
                  sources_of(*found)[:5], COLUMNS, rows)  # fmt: skip


def _closing(resource):
    words = closing_in_words(resource.type, resource.closing_date, timezone.localdate())
    return words[:1].lower() + words[1:]


def _resource(question):
    found = Resource.objects.published().filter(pk=question.one("resource").value)
    return found.select_related("publisher").first()


def _answer(resource, text):
    return Answer(text, resource.get_absolute_url(), as_of(resource), sources_of(resource), note=note_of(resource))


ANSWERS = Answers({
    "publisher": publisher, "published-when": published_when, "closing-date": closing_date,
    "resource-summary": resource_summary, "campaigns": campaigns,
    "opportunities": opportunities,
})  # fmt: skip
