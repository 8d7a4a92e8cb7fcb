"""Help lines as records: their numbers become links, a wrong one is refused, and each names where it comes from."""

import pytest

from baliportal.catalogue.kinds import named
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import RecordInvalid, apply_record, to_record
from members.help_lines.contact_links import contact_error, contact_link
from members.models import HelpLine, HelpLineContact

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("way", "address", "link"),
    [
        ("call", "1343", "tel:1343"),
        ("call", "03-8000 8000", "tel:0380008000"),
        ("call", "+41 22 717 9111", "tel:+41227179111"),
        ("call", "800SAVE", "tel:8007283"),
        ("relay", "711", "tel:711"),
        ("text", "233733", "sms:233733"),
        ("whatsapp", "+62 8111-129-129", "https://wa.me/628111129129"),
        ("mail", "help@example.org", "mailto:help@example.org"),
        ("web", "https://help.unhcr.org/", "https://help.unhcr.org/"),
    ],
)
def test_each_way_has_the_link_that_opens_it(way, address, link):
    assert contact_error(way, address) == ""
    assert contact_link(way, address) == link


@pytest.mark.parametrize(
    ("way", "address", "words"),
    [
        ("call", "ask the police", "is not a telephone number"),
        ("call", "1343; 1344", "is not a telephone number"),
        ("text", "", "is not a telephone number"),
        ("whatsapp", "08111-129-129", "begins with a plus"),
        ("mail", "1343", "is not an address of e-mail"),
        ("web", "javascript:alert(1)", "is not an address of web"),
    ],
)
def test_a_wrong_number_is_refused_in_words_and_nothing_is_written(way, address, words):
    line = HelpLine.objects.get(slug="th-1300")
    before = to_record(line)
    with pytest.raises(RecordInvalid, match=words):
        apply_record(line, {"contacts": [{"way": way, "address": address, "note": "new"}]})
    assert to_record(HelpLine.objects.get(slug="th-1300")) == before
    part = HelpLineContact(line=line, way=way, address=address)
    with pytest.raises(Exception, match="address"):
        part.full_clean()


def test_languages_are_codes_in_the_order_given():
    line = HelpLine.objects.get(slug="th-1300")
    apply_record(line, {"spoken": "th; en;th"})
    assert HelpLine.objects.get(slug="th-1300").spoken == "th;en"
    with pytest.raises(RecordInvalid, match="not a language code"):
        apply_record(line, {"spoken": "th;siam"})


def test_a_help_line_without_a_number_is_not_published(ana):
    line = HelpLine.objects.create(title="Silent line", source_url="https://example.org/", status=Status.IN_REVIEW)
    with pytest.raises(Exception, match="number"):
        move(line, to=Status.PUBLISHED, by=ana)
    line.contacts.create(way="call", address="5511")
    move(HelpLine.objects.get(pk=line.pk), to=Status.PUBLISHED, by=ana)
    assert HelpLine.objects.get(pk=line.pk).status == Status.PUBLISHED


def test_every_line_of_the_starter_content_names_its_source_and_helps_somewhere_or_everywhere():
    lines = HelpLine.objects.prefetch_related("countries", "contacts")
    assert lines.count() == 46
    assert [line.slug for line in lines if not line.source_url.startswith("http")] == []
    assert [line.slug for line in lines if not line.contacts.all()] == []
    assert {line.slug for line in lines if not line.countries.all()} == {"iom", "unhcr"}
    assert not lines.exclude(verified_on=None).exists()
    assert "from general knowledge" in lines.get(slug="unhcr").doubt


def test_the_page_of_a_help_line_shows_its_numbers_as_links_and_that_nobody_checked_them(vera):
    page = vera.get("/help-lines/us-trafficking-hotline/").content.decode()
    for link in ("tel:18883737888", "sms:233733", "tel:711"):
        assert f'href="{link}"' in page
    assert "Not checked by the secretariat." in page
    assert "200 others by interpreter" in page


def test_the_list_is_filtered_by_country_and_goes_into_every_format(vera):
    page = vera.get("/help-lines/?country=TH").content.decode()
    assert "Social Assistance Centre" in page
    assert "1343 Actionline" not in page
    table = vera.get("/help-lines.csv?country=US").getvalue().decode("utf-8-sig")
    assert "call | 1-888-373-7888 | " in table
    assert named("help-line").field("contacts").type.parse("call | 1343 | ") == [
        {"way": "call", "address": "1343", "note": ""}
    ]
