"""Every row of the starter files is a published record, with its source and its doubts."""

import pytest

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Change, CountryGroup, Entry
from baliportal.catalogue.partial_dates import PartialDate
from baliportal.catalogue.public_ids import derived_public_id
from baliportal.catalogue.starter_files import FOUNDING_DOCUMENT
from baliportal.starter.files import DOUBTS, OF_ANY_KIND, all_files
from baliportal.starter.load import HERE
from workshops.models import Workshop

from .folder import Folder

pytestmark = pytest.mark.django_db
FILES = all_files()
PARTS = [(file, part) for file in FILES for part in file.parts]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_row_has_its_record_under_its_permanent_id_and_nothing_else_is_there(file):
    ids = {derived_public_id(file.schema, row[file.key]) for row in Folder.original(file.name)}
    assert len(ids) == len(Folder.original(file.name))
    assert set(named(file.schema).model.objects.values_list("public_id", flat=True)) == ids


@pytest.mark.parametrize(("file", "part"), PARTS, ids=lambda item: item.name)
def test_every_row_of_a_part_file_is_a_row_of_its_record(file, part):
    relation = named(file.schema).model._meta.get_field(part.into)
    assert relation.related_model.objects.count() == len(Folder.original(part.name))


def test_everything_is_published_and_public():
    assert Entry.objects.published().count() == Entry.objects.count() > 0
    assert set(Entry.objects.values_list("kind", flat=True)) == {kind.name for kind in all_kinds()}


def test_every_record_has_one_line_of_history_and_one_version():
    changes = Change.objects.all()
    subjects = list(changes.values_list("subject", flat=True))
    assert len(subjects) == len(set(subjects)) == sum(len(Folder.original(file.name)) for file in FILES)
    assert set(changes.values_list("who", "route", "verb", "note")) == {
        ("starter", "command", "created", "Starter content")
    }
    assert set(Entry.objects.values_list("version", flat=True)) == {1}


def test_every_csv_file_of_the_folder_is_read():
    read = {file.name for file in FILES} | {part.name for _, part in PARTS} | OF_ANY_KIND.keys()
    read |= {extra.name for file in FILES for extra in file.supplements}
    assert {path.name for path in HERE.glob("*.csv")} == read


def test_every_doubt_stands_on_its_record():
    doubts = {(row["kind"], row["slug"]): row["doubt"] for row in Folder.original(DOUBTS)}
    of_entries = {(entry.kind, entry.slug): entry.doubt for entry in Entry.objects.exclude(doubt="")}
    of_groups = {("group", group.slug): group.doubt for group in CountryGroup.objects.exclude(doubt="")}
    assert of_entries | of_groups == doubts


@pytest.mark.parametrize("file", [file for file in FILES if "source_url" in file.cells], ids=lambda file: file.name)
def test_every_record_names_its_source(file):
    for row in Folder.original(file.name):
        entry = Entry.objects.get(public_id=derived_public_id(file.schema, row[file.key]))
        if row["source_url"] == FOUNDING_DOCUMENT:
            assert (entry.source_url, entry.source_note) == ("", "Founding document of this portal (about 2008)")
        else:
            assert (entry.source_url, entry.source_note) == (row["source_url"], "")
            assert entry.source_url.startswith("http")


def test_meetings_stand_in_their_series():
    for row in Folder.original("workshop_series.csv"):
        meeting = Workshop.objects.get(slug=row["workshop"])
        assert (meeting.series.slug, str(meeting.ordinal or "")) == (row["series"], row["ordinal"])


def test_dates_are_as_precise_as_the_files_say():
    for file in FILES:
        for row in Folder.original(file.name):
            date = row.get(file.cells.get("date")) or row.get("in_force_date")
            if date and "date_precision" in row:
                assert (row[file.key], PartialDate.parse(date).precision) == (row[file.key], row["date_precision"])
