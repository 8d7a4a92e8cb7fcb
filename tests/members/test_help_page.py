"""The page for people in danger: small, whole in one answer, kept by nobody, and true about each number."""

import base64
import hashlib
import re

import pytest
from django.utils import timezone

from baliportal.catalogue.models import Country, PortalSettings
from baliportal.catalogue.statuses import Status, Visibility
from members.help_lines.views import BUDGET
from members.models import HelpLine, MemberState, TranslationCheck

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "bn", "en", "fa", "id", "km", "lo", "my", "ne", "th", "vi", "zh"]
TODAY, YESTERDAY = timezone.localdate(), timezone.localdate() - timezone.timedelta(days=1)


@pytest.fixture
def content(vera):
    """A function that returns the markup of an address under /help/."""
    return lambda language="en": vera.get(f"/help/{language}/").content.decode()


def of_country(page, code):
    """The part of the page between one country's heading and the next."""
    return page.split(f'<h3 id="{code}">')[1].split("<h")[0]


def line(title, countries="", number="5511", **fields):
    made = HelpLine.objects.create(title=title, **{"status": Status.PUBLISHED, "type": "emergency"} | fields)
    made.countries.set(Country.objects.filter(code__in=countries.split()))
    made.contacts.create(way="call", address=number)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_one_small_answer_in_its_own_direction(vera, language):
    response = vera.get(f"/help/{language}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert len(response.content) < 30_000 == BUDGET
    tag, direction = {"zh": "zh-Hans"}.get(language, language), "rtl" if language in ("ar", "fa") else "ltr"
    assert f'<html lang="{tag}" dir="{direction}">' in page
    assert sorted(re.findall(r'data-here href="/help/(\w+)/"', page)) == LANGUAGES
    assert page.count("tel:") > 40
    assert 'href="tel:1300"' in of_country(page, "th")


def test_there_is_no_page_in_other_languages(vera):
    assert vera.get("/help/xx/").status_code == 404


@pytest.mark.parametrize(
    ("asks", "language"),
    [("", "en"), ("my,en;q=0.5", "my"), ("fr-FR, fa-AF;q=0.8, en;q=0.1", "fa"), ("de", "en"), ("zh-TW", "zh-Hans"),
     ("\x00;;q=x," * 400, "en")],
)  # fmt: skip
def test_without_a_language_in_the_address_the_browser_says_which(vera, asks, language):
    response = vera.get("/help/", headers={"accept-language": asks})
    assert f'<html lang="{language}"' in response.content.decode()
    assert "Accept-Language" in response["Vary"]


def test_nothing_of_a_visit_is_kept(vera, putri):
    vera.force_login(putri)
    vera.get("/about/")  # begins the times of the session
    before = dict(vera.session)
    session = vera.session
    session["seen_at"] = before["seen_at"] - 600
    session.save()
    before = dict(vera.session)
    for address in ("/help/", "/help/th/"):
        response = vera.get(address)
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert not response.has_header("ETag")
    assert dict(vera.session) == before


def test_nothing_is_loaded_and_only_its_own_style_and_script_may_run(vera):
    response = vera.get("/help/en/")
    page, policy = response.content.decode(), response["Content-Security-Policy"]
    assert re.findall(r'<(?:img|iframe|link rel="stylesheet"|script src|form|input|object)', page) == []
    assert re.findall(r'<link [^>]*href="([^"]*)"', page) == ["data:,"]
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        [text] = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_the_way_out_is_a_plain_link_to_where_an_administrator_says(content):
    assert '<a id="exit" href="https://www.wikipedia.org/" rel="noreferrer">Leave this page quickly</a>' in content()
    PortalSettings.objects.create(exit_url="https://weather.example.org/")
    assert '<a id="exit" href="https://weather.example.org/" rel="noreferrer">' in content("th")


def test_iom_and_unhcr_stand_on_the_page_itself(content):
    for language in ("en", "my"):
        assert 'href="tel:+41227179111"' in content(language)
        assert 'href="https://help.unhcr.org/"' in content(language)


def test_a_number_stands_with_hours_languages_whom_it_helps_source_and_date(content):
    turkish = of_country(content(), "tr")
    for words in ("24 hours, 7 days", "Turkish, English, Arabic, Persian, Russian, German, Pashto", "victims of trafficking",
                  "migrationnetwork.un.org", "2020-01-01"):  # fmt: skip
        assert words in turkish
    record = HelpLine.objects.get(slug="tr-yimer-157")
    assert f'<a href="/e/{record.public_id}/">migrationnetwork.un.org</a>' in turkish
    assert "date not recorded" in of_country(content(), "th")


def test_a_number_says_that_nobody_checked_it_until_somebody_has(content):
    made = line("Harbour line", "TH", "5511")
    assert of_country(content(), "th").count("Not checked by the secretariat") == 1  # said of all lines together
    HelpLine.objects.filter(pk=made.pk).update(
        verified_on=YESTERDAY, verified_by="duty officer", verification_due=TODAY
    )
    checked = of_country(content(), "th")
    assert f"Checked by the secretariat: {YESTERDAY}</small>" in checked
    assert checked.count("Not checked by the secretariat</small>") == checked.count("<li>") - 1
    HelpLine.objects.filter(pk=made.pk).update(verification_due=YESTERDAY)
    assert f"Checked by the secretariat: {YESTERDAY}; the next check is overdue" in of_country(content(), "th")
    assert "<small>Not checked by the secretariat</small>" in of_country(content(), "ph")


def test_a_number_that_changed_after_its_check_says_so(content):
    made = line("Harbour line", "NR", "5511", verified_on=YESTERDAY, verified_by="duty officer")
    made.contacts.update(address="5512")
    assert f"Checked by the secretariat: {YESTERDAY}, changed since" in of_country(content(), "nr")


def test_members_without_a_help_line_are_named(content):
    page = content()
    [none] = re.findall(r"<strong>No help line is recorded here for:</strong>([^<]*)", page)
    assert {"Nauru", "Nepal", "Pakistan"} <= set(none.strip().split(", "))
    assert "Thailand" not in none
    have = set(re.findall(r'<h3 id="(\w\w)">', page))
    members = {code.lower() for code in MemberState.objects.values_list("country__code", flat=True)}
    assert len(have & members) + len(none.split(", ")) == len(members)
    line("Harbour line", "NR")
    assert "Nauru" not in re.findall(r"<strong>No help line is recorded here for:</strong>([^<]*)", content())[0]


def test_only_what_is_published_for_everybody_is_shown_also_to_staff(vera, putri, content):
    line("Hidden line", "TH", status=Status.DRAFT)
    line("Officials' line", "TH", visibility=Visibility.OFFICIALS)
    vera.force_login(putri)
    assert "Hidden line" not in content()
    assert "Officials" not in content()


def test_the_most_urgent_line_of_a_country_comes_first(content):
    line("A line for reports", "NR", type="reports")
    line("Z emergency", "NR")
    part = of_country(content(), "nr")
    assert part.index("Z emergency") < part.index("A line for reports")


def test_however_many_lines_are_recorded_the_page_stays_small_and_every_country_stays_on_it(vera):
    for number in range(60):
        line(f"Line {number} {'of very many words ' * 20}", "AU NR TH", str(5000 + number), hours="always " * 25)
    for language in ("en", "my"):
        response = vera.get(f"/help/{language}/")
        assert len(response.content) < 30_000
        part = of_country(response.content.decode(), "nr")
        assert 'href="/help-lines/?country=NR"' in part


def test_a_translation_says_that_no_speaker_checked_it_until_one_has(content):
    own = "คำแปลนี้ยังไม่ได้ตรวจโดยผู้พูดภาษาไทย"
    assert own in content("th")
    assert "Not checked by a speaker." in content("th")
    assert "Not checked by a speaker." not in content("en")
    check = TranslationCheck.objects.create(language="th", checked_on=TODAY, checked_by="interpreter")
    assert own not in content("th")
    assert "Not checked by a speaker." not in content("th")
    assert "Not checked by a speaker." in content("vi")
    TranslationCheck.objects.filter(pk=check.pk).update(fingerprint="that of an earlier text")
    assert own in content("th")


def test_its_links_stand_in_the_header_and_the_footer_of_every_page(vera):
    for address in ("/", "/legislation/my-act-670-2007/", "/nowhere/"):
        header, _, rest = vera.get(address).content.decode().partition("</header>")
        assert 'href="/help/"' in header
        assert 'href="/help/"' in rest
    assert "Help for people in danger: http://testserver/help/" in vera.get("/about/").content.decode()


def test_the_page_of_a_member_leads_to_its_help_lines(vera):
    thailand, nauru = (vera.get(f"/members/{code}/").content.decode() for code in ("th", "nr"))
    assert 'href="/help/#th"' in thailand
    assert 'href="tel:1300"' in thailand
    assert "No help line is recorded." in nauru
