"""Hostile requests to the admin are answered below 500.

The addresses are those of the admin's own resolver. Where one code path serves several models, one stands for all: laws
for the kinds, themes for the vocabularies.
"""

import re

import pytest
from django.contrib import admin
from django.template import Template
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, reverse

from baliportal.catalogue.models import Country, Topic
from baliportal.reports.models import SavedReport
from legislation.models import CoverageCheck, Provision

from ..sampling import sample
from .form import change_url, form_data

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
HUGE = "9" * 20  # beyond 64 bits
SAME_AS_LAWS = (
    "workshops/workshop", "legislation/agreement", "legislation/treaty", "resources/resource", "members/",
)  # fmt: skip
SAME_AS_THEMES = (
    "catalogue/country", "catalogue/countrygroup", "catalogue/term", "workshops/series", "legislation/coveragecheck",
    "catalogue/portalsettings",
)  # fmt: skip
SPENDING = ("logout/", "webaddress/<int:pk>/check/")  # ends the session; reaches out
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
CHOICES = {
    "path": [HUGE, "-1", "%00", "x" * 300, "%ED%A0%80"],
    "int": [HUGE, "0"],
    "slug": ["x" * 300, "0"],
    "str": ["x" * 300, "%00"],
}
QUERIES = [
    {"q": "a " * 1200},
    {"q": "a" * 3000},
    {"q": "\0"},
    {"q": "\ud800".encode("utf-8", "surrogatepass")},
    {"p": HUGE, "all": HUGE},
    {"o": f"{HUGE}.-{HUGE}.x", "e": HUGE, "_changelist_filters": f"p={HUGE}&q=%00"},
    {"_to_field": HUGE},
    {"_to_field": "id", "_popup": HUGE},
    {"id__exact": HUGE},
    {"pk__in": f"{HUGE},x"},
    {"id__gt": "\0"},
    {"title__regex": "["},
    {"nonsense__x": HUGE},
    {"kind": HUGE, "check": HUGE, "queue": HUGE, "year": HUGE, "type": HUGE, "who": HUGE, "standing": HUGE},
    {"since": HUGE, "until": "\0", "batch": HUGE, "subject": HUGE},
    {"countries__id__exact": HUGE},
    {"topics__id__exact": HUGE, "parent__id__exact": HUGE},
    {"by__id__exact": HUGE, "entry__kind": "\0", "groups__id__exact": HUGE},
    {"updated_at__gte": HUGE, "made_at__year": HUGE, "at__year": HUGE, "decided_at__gte": "\0"},
]


def routes(patterns, start="/admin/"):
    for pattern in patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def addresses():
    """Return every admin address that is written as a route, each code path once."""
    all_routes = [route for route in routes(admin.site.urls[0]) if "^" not in route and "?P" not in route]
    same = tuple(f"/admin/{each}" for each in (*SAME_AS_LAWS, *SAME_AS_THEMES))
    return sorted({route for route in all_routes if not route.startswith(same) and not route.endswith(SPENDING)})


def filled(route, known):
    """Yield the route with hostile values for the parameters that `known` does not give."""
    names = PARAMETER.findall(route)
    for number in range(max(len(CHOICES[kind or "str"]) for kind, _ in names)):
        values = {name: CHOICES[kind or "str"][number % len(CHOICES[kind or "str"])] for kind, name in names}
        yield PARAMETER.sub(lambda match, values=values | known: values[match[2]], route)


