"""The corpus into the portal's own database, in bulk and in the journal, as any other writing."""

from itertools import islice

from baliportal.catalogue import journal
from baliportal.catalogue.models import Country, Entry, Topic
from baliportal.catalogue.publishing import Status
from baliportal.search.index.sync import after_commit
from legislation.models import Law, Provision
from resources.models import Resource
from workshops.models import Workshop

MODELS = {"law": Law, "resource": Resource, "workshop": Workshop}
SHARED = ("type", "language", "date", "title", "original_title", "summary")
BATCH = 2_000  # entries in one recording
BENCH = journal.Program("bench")


def load(rows):
    """The index is left behind, for one rebuild to do at the end."""
    journal.committed.disconnect(after_commit, dispatch_uid="search catches up")
    countries = dict(Country.objects.values_list("code", "pk"))
    topics = dict(Topic.objects.values_list("slug", "pk"))
    while batch := list(islice(rows, BATCH)):
        with journal.recording(by=BENCH, note="Made-up corpus"):
            _write(batch, countries, topics)


def _write(batch, countries, topics):
    entries = {}
    for kind, model in MODELS.items():
        made = [_entry(row) for row in batch if row["kind"] == kind]
        entries |= {entry.public_id: entry for entry in model.objects.bulk_create(made)}
    written = [(entries[_id(row)], row) for row in batch]
    pairs = [(entry, countries[code]) for entry, row in written for code in row["countries"]]
    _link(Entry.countries.through, "country_id", pairs)
    _link(Entry.topics.through, "topic_id", [(e, topics[slug]) for e, row in written for slug in row["topics"]])
    long = [(entry, row["text"]) for entry, row in written if entry.kind == "law" and row["text"]]
    Provision.objects.bulk_create([Provision(law_id=entry.pk, pinpoint="s 1", text=text) for entry, text in long])


def _entry(row):
    own = {"law": {"number": row["number"]}, "workshop": {"outcomes": row["text"], "event_status": "held"}}
    return MODELS[row["kind"]](
        public_id=_id(row), slug=f"bench-{row['id']}", status=Status.PUBLISHED, **{name: row[name] for name in SHARED},
        **own.get(row["kind"], {}),
    )  # fmt: skip


def _id(row):
    return f"{row['id']:08d}"


def _link(through, name, pairs):
    """Rows of a many-to-many table; its entries are in the recording already."""
    through.objects.bulk_create([through(entry_id=entry.pk, **{name: pk}) for entry, pk in pairs], batch_size=BATCH)
