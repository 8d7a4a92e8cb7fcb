"""Application of treaties to territories: said on the page of the treaty and of the territory, not recorded where nobody knows."""

import datetime

import pytest

from baliportal.catalogue.models import Country
from baliportal.catalogue.schema.records import to_record
from legislation.models import Treaty
from legislation.territories import applications

from .test_treaty_page import text_of

pytestmark = pytest.mark.django_db


def row(application="applies", since="", territory="MO", by="CN"):
    return {
        "territory": territory, "by": by, "application": application, "since": since, "note": "", "source_url": "",
    }  # fmt: skip


def told(rows, day=None):
    [found] = applications(rows, day and datetime.date.fromisoformat(day))
    return found.sentence, found.is_recorded


@pytest.mark.parametrize(
    ("rows", "day", "sentence", "is_recorded"),
    [
        ([row(since="2010-03-10")], None, "applies since 10 March 2010", True),
        ([row(since="2010-03-10")], "2012-01-01", "applies since 10 March 2010", True),
        ([row(since="2010-03-10")], "2009-01-01", "applies since 10 March 2010; before, not recorded", False),
        ([row(since="2010")], "2010-06-01", "applies since some time in 2010", True),
        ([row()], "1950-01-01", "applies", True),
        ([row("does-not-apply", "2002"), row(since="2006-09")], None, "applies since September 2006", True),
        ([row("does-not-apply", "2002"), row(since="2006-09")], "2005-01-01", "does not apply since 2002", True),
        ([row("")], None, "not recorded", False),
    ],
)
def test_the_latest_row_that_is_not_later_than_the_day_counts(rows, day, sentence, is_recorded):
    assert told(rows, day) == (sentence, is_recorded)


def test_the_page_of_a_treaty_says_what_applies_where_and_what_is_not_recorded(vera):
    text = text_of(vera, "/treaties/tip-protocol/")
    part = text[text.index("What applies to territories 4") :]
    assert "Hong Kong SAR, China China Does not apply Declared by China when it acceded" in part
    assert "Macao SAR, China China Applies Notified by China on the day of its accession" in part
    assert "10 March 2010 bo.io.gov.mo" in part
    assert "New Caledonia France Not recorded Tell us what applies to New Caledonia not recorded not recorded" in part


def test_a_past_day_does_not_show_what_began_later(vera):
    text = text_of(vera, "/treaties/tip-protocol/?as_of=2009-01-01")
    assert "Macao SAR, China China Applies since 10 March 2010; before, not recorded" in text


def test_the_page_of_a_territory_says_what_applies_to_it_and_that_it_cannot_join(vera):
    text = text_of(vera, "/members/mo/")
    assert "Cannot join; applies since 10 March 2010, through China" in text
    assert "Cannot join; applies, through China A territory of China: bound through that state alone." in text
    assert "through" not in text_of(vera, "/members/nc/").partition("Treaties")[2].partition("Legislation")[0].replace(
        "bound through that state alone", ""
    )


def test_rows_stand_in_the_record_of_the_treaty_and_its_files(vera):
    treaty = Treaty.objects.get(slug="untoc")
    rows = {each["territory"]: each for each in to_record(treaty)["territories"]}
    assert set(rows) == {"HK", "MO", "NC", "TK"}
    assert (rows["HK"]["application"], rows["HK"]["since"], rows["HK"]["by"]) == ("applies", "2006-09-27", "CN")
    content = b"".join(vera.get("/treaties.csv").streaming_content).decode()
    assert "HK | CN | applies | 2006-09-27" in content


def test_a_treaty_without_rows_says_that_nothing_is_recorded(vera):
    Treaty.objects.get(slug="untoc").territories.all().delete()
    assert "What applies to territories 0 Not recorded: what applies to" in text_of(vera, "/treaties/untoc/")


def test_one_row_stands_for_a_territory_and_a_day():
    treaty, territory = Treaty.objects.get(slug="untoc"), Country.objects.get(code="HK")
    part = treaty.territories.get(territory=territory)
    part.pk, part._state.adding = None, True
    with pytest.raises(Exception, match="recorded already"):
        part.full_clean()


def test_every_territory_of_the_process_has_a_row_on_every_treaty():
    for treaty in Treaty.objects.all():
        codes = set(treaty.territories.values_list("territory__code", flat=True))
        barred = set(treaty.standings.filter(note__contains="A territory").values_list("country__code", flat=True))
        assert barred == {"HK", "MO", "NC"}, treaty.slug
        assert codes >= barred, treaty.slug
        assert all(part.source_url or "general knowledge" in part.note for part in treaty.territories.all()
                   if part.application), treaty.slug  # fmt: skip
