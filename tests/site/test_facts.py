"""A record's page shows every fact of it that everybody may see, in words."""

from urllib.parse import urlsplit

import pytest

from baliportal.catalogue.journal import SYSTEM
from baliportal.catalogue.kinds import named
from baliportal.catalogue.languages import language_name
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.partial_dates import PartialDate, in_words
from baliportal.catalogue.publishing import Status, Visibility, move
from baliportal.catalogue.schema.names import Names
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import to_record
from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links, TopicLink, Topics
from baliportal.catalogue.schema.scalars import Choice, Date, Language, Url, YesNo
from members.help_lines.language_codes import LanguageCodes
from members.models import MemberState

from ..sampling import sample
from . import addresses
from .neighbours import hidden_records, published, tie

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]


def expected(column, value):
    """The words by which a person must find a value of the record schema on the page."""
    kind = column.type
    if isinstance(kind, NestedRows):
        return [words for row in value for inner in kind.fields for words in _cell(inner, row[inner.name])]
    return _words(column, value)


def _cell(column, value):
    """In a table an address is shown by its host."""
    return [urlsplit(value).hostname] if value and isinstance(column.type, Url) else _words(column, value)


def _words(column, value):
    kind, values = column.type, value if isinstance(value, list) else [value]
    values = [item for item in values if item not in ("", None)]
    if isinstance(kind, Choice):
        labels = [str(dict(kind.choices)[item]) for item in values]
        return [label[:1].upper() + label[1:] for label in labels]
    if isinstance(kind, Date):
        return [in_words(PartialDate.parse(item)) for item in values]
    if isinstance(kind, Language):
        return [language_name(item) for item in values]
    if isinstance(kind, YesNo):
        return ["Yes" if item else "No" for item in values]
    return _names(kind, values)


def _names(kind, values):
    """What the page calls the records and languages that these values name; other values are shown as they are."""
    if isinstance(kind, LanguageCodes):
        return [language_name(code) for item in values for code in item.split(";")]
    if isinstance(kind, Countries | CountryLink):
        return [Country.objects.get(code=item).name for item in values]
    if isinstance(kind, Topics | TopicLink):
        return [Topic.objects.get(slug=item).label for item in values]
    if isinstance(kind, Link | Links):
        return [_title(kind.kind, item) for item in values]
    separator = ";" if isinstance(kind, Names) else None
    return [" ".join(name.split()) for item in values for name in str(item).split(separator or "\0")]


def _title(kind, name):
    if name and not kind:
        kind, _, name = name.partition("/")
    entry = named(kind).model.objects.filter(slug=name).first()
    return entry.title if kind != "workshop" or entry else name


def assert_all_facts_are_on(page, entry):
    entry = entry.specific
    record = to_record(entry, Visibility.PUBLIC)
    for column in named(entry.kind).fields:
        if not column.shown or not column.visible_to(Visibility.PUBLIC) or type(column.type).__name__ == "SeriesLink":
            continue
        for words in expected(column, record[column.name]):
            assert words in page, (entry.get_absolute_url(), column.name, words)
        if record[column.name] not in ("", None, [], ()):
            assert column.label in page, (entry.get_absolute_url(), column.label)


def test_every_fact_of_a_starter_record_is_on_its_page(text_of):
    for entry in sample(addresses.one_of_each_kind_and_type(), one_in=3):
        assert_all_facts_are_on(text_of(entry.get_absolute_url()), entry)


def test_every_fact_of_a_full_record_is_on_its_page(text_of, empty_portal):
    open_records, full = published(), hidden_records()
    tie(open_records, full)
    for entry in full.values():
        move(entry, to=Status.PUBLISHED, by=SYSTEM)
    for entry in full.values():
        page = text_of(entry.get_absolute_url())
        assert_all_facts_are_on(page, entry)
        for words in (entry.title, entry.summary, entry.original_title, entry.source_note, entry.doubt):
            assert words in page


def test_facts_for_officials_are_not_on_the_page_nor_in_its_files(vera):
    member = MemberState.objects.get(slug="my")
    member.contact_points.create(role="Lost passport desk", mailbox="passports@example.org")
    answers = [addresses.plain(vera.get(address).getvalue()).decode() for address in addresses.of_record(member)]
    assert not any("passports@example.org" in answer or "Lost passport desk" in answer for answer in answers)
