"""The files of an entry as its page lists them."""

from django.template.defaultfilters import filesizeformat

from baliportal.accounts.audience import levels_for
from baliportal.catalogue.languages import direction, language_name
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.prefetched import related

from .models import Erasure, StoredFile
from .safety.media_types import WITH_PICTURES, label_of


class ListedFile:
    """One file with its facts in words; what is not known is said."""

    def __init__(self, file, stored, erased):
        self.file, self.stored, self.erased = file, stored, erased
        self.title = str(file)
        self.url, self.text_url = file.get_absolute_url(), file.text_url
        self.lang, self.dir = file.language, direction(file.language)

    @property
    def role(self):
        return self.file.role_label or "File"

    @property
    def facts(self):
        """Language, format, pages, size, day, licence, and what is not as usual: unscrubbed, or not for everybody."""
        language = language_name(self.file.language) if self.file.language else "language not recorded"
        yield language
        if self.stored:
            yield label_of(self.stored.media_type)
            yield pages_in_words(self.stored.pages)
        yield filesizeformat(self.file.size)
        if self.stored:
            yield f"kept since {in_words(PartialDate.of(self.stored.stored_at.date()))}"
        yield f"licence: {self.file.licence}" if self.file.licence else "licence not recorded"
        if self.file.as_uploaded:
            yield "published as uploaded, nothing private was removed"
        if self.file.visibility != Visibility.PUBLIC:
            yield f"for {self.file.get_visibility_display().lower()} only"

    @property
    def source_url(self):
        """The address that an archived copy was taken from; "" for a file that a person brought."""
        return self.file.source_url

    @property
    def taken(self):
        """The day on which it was taken, in words."""
        return day_taken(self.file)

    @property
    def readable(self):
        """True if some of its text can be read here."""
        return bool(self.stored and self.stored.text_sha256)

    @property
    def reader_label(self):
        """Name of the link to the reader: to the text, or to the pictures of pages without; "" where it has neither."""
        if self.readable:
            return "Read"
        return "See the pages" if self.stored and self.stored.media_type in WITH_PICTURES else ""

    @property
    def reading_note(self):
        """Reason why its text cannot be read here; "" where it can."""
        if self.readable or not self.stored:
            return ""
        if self.stored.reading == StoredFile.Reading.READ:
            return "It has no text."
        waiting = self.stored.reading == StoredFile.Reading.WAITING
        reason = "" if waiting or not self.stored.reading_note else f": {self.stored.reading_note}"
        return f"{self.stored.get_reading_display()}{reason}"


def files_of(entry, audience=Visibility.PUBLIC) -> list[ListedFile]:
    """The files of an entry that an audience may see, in their order; three queries, two for prefetched files."""
    levels = levels_for(audience)
    files = [file for file in related(entry, "files") if file.visibility in levels]
    names = [file.sha256 for file in files]
    stored = {each.sha256: each for each in StoredFile.objects.filter(sha256__in=names)} if names else {}
    gone = set(names) - stored.keys()
    erased = {each.sha256: each for each in Erasure.objects.filter(sha256__in=gone)} if gone else {}
    return [ListedFile(file, stored.get(file.sha256), erased.get(file.sha256)) for file in files]


def day_taken(file) -> str:
    """The day on which an archived copy was taken, in words."""
    return in_words(PartialDate.of(file.taken_at.date())) if file.taken_at else "a day not recorded"


def pages_in_words(pages):
    if pages is None:
        return "pages not counted"
    return "1 page" if pages == 1 else f"{pages:,} pages"
