"""Records that must not be seen, of every kind, status and visibility, with all that hangs on them."""

from datetime import timedelta
from hashlib import sha256
from itertools import product

from django.utils import timezone

from baliportal.accounts.models import User
from baliportal.catalogue import journal
from baliportal.catalogue.models import Change, Country, Entry, FormerAddress, FormerId, Topic
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.statuses import Visibility
from baliportal.editorial.models import Feedback, Proposal, ScheduledMove
from baliportal.files.models import FormerFile, Page, StoredFile
from baliportal.search.index.sync import catch_up
from tests.files.storing import file_of
from tests.site import neighbours
from tests.site.neighbours import COUNTRY, MARK, MODELS, SLUG, TOPIC

UNPUBLISHED = list(product(("draft", "in-review", "withdrawn"), ("public", "officials", "secretariat")))
#: {(status, visibility): the people who must not see it on public pages}.
NOBODY_SEES = dict.fromkeys(UNPUBLISHED, ("visitor", "official", "contributor", "staff"))
HIDDEN_FROM = NOBODY_SEES | {
    ("published", "secretariat"): ("visitor", "official", "contributor"),
    ("published", "officials"): ("visitor",),
}
#: The permanent ids of hidden records by kind, so that they can be asked for before there are any.
IDS = {kind: f"zz0zz0{place:02}" for place, kind in enumerate(MODELS)}
FORMER_ID, FORMER_SLUG = "zz0former", f"{SLUG}-once"
NAMES_OF_FILES = [*MODELS, "of a neighbour", "replaced", "replacing"]
FIRST_KEY = 900_001  # primary key of the first hidden record, and of what hangs on one


def content_of(name):
    return f"The file {name} tells of {MARK}.".encode()


HASHES = [sha256(content_of(name)).hexdigest() for name in NAMES_OF_FILES]


def hide(seen, ways):
    """Make a hidden record of each kind, in these ways by turns, tied to published ones in every way.

    No published record names them: it would be changed by that, which everybody may see.
    """
    hidden = {kind: _made(kind, *ways[place % len(ways)]) for place, kind in enumerate(MODELS)}
    neighbours.tie_hidden(seen, hidden)
    for kind, entry in hidden.items():
        _with_file(entry, kind)
    _with_hidden_files(seen["law"])
    _with_former_addresses(hidden["law"])
    _with_open_work(seen["law"], hidden["law"])
    catch_up()
    return hidden


def show(hidden):
    """Publish all of it for everybody."""
    keys = [entry.pk for entry in hidden.values()]
    with journal.recording():
        Entry.objects.filter(pk__in=keys).update(status=Status.PUBLISHED, visibility=Visibility.PUBLIC)
        journal.touch_many(Entry, keys, verb="published")
    catch_up()


def _made(kind, status, visibility):
    columns = neighbours.texts_of(kind) | {"public_id": IDS[kind], "status": status, "visibility": visibility}
    columns["pk"] = FIRST_KEY + list(MODELS).index(kind)
    with journal.recording():
        entry = neighbours.made_neighbour(kind, f"{MARK} {kind}", f"{SLUG}-{kind}", code="DE", **columns)
        entry.topics.add(Topic.objects.get(slug=TOPIC))
        entry.countries.add(Country.objects.get(code=COUNTRY))
    return entry


def _with_file(entry, name, **columns):
    file = file_of(entry, content_of(name), f"{MARK}.txt", **columns)
    stored = StoredFile.objects.get(sha256=file.sha256)
    Page.objects.create(stored=stored, number=1, text=content_of(name).decode(), language="en", method="text")
    StoredFile.objects.filter(pk=stored.pk).update(reading=StoredFile.Reading.READ, pages=1)
    return file


def _with_hidden_files(law):
    """A published record with a file that its audience does not get, and one that was replaced by such a file."""
    for name in ("of a neighbour", "replacing"):
        _with_file(law, name, visibility=Visibility.SECRETARIAT)
    replaced = _with_file(law, "replaced", visibility=Visibility.SECRETARIAT)
    FormerFile.remember([replaced])
    with journal.recording():
        replaced.delete()


def _with_former_addresses(law):
    FormerAddress.objects.create(kind="law", slug=FORMER_SLUG, entry_id=law.pk)
    FormerId.objects.create(public_id=FORMER_ID, entry_id=law.pk)


def _with_open_work(seen, hidden):
    """What is being worked on: a proposal for a published record, an embargo, a message of a visitor."""
    putri = User.objects.get_or_create(username="putri")[0]
    base = Change.objects.of(seen).first()
    record = base.record | {"summary": MARK}
    Proposal.objects.create(pk=FIRST_KEY, entry_id=seen.pk, base=base.number, record=record, by=putri)
    tomorrow = timezone.now() + timedelta(days=1)
    ScheduledMove.objects.create(pk=FIRST_KEY, entry_id=hidden.pk, to=Status.PUBLISHED, at=tomorrow, by=putri)
    Feedback.objects.create(
        pk=FIRST_KEY, token="one", page=hidden.get_absolute_url(), subject=hidden.public_id, message=MARK
    )
