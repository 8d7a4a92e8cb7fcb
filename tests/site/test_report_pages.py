"""Each report's numbers are those of a count made another way: entry by entry, in Python, over the starter content."""

import datetime
import re
from collections import Counter
from html import escape
from itertools import permutations

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from baliportal.catalogue.kinds import all_kinds, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.records import to_record, with_relations
from baliportal.catalogue.schema.relations import is_visible_to
from baliportal.exports.plots import Columns, Map
from baliportal.quality.expected import facts_of
from baliportal.reports.registry import FILES, REPORTS, get_public_report
from legislation.models import Agreement, Treaty, TreatyAction
from members.models import Organisation
from resources.models import Resource
from workshops.models import Workshop

from ..sampling import sample

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
CHOICES = ["", "country=MY&country=ID", "topic=trafficking-in-persons", "topic=debt-bondage&country=TH"]
every_choice = pytest.mark.parametrize("choice", sample(CHOICES, one_in=2))
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
reports_with_a_plot = pytest.mark.parametrize("report", [r for r in REPORTS if r.plot], ids=lambda report: report.name)


def rows_of(name, choice=""):
    report = get_public_report(name)
    return list(report.iter_rows(report.bind_filters(QueryDict(choice))))


def numbers_by_key(rows, number, *keys):
    numbers = {tuple(row[key] for key in keys): row[number] for row in rows}
    assert len(numbers) == len(rows), "a row stands twice"
    return numbers


def public(entries):
    return [entry for entry in entries if is_visible_to(entry, Visibility.PUBLIC)]


def chosen(choice, entries, countries=lambda entry: entry.countries.all()):
    """The entries that match a query string of countries and topics."""
    codes, slugs = (set(QueryDict(choice).getlist(key)) for key in ("country", "topic"))
    for entry in entries:
        themes = {slug for topic in entry.topics.all() for slug in (topic.slug, topic.parent and topic.parent.slug)}
        if (not codes or codes & {country.code for country in countries(entry)}) and (not slugs or slugs & themes):
            yield entry


def year(entry):
    return entry.date.year if entry.date else None


@every_choice
def test_meetings_by_year_kind_and_host(choice):
    codes, expected = QueryDict(choice).getlist("country"), Counter()
    for meeting in chosen(choice, Workshop.objects.published(), lambda meeting: meeting.host_countries.all()):
        hosts = [(country.name, country.code) for country in meeting.host_countries.all()]
        hosts += [(body.title, "") for body in public(meeting.host_organisations.all())]
        for name, code in hosts or [("", "")]:
            if not codes or code in codes:
                expected[year(meeting), meeting.type_label, name, code] += 1
    assert numbers_by_key(rows_of("meetings-by-year", choice), "meetings", "year", "type", "host", "code") == expected


@every_choice
def test_resources_by_kind_publisher_language_and_year(choice):
    expected = Counter(
        (resource.type_label, "".join(org.title for org in public(filter(None, [resource.publisher]))), year(resource))
        for resource in chosen(choice, Resource.objects.published())
    )
    numbers = Counter()
    for row in rows_of("resource-counts", choice):
        numbers[row["type"], row["publisher"], row["year"]] += row["resources"]
    assert numbers == expected


@every_choice
def test_who_has_agreements_with_whom(choice):
    Agreement.objects.published().first().party_organisations.add(*Organisation.objects.published()[:2])
    codes, expected, first = QueryDict(choice).getlist("country"), Counter(), {}
    for agreement in chosen(choice, Agreement.objects.published()):
        parties = [(country.name, country.code) for country in agreement.countries.all()]
        parties += [(body.title, "") for body in public(agreement.party_organisations.all())]
        for one, other in permutations(parties, 2):
            if not codes or one[1] in codes:
                expected[*one, *other] += 1
                first[*one, *other] = min(
                    filter(None, [first.get((*one, *other)), str(agreement.date or "")]), default=""
                )
    rows = rows_of("agreement-pairs", choice)
    assert numbers_by_key(rows, "agreements", "party", "code", "other", "other_code") == expected
    assert numbers_by_key(rows, "first", "party", "code", "other", "other_code") == first


