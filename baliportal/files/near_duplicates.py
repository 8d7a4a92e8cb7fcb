"""Near-duplicates of a file: the same bytes or the same text in another record, as far as a person may see it."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from .access import may_see_file, may_view_in_admin
from .models import File, StoredFile

MAX_NAMED = 3
#: Files looked at for one that the person may see: a form may be attached to thousands of records.
MAX_COMPARED = 200


@dataclass(frozen=True)
class NearDuplicate:
    """Another record with a file of the same bytes, or of the same text where `bytes_differ`."""

    name: str
    title: str
    url: str
    bytes_differ: bool

    @property
    def sentence(self):
        return f"{self.beginning} “{self.title}” ({self.url})."

    @property
    def html(self):
        return format_html('{} “<a href="{}">{}</a>”.', self.beginning, self.url, self.title)

    @property
    def beginning(self):
        return f"“{self.name}” has the same {'text' if self.bytes_differ else 'bytes'} as a file of"


def near_duplicates(described, *, entry=None, user=None) -> list[NearDuplicate]:
    """Other records than `entry` that have these bytes or this text, at most `MAX_NAMED`, each once.

    `described` has `sha256`, `original` and `name`, as a `File` and an `Accepted` have. The text is compared once it
    was read. Without a user, as for somebody at the server, nothing is hidden.
    """
    names = {described.sha256, described.original} - {""}
    found = {}
    for file in _candidates(described.sha256, names).exclude(entry=entry and entry.pk)[:MAX_COMPARED]:
        if len(found) < MAX_NAMED and file.entry_id not in found and (user is None or may_see_file(file, user)):
            bytes_differ = not names & {file.sha256, file.original}
            found[file.entry_id] = NearDuplicate(
                described.name, file.entry.title, _address(file.entry, user), bytes_differ
            )
    return list(found.values())


def _candidates(sha256, names):
    condition = Q(sha256__in=names) | Q(original__in=names)
    text = StoredFile.objects.filter(sha256=sha256).values_list("text_sha256", flat=True).first()
    if text:
        condition |= Q(sha256__in=StoredFile.objects.filter(text_sha256=text).values("sha256"))
    return File.objects.filter(condition).select_related("entry").order_by("entry", "pk")


def _address(entry, user):
    """The form of a record for people of the back office, its page for others."""
    if user is None or not (user.is_staff and may_view_in_admin(user, entry)):
        return entry.get_absolute_url()
    meta = entry.specific._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
