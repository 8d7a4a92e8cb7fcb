"""Every address of the admin, requested in every role for records of one's own state and of another.

What is allowed stands in one table, `baliportal.accounts.roles`; which right an address asks for stands in
`admin_addresses`. Whatever is not allowed answers 403 or 404, and sends nobody anywhere but to the sign-in.
"""

import logging
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template import Template
from django.template.response import SimpleTemplateResponse
from django.urls import URLResolver, reverse
from django.utils import timezone

from baliportal.accounts.groups import sync_groups
from baliportal.accounts.models import AccountAct, SignIn, User
from baliportal.accounts.roles import (
    CONTRIBUTOR,
    EDITOR,
    HIDDEN,
    OWN,
    READABLE,
    ROLES,
    has_right,
    level_allows,
    permissions_of,
    rights,
)
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, DeletedRecord, Entry, FormerAddress, Topic
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.editorial.models import Proposal, ScheduledMove
from baliportal.imports.models import Batch
from baliportal.linkcheck.models import WebAddress
from baliportal.reports.models import SavedReport
from baliportal.reports.snapshots import make_report
from legislation.models import CoverageCheck, Law
from members.models import MemberState
from tests.staff import FOREIGN_STATE, OWN_STATE

from ..editorial.admin_addresses import ANYBODY, NOBODY, NOT_ASKED, OF_MODELS, OTHERS, STAFF

pytestmark = pytest.mark.django_db
SUPERUSER, OFFICIAL, VISITOR = "superuser", "official without a role", "visitor"
EVERYBODY = [*ROLES, SUPERUSER, OFFICIAL, VISITOR]
KINDS = [kind.model._meta.label_lower for kind in all_kinds()]
MODELS = {model._meta.label_lower: model for model in admin.site._registry}


# The table itself


def test_the_table_names_kinds_and_permissions_that_exist():
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    known = {f"{app}.{codename}" for app, codename in rows}
    assert {permission for right in rights() for permission in right.permissions} - known == set()
    assert {role for right in rights() for role in right.roles} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_each_group_has_what_the_table_gives_it_and_gets_it_back(role):
    from django.apps import apps

    group = Group.objects.get(name=role)
    group.permissions.set(Permission.objects.filter(codename__in=["delete_user", "view_law"]))
    sync_groups(apps)
    rows = group.permissions.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in rows} == permissions_of(role)


def test_every_address_of_the_back_office_is_in_the_table():
    known = {f"{label.replace('.', '_')}_{each.name}" for label, of in OF_MODELS.items() for each in of}
    known |= {each.name for each in OTHERS} | NOT_ASKED
    strange = sorted({name for name in _names(admin.site.urls[0]) if name and name not in known})
    assert strange == [], (
        f"The back office has addresses that tests/editorial/admin_addresses.py does not know: {', '.join(strange)}. "
        "Say there which right each of them asks for, so that it is tested for every role."
    )


def _names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        else:
            yield pattern.name


# Everybody at every address


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
    [(role, label) for role in EVERYBODY for label in OF_MODELS if role in ROLES or label not in KINDS[2:]],
    indirect=["signed_in_client"],
)
def test_addresses_of_a_model_answer_as_the_table_says(signed_in_client, label, record, person):
    client, role = signed_in_client
    cases = _cases(MODELS[label], role, record, person)
    if role != CONTRIBUTOR:  # For all other roles the records are alike.
        cases = cases[-1:]
    wrong = []
    for address in OF_MODELS[label]:
        for level, instance in cases if _is_about_a_record(label, address) else [(OWN, None)]:
            url = _url(label, address, instance)
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


# The records they are requested for


def _cases(model, role, record, person):
    """[(access level for a contributor, instance)] of a model; for most models the level makes no difference."""
    name = model._meta.label_lower
    if name in KINDS or model is Entry:
        return list(_entries(model, role, record))
    if model is Country:
        return [(OWN, Country.objects.get(code=OWN_STATE)), (HIDDEN, Country.objects.get(code=FOREIGN_STATE))]
    if model is Proposal:
        return [(HIDDEN, _proposal(record(status=Status.PUBLISHED), person(EDITOR, "colleague")))]
    if model is ScheduledMove:
        entry = record(status=Status.PUBLISHED)
        return [(OWN, _withdrawal(entry, person("Publisher", "planner")))]
    if model is FormerAddress:
        return [(OWN, FormerAddress.objects.create(kind="law", slug="once", entry=Entry.objects.get(pk=record().pk)))]
    if name == "accounts.user":
        return [(OWN, person("Editor", "colleague"))]
    return [(OWN, _any_of(model))]