def test_every_member_and_treaty_has_a_row_that_says_what_is_recorded():
    members, treaties = Entry.objects.published().filter(kind="member"), Treaty.objects.published()
    rows = rows_of("treaty-matrix")
    assert len(rows) == members.count() * treaties.count()
    of_members = TreatyAction.objects.filter(country__member_state__in=members, treaty__in=treaties)
    joined = of_members.exclude(action__in=["signature", "denunciation"])
    left = of_members.filter(action="denunciation").values_list("country__code", "treaty__title")
    parties = {(row["code"], row["treaty"]) for row in rows if row["state"] in ("party", "party-undated")}
    assert parties == set(joined.values_list("country__code", "treaty__title")) - set(left)
    signed = {(row["code"], row["treaty"], row["signed"]) for row in rows if row["signed"]}
    acts = of_members.filter(action="signature").values_list("country__code", "treaty__title", "date")
    assert signed == {(code, title, str(date)) for code, title, date in acts if date}


def test_a_member_that_left_a_treaty_is_said_to_have_left_unless_it_came_back():
    act = TreatyAction.objects.filter(action="ratification", country__code="AU").first()
    query = f"country=AU&treaty={act.treaty.slug}"
    act.treaty.actions.create(country=act.country, action="denunciation", date="2030")
    assert [row["state"] for row in rows_of("treaty-matrix", query)] == ["left"]
    assert [row["state"] for row in rows_of("treaty-matrix", f"{query}&state=party")] == []
    act.treaty.actions.create(country=act.country, action="accession", date="2031")
    assert [(row["state"], row["action"], row["date"]) for row in rows_of("treaty-matrix", query)] == [
        ("party", "Accession", "2031")
    ]


@every_choice
def test_themes_over_time(choice):
    slugs, expected = set(QueryDict(choice).getlist("topic")), Counter()
    entries = Entry.objects.published().prefetch_related("topics__parent", "countries")
    for entry in chosen(choice, entries):
        themes = {theme for topic in entry.topics.all() for theme in (topic, topic.parent) if theme}
        for theme in themes:
            if not slugs or slugs & {theme.slug, theme.parent and theme.parent.slug}:
                broader = theme.parent.label if theme.parent else ""
                expected[theme.label, broader, year(entry), named(entry.kind).label.capitalize()] += 1
    assert (
        numbers_by_key(rows_of("themes-over-time", choice), "records", "theme", "broader", "year", "kind") == expected
    )


@every_choice
def test_freshness(choice):
    today, codes = timezone.localdate(), QueryDict(choice).getlist("country")
    changed, expected = [], {}
    for place, entry in enumerate(Entry.objects.published().order_by("pk")):
        if place % 3:  # so that some are left that nobody checked
            entry.verified_on, entry.verified_by = today - datetime.timedelta(days=place * 7 % 1000), "legal officer"
            changed.append(entry)
    QuerySet(Entry).bulk_update(changed, ["verified_on", "verified_by"])  # past the journal, undone with the test
    names = ("half_year", "year", "two_years", "older", "never")
    for entry in chosen(choice, Entry.objects.published().prefetch_related("topics__parent", "countries")):
        age = (today - entry.verified_on).days if entry.verified_on else None
        bucket = "never" if age is None else names[sum(age > limit for limit in (182, 365, 730))]
        for code in [country.code for country in entry.countries.all()] or [""]:
            if not codes or code in codes:
                expected.setdefault((code, named(entry.kind).label.capitalize()), Counter())[bucket] += 1
    rows = rows_of("freshness", choice)
    assert {(row["code"], row["kind"]): Counter({n: row[n] for n in names}) for row in rows} == expected
    assert all(sum(row[name] for name in names) == row["records"] for row in rows)


def missing_in(entry):
    record = to_record(entry, Visibility.PUBLIC)
    facts = facts_of(entry.kind)
    empty = [fact for fact in facts if all(record[name] in ("", None, []) for name in fact.field_names)]
    return [fact.label for fact in empty if applies(fact, record)]


def applies(fact, record):
    name, values = fact.only_if or fact.unless or ("", ())
    return not name or (record[name] in values) is bool(fact.only_if)