@pytest.fixture(params=["superuser", "Editor"])
def signed_in(request, client, person, django_user_model, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    is_editor = request.param == "Editor"
    client.force_login(person("Editor") if is_editor else django_user_model.objects.create_superuser("root"))
    client.raise_request_exception = False
    client.shift = 2 * is_editor  # other requests than the superuser's
    return client


@pytest.fixture
def without_templates(monkeypatch, settings):
    """Disable template rendering, because only the status codes are checked; few forms are more than may be sent."""
    monkeypatch.setattr("django.forms.formsets.DEFAULT_MAX_NUM", 30)  # for 1,000 of each, one request takes seconds
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(Template, "render", lambda self, context: "")
    monkeypatch.setattr(admin.site, "get_app_list", lambda request, label=None: [])


def faults(client, requests):
    """Return the (method, address, data) that are answered with 5xx, of the requests whose day it is."""
    taken = sample(requests, one_in=8, shift=client.shift)
    answers = [(getattr(client, method)(url, data), method, url[:200], data) for method, url, data in taken]
    return [(answer.status_code, *rest) for answer, *rest in answers if answer.status_code >= 500]


def test_no_address_fails_on_hostile_ids(signed_in, without_templates, record):
    known = {"object_id": str(record().pk)}  # lets the rest of the path be looked at
    with_parameters = [route for route in addresses() if PARAMETER.search(route)]
    hostile = {url for route in with_parameters for url in filled(route, {})}
    hostile |= {url for route in with_parameters if "/law/" in route for url in filled(route, known)}
    requests = [(method, url, {}) for url in sorted(hostile) for method in ("get", "post")]
    assert faults(signed_in, requests) == []


def test_no_list_and_no_page_fails_on_hostile_parameters(signed_in, without_templates, record):
    law = record()
    plain = [route for route in addresses() if not PARAMETER.search(route)]
    pages = [
        *plain,
        *(change_url(law, view_name) for view_name in ("change", "history", "compare", "merge_with", "delete")),
    ]
    requests = [("get", url, query) for url in pages for query in QUERIES]
    requests += [("get", change_url(law, "compare"), {"from": HUGE, "to": HUGE})]
    requests += [("get", change_url(law, "merge_with"), {"with": text}) for text in (HUGE, "\0", "x" * 3000)]
    assert faults(signed_in, requests) == []


@pytest.mark.parametrize("field", ["topics", "countries"])
def test_completing_what_is_typed_fails_on_nothing(signed_in, field):
    base = {"app_label": "legislation", "model_name": "law", "field_name": field}
    hostile = [
        {"term": "a " * 1200}, {"term": "\0"}, {"page": HUGE}, {"page": "-1"}, {"term": "x" * 3000},
        {"app_label": HUGE}, {"model_name": "\0"}, {"field_name": HUGE}, {"field_name": "title"},
    ]  # fmt: skip
    assert faults(signed_in, [("get", reverse("admin:autocomplete"), base | each) for each in hostile]) == []


def hostile_forms(data):
    """Yield form data with one hostile change each."""
    counts = [name for name in data if name.endswith("_FORMS")]
    prefixes = {name.rpartition("-")[0] for name in counts}
    for value in ("100000", "-1", HUGE, "x", ""):
        yield data | {name: value for name in counts if name.endswith("TOTAL_FORMS")}
        yield data | {name: value for name in counts if name.endswith("INITIAL_FORMS")}
    yield {name: value for name, value in data.items() if name not in counts}
    for value in (HUGE, "-1", "x", "\0", "\ud800".encode("utf-8", "surrogatepass")):
        yield dict.fromkeys(data, value) | {name: data[name] for name in counts}
        yield data | dict.fromkeys(("seen", "over", "take", "theirs", "work", "_popup", "_to_field"), value)
        yield (
            data | {f"{prefix}-0-id": value for prefix in prefixes} | {f"{prefix}-0-law": value for prefix in prefixes}
        )
    yield data | {"title": "x" * 100_000}


@pytest.fixture
def records_by_name(record, django_user_model):
    law = record()
    Provision.objects.create(law=law, pinpoint="s 1")
    return {
        "law": law,
        "theme": Topic.objects.get(slug="extradition"),
        "coverage": CoverageCheck.objects.create(country=Country.objects.first(), topic=Topic.objects.first()),
        "account": django_user_model.objects.create_user("somebody", is_staff=True),
    }


@pytest.mark.parametrize("name", ["law", "theme", "coverage", "account"])
def test_no_form_fails_on_what_it_is_sent(signed_in, without_templates, records_by_name, name):
    address = change_url(records_by_name[name])
    opened = signed_in.get(address)
    if opened.status_code != 200 or "adminform" not in (opened.context_data or {}):
        pytest.skip("not theirs to open")
    opened.context = opened.context_data
    add = reverse(f"admin:{records_by_name[name]._meta.app_label}_{records_by_name[name]._meta.model_name}_add")
    requests = [("post", url, data) for data in hostile_forms(form_data(opened)) for url in (address, add)]
    assert faults(signed_in, requests) == []


def test_steps_and_actions_fail_on_nothing(signed_in, without_templates, record):
    law, lists = record(), [route for route in addresses() if re.fullmatch(r"/admin/\w+/\w+/", route)]
    chosen = [
        {"action": action, "_selected_action": pk, "index": index, "select_across": HUGE, "confirmed": "yes"}
        for action in ("publish", "export_selected_csv", "change_a_field", "delete_selected", HUGE)
        for pk, index in ((HUGE, HUGE), ("\0", "0"), (law.pk, "-1"))
    ]
    requests = [("post", url, data) for url in lists for data in chosen]
    data = {"at": HUGE, "to": HUGE, "role": "\0", "note": "\0", "seen": HUGE, "versions": HUGE, "gone": "\0"}
    for view_name, more in [("move", "published"), ("schedule", ""), ("verify", ""), ("presence", ""), ("delete", "")]:
        requests.append(("post", change_url(law, view_name, *filter(None, [more])), data))
    assert faults(signed_in, requests) == []


@pytest.mark.parametrize("view_name", ["change", "history", "delete"])
def test_an_id_that_no_record_has_is_not_found(admin_client, view_name):
    assert admin_client.get(reverse(f"admin:legislation_law_{view_name}", args=[HUGE])).status_code == 404


def test_a_theme_of_an_impossible_id_leads_to_the_first_page_as_django_does(admin_client):
    response = admin_client.get(reverse("admin:catalogue_topic_change", args=[HUGE]), follow=True)
    assert response.status_code == 200
    assert "doesn’t exist" in response.content.decode()


def test_saved_reports_have_addresses_here_too():
    assert f"/admin/reports/{SavedReport._meta.model_name}/add/" in addresses()
