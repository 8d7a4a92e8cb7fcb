"""The page that a message is about, from the query string of the form."""

from dataclasses import dataclass

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Entry
from baliportal.quality.expected import facts_about_subject
from baliportal.search.search_request import clean_text

MAX_PATH = 300


@dataclass(frozen=True)
class Subject:
    """A page of the portal: its `path`, the record there, and the expected fact that is told of it."""

    path: str
    entry: Entry | None = None
    fact: object = None

    @property
    def fact_name(self):
        return self.fact.name if self.fact else ""

    @property
    def public_id(self):
        return self.entry.public_id if self.entry else ""

    @property
    def title(self):
        return self.entry.title if self.entry else f"the page {self.path}"


def read_subject(query, audience) -> Subject:
    """Return the subject that `about` and `fact` name; whatever makes no sense is about the portal as a whole.

    `about` is "law/slug", or the path of any page. A record that the audience may not see is not looked up.
    """
    about = clean_text(query.get("about", ""))[:MAX_PATH]
    kind, slug = _kind_and_slug(about)
    entry = kind and Entry.objects.published(audience).filter(kind=kind.name, slug=slug).first()
    if not entry:
        return Subject(about if _is_path(about) else "/")
    facts = {fact.name: fact for fact in facts_about_subject(kind.name)}
    return Subject(entry.get_absolute_url(), entry, facts.get(query.get("fact", "")))


def _kind_and_slug(about):
    """Return the kind and the slug of a record's page; (None, "") for any other page."""
    first, _, rest = about.strip("/").partition("/")
    named_by = "path" if about.startswith("/") else "name"
    kinds = [kind for kind in all_kinds() if getattr(kind, named_by) == first]
    return (kinds[0], rest) if kinds and rest else (None, "")


def _is_path(about):
    """Tell whether a text is the path of a page here: one slash, as two lead to another site."""
    return about.startswith("/") and not about.startswith("//") and "\\" not in about and about.isprintable()