@every_choice
def test_gaps_are_the_facts_missing_in_the_public_record(choice):
    entries = [entry for kind in all_kinds() for entry in with_relations(kind, kind.model.objects.published())]
    missing_by_page = {f"/e/{entry.public_id}/": (entry.kind, missing_in(entry)) for entry in chosen(choice, entries)}
    gaps = {row["page"]: row["missing"] for row in rows_of("gaps", choice)}
    assert gaps == {page: "; ".join(missing) for page, (_, missing) in missing_by_page.items() if missing}
    expected = Counter(
        (named(kind).label.capitalize(), label) for kind, missing in missing_by_page.values() for label in missing
    )
    counts = numbers_by_key(rows_of("gap-counts", choice), "missing", "kind", "fact")
    assert {key: number for key, number in counts.items() if number} == expected


def test_gaps_can_be_filtered_by_the_missing_fact():
    rows = rows_of("gaps", "missing=publisher&kind=resource")
    assert rows
    assert all("Publisher" in row["missing"].split("; ") for row in rows)
    assert len(rows) == Resource.objects.published().filter(publisher=None).count()


@reports_with_a_plot
def test_the_numbers_of_a_plot_are_on_the_page_as_a_table(vera, report):
    page = vera.get(report.url).content.decode()
    figure = re.search(r"<figure.*?</figure>", page, re.DOTALL)[0]
    plot = report.draw(report.bind_filters(QueryDict("")))
    if isinstance(report.plot, Map):  # the rows of the report are its table
        rows = page[page.index('aria-labelledby="rows-title"') :]
        assert [place["name"] for place in plot.places if escape(place["name"]) not in rows] == []
        return
    assert "<table" in figure
    if not isinstance(report.plot, Columns):
        assert figure.count("<tr>") == 1 + len(list(plot.rows))
        return
    assert figure.count("<title>") == sum(1 for _ in plot.columns)
    assert all(f'<td class="number">{number}</td>' in figure for _, line in plot.rows for number in line)


@every_choice
def test_a_chart_counts_each_record_of_a_register_once(choice):
    for name in ("meetings-register", "legislation-register", "resource-inventory", "treaty-status"):
        report = get_public_report(name)
        filters = report.bind_filters(QueryDict(choice))
        plot = report.draw(filters)
        drawn = sum(sum(plot.grid.row_values(row)) for row in plot.grid.rows) if plot else report.total(filters)
        assert drawn == report.total(filters)


def test_five_years_of_a_theme_are_added_up():
    report = get_public_report("themes-over-time")
    plot = report.draw(report.bind_filters(QueryDict("")))
    shown = {name: sum(int(mark.text or 0) for mark in marks) for name, marks in plot.rows}
    expected = Counter()
    for row in rows_of("themes-over-time"):
        expected[row["theme"]] += row["records"] if not row["broader"] else 0
    assert shown == {theme: number for theme, number in expected.items() if number}


@pytest.mark.parametrize("report", sample(REPORTS, one_in=3), ids=lambda report: report.name)
def test_the_page_says_how_many_rows_and_about_how_big_before_the_click(vera, report):
    page = vera.get(report.url).content.decode()
    for suffix in FILES:
        whole = len(vera.get(f"/reports/{report.name}.{suffix}").getvalue())
        note = re.search(rf'{report.name}\.{suffix}" rel="nofollow">[^<]*</a> <span class="note">([^<]*)</span>', page)[
            1
        ]
        amount, unit = re.search(r"([\d.]+)\s(bytes|KB|MB)", note).groups()
        size = float(amount) * {"bytes": 1, "KB": 1024, "MB": 1024**2}[unit]
        assert re.match(r"[\d,]+ rows?, ", note)
        assert whole / 2 <= size <= whole * 2, (suffix, note, whole)


@every_report
def test_the_page_explains_every_column_and_gives_commands_that_work(vera, report):
    page = vera.get(f"{report.url}?country=MY&country=ID").content.decode()
    assert all(f"<code>{column.name}</code>" in page for column in report.columns)
    addresses = re.findall(r"curl [^<]*&quot;http://testserver(/[^&<]*(?:&amp;[^&<]*)*)&quot;", page)
    assert len(addresses) == 4
    for address in addresses:
        response = vera.get(address.replace("&amp;", "&"))
        assert response.status_code == 200
        assert response.getvalue()