def _any_of(model):
    if model is DeletedRecord:
        Topic.objects.create(slug="gone", label="Gone").delete()
    if model is CoverageCheck:
        return CoverageCheck.objects.create(country=Country.objects.first(), topic=Topic.objects.first())
    if model is Batch:
        return Batch.objects.create(form="law", origin=Batch.Origin.IMPORT, state=Batch.State.READY, who="a colleague")
    if model is WebAddress:
        return WebAddress.objects.create(address="https://example.org/act", host="example.org")
    if model is SignIn:
        return SignIn.objects.create(user=User.objects.create(username="once"), success=True)
    if model is SavedReport:
        owner = User.objects.create(username="once")
        saved = SavedReport.objects.create(name="Members", report="members", base="https://portal.example", owner=owner)
        make_report(saved)
        return saved
    if model is AccountAct:
        return AccountAct.objects.create(who="somebody", what=AccountAct.What.MADE, whose="once")
    return model._default_manager.first()


def _entries(model, role, record):
    """Laws of every access level for a contributor; for other kinds and roles, one record of each state."""
    cases = [
        (OWN, OWN_STATE, Status.DRAFT, {}),
        (HIDDEN, FOREIGN_STATE, Status.DRAFT, {}),
        (OWN, OWN_STATE, Status.PUBLISHED, {}),
        (READABLE, FOREIGN_STATE, Status.PUBLISHED, {"visibility": Visibility.OFFICIALS}),
        (READABLE, f"{OWN_STATE} {FOREIGN_STATE}", Status.PUBLISHED, {}),
        (HIDDEN, OWN_STATE, Status.PUBLISHED, {"visibility": Visibility.SECRETARIAT}),
    ]
    all_cases = model in (Law, Entry) and role == CONTRIBUTOR
    for level, state, status, more in cases if all_cases else cases[:2]:
        if issubclass(model, MemberState):
            more = {"country": Country.objects.filter(member_state=None).first()}
        entry_model = Law if model is Entry else model
        yield level, record(state=state, status=status, model=entry_model, **more)


def _proposal(entry, by):
    base = Change.objects.of(entry).first()
    record = base.record | {"summary": "In other words"}
    return Proposal.objects.create(entry=Entry.objects.get(pk=entry.pk), base=base.number, record=record, by=by)


def _withdrawal(entry, by):
    return ScheduledMove.objects.create(
        entry=Entry.objects.get(pk=entry.pk), to=Status.WITHDRAWN, at=timezone.now() + timedelta(days=1), by=by
    )


def _is_about_a_record(label, address):
    return address.name not in ("changelist", "add", "alike", "alive", "export", "import")


def _url(label, address, instance):
    name = f"admin:{label.replace('.', '_')}_{address.name}"
    if instance is None:
        return reverse(name, args=[*address.more.values()])
    if "number" in address.more and label == "catalogue.change":
        return reverse(name, args=[instance.pk])
    more = _url_arguments(address, instance)
    if address.name == "compare":
        newest = Change.objects.of(instance).first().number
        return f"{reverse(name, args=[instance.pk])}?from={newest}&to={newest}"
    return reverse(name, args=[instance.pk, *more.values()])


def _url_arguments(address, instance):
    """Arguments of the URL besides the primary key."""
    more = dict(address.more)
    if "number" in more:
        more["number"] = Change.objects.of(instance).first().number
    if "subject" in more:
        more["subject"] = Law.objects.first().public_id
    if "other" in more:
        other = type(instance).objects.exclude(pk=instance.pk).filter(status=Status.PUBLISHED).first()
        if more["other"].endswith("of theirs"):
            other.countries.set(Country.objects.filter(code=OWN_STATE))
        more["other"] = other.public_id
    if "planned" in more:
        planner = Proposal._meta.get_field("by").related_model.objects.get_or_create(username="planner")[0]
        waiting = ScheduledMove.objects.filter(entry=instance.pk).first()
        more["planned"] = (waiting or _withdrawal(instance, planner)).pk
    if "kept" in more:
        more["kept"] = instance.kept.get().pk
    return more
