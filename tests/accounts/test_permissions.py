"""Every address of the admin, requested in every role for records of one's own state and of another.

What is allowed stands in one table, `baliportal.accounts.roles`; which right an address asks for stands in
`admin_addresses`. Whatever is not allowed answers 403 or 404, and sends nobody anywhere but to the sign-in.
"""

import logging
from contextlib import contextmanager
from itertools import product

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template import Template
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from baliportal.accounts.roles import CONTRIBUTOR, OWN, ROLES, has_right, level_allows
from legislation.models import Law

from ..editorial.admin_addresses import ANYBODY, NOBODY, OF_MODELS, OTHERS, STAFF
from ..sampling import sample
from .permission_cases import KINDS, instances_by_level, is_about_a_record, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.sampled]
SUPERUSER, OFFICIAL, VISITOR = "superuser", "official without a role", "visitor"
EVERYBODY = [*ROLES, SUPERUSER, OFFICIAL, VISITOR]
#: Everybody is asked of these in every run; of the others, whose admins share the code, a part each day.
ALWAYS = ("legislation.law", "catalogue.entry", "catalogue.country", "editorial.proposal", "accounts.user")
OTHER_KINDS = [(role, label) for role in EVERYBODY for label in KINDS if label not in ALWAYS]
OTHER_MODELS = [(role, label) for role in EVERYBODY for label in OF_MODELS if label not in (*ALWAYS, *KINDS)]


MODELS = {model._meta.label_lower: model for model in admin.site._registry}


@pytest.fixture(autouse=True)
def without_templates(monkeypatch, settings):
    """Render no templates: only the status of each response matters here."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(Template, "render", lambda self, context: "")
    monkeypatch.setattr("baliportal.linkcheck.admin.check_batch", lambda *args, **kwargs: None)
    whole = admin.site.get_app_list
    monkeypatch.setattr(admin.site, "get_app_list", lambda request, label=None: whole(request, label) if label else [])
    logging.getLogger("django.request").disabled = True
    yield
    logging.getLogger("django.request").disabled = False


@pytest.fixture
def signed_in_client(request, client, person, django_user_model):
    """(client signed in with a role, the role)."""
    role = request.param
    if role in ROLES:
        user = person(role)
    elif role == VISITOR:
        return client, role
    else:
        user = django_user_model.objects.create_user(
            "somebody", is_superuser=role == SUPERUSER, is_staff=role == SUPERUSER
        )
    client.force_login(user)
    return client, role


@pytest.mark.parametrize(
    ("signed_in_client", "label"),
    [*product(EVERYBODY, ALWAYS), *sample(OTHER_KINDS, one_in=9), *sample(OTHER_MODELS, one_in=3)],
    indirect=["signed_in_client"],
)
def test_addresses_of_a_model_answer_as_the_table_says(signed_in_client, label, record, person):
    client, role = signed_in_client
    cases = instances_by_level(MODELS[label], role, record, person)
    if role != CONTRIBUTOR:  # For all other roles the records are alike.
        cases = cases[-1:]
    wrong = []
    for address in OF_MODELS[label]:
        for level, instance in cases if is_about_a_record(label, address) else [(OWN, None)]:
            url = url_of(label, address, instance)
            wrong += _wrong_answers(client, role, address, url, label, level)
    assert wrong == []


@pytest.mark.parametrize("signed_in_client", EVERYBODY, indirect=True)
def test_other_addresses_answer_as_the_table_says(signed_in_client, record):
    client, role = signed_in_client
    law = record()
    wrong = []
    for address in OTHERS:
        more = {"content_type_id": ContentType.objects.get_for_model(Law).pk, "object_id": law.pk}
        url = reverse(f"admin:{address.name}", kwargs={n: more.get(n, value) for n, value in address.more.items()})
        wrong += _wrong_answers(client, role, address, url, "", OWN)
    assert wrong == []


def _wrong_answers(client, role, address, url, label, level):
    """Send GET and POST to the address; returns a sentence for each unexpected answer."""
    wrong = []
    for method, need in (("get", address.get), ("post", address.post)):
        with _rolled_back():
            response = getattr(client, method)(url, address.query if method == "get" else address.data)
        got, expected = _outcome(response), _expected(role, need, label, level)
        if got != expected and (got, expected) != ("refused", "sent to sign in"):
            wrong.append(f"{role}, {method.upper()} {url} ({level}): {expected} expected, was {got}")
    return wrong


@contextmanager
def _rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _outcome(response):
    if response.status_code in (403, 404, 405):
        return "refused"
    if response.status_code == 302 and "/login/" in response["Location"]:
        return "sent to sign in"
    return "allowed" if response.status_code in (200, 302) else response.status_code


def _expected(role, need, label, level):
    if need == ANYBODY:
        return "allowed"
    if role in (OFFICIAL, VISITOR):
        return "sent to sign in"
    if need == NOBODY:
        return "refused"
    if role == SUPERUSER or need == STAFF:
        return "allowed"
    app, _, model = label.partition(".")
    act = need.partition(".")[2].partition("_")[0] or need
    permission = need if "." in need else f"{app}.{'view' if act == 'history' else act}_{model}"
    bound = not has_right(role, "accounts.all_states")
    return "allowed" if has_right(role, permission) and (not bound or level_allows(level, act)) else "refused"
