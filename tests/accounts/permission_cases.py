"""Records and addresses that the tests of permissions request."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from baliportal.accounts.models import AccountAct, SignIn, User
from baliportal.accounts.roles import CONTRIBUTOR, EDITOR, HIDDEN, OWN, READABLE
from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Change, Country, DeletedRecord, Entry, FormerAddress, PortalSettings, Topic
from baliportal.catalogue.publishing import Status, Visibility
from baliportal.editorial.models import Feedback, NewerStarterValue, Proposal, ScheduledMove
from baliportal.files.models import Page, StoredFile
from baliportal.imports.models import Batch
from baliportal.linkcheck.models import ArchivedCopy, WebAddress
from baliportal.reports.models import SavedReport
from baliportal.reports.snapshots import make_report
from legislation.models import CoverageCheck, Law
from members.models import MemberState, TranslationCheck
from tests.files.storing import stored
from tests.staff import FOREIGN_STATE, OWN_STATE

KINDS = [kind.model._meta.label_lower for kind in all_kinds()]


def instances_by_level(model, role, record, person):
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
        return Batch.objects.create(
            schema_name="law", origin=Batch.Origin.IMPORT, state=Batch.State.READY, who="a colleague"
        )
    if model in MADE:
        return MADE[model]()
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


def _web_address():
    return WebAddress.objects.create(address="https://example.org/act", host="example.org")


def _stored_file():
    return Page.objects.create(stored=stored(), number=1, text="Guide").stored


def _archived_copy():
    return ArchivedCopy.objects.create(address=_web_address(), note="Its robots.txt asks us to stay away.")


def _feedback():
    return Feedback.objects.create(token="one", page="/about/", message="A word is wrong.")


def _newer_starter_value():
    law = Law.objects.first()
    return NewerStarterValue.objects.create(
        subject=law.public_id, kind="law", title=law.title, field="summary", value="Newer"
    )


MADE = {
    TranslationCheck: lambda: TranslationCheck.objects.create(
        language="th", checked_on="2026-11-28", checked_by="interpreter"
    ),
    PortalSettings: lambda: PortalSettings.objects.create(secretariat_email="secretariat@example.org"),
    WebAddress: _web_address,
    ArchivedCopy: _archived_copy,
    StoredFile: _stored_file,
    Feedback: _feedback,
    NewerStarterValue: _newer_starter_value,
}


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
    file = stored(b"Proposed")
    row = {"role": "", "title": "", "name": "act.txt", "language": "", "visibility": "public", "licence": "",
           "as_uploaded": False, "position": 1, "size": file.size, "sha256": file.sha256, "original": "",
           "text_sha256": ""}  # fmt: skip
    record = base.record | {"summary": "In other words", "files": [row]}
    return Proposal.objects.create(entry=Entry.objects.get(pk=entry.pk), base=base.number, record=record, by=by)


def _withdrawal(entry, by):
    return ScheduledMove.objects.create(
        entry=Entry.objects.get(pk=entry.pk), to=Status.WITHDRAWN, at=timezone.now() + timedelta(days=1), by=by
    )


def is_about_a_record(label, address):
    return address.name not in ("changelist", "add", "alike", "alive", "export", "import", "files")


def url_of(label, address, instance):
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
    more |= {"page": 1} if "page" in more else {}
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
    more |= {"sha256": instance.record["files"][0]["sha256"]} if "sha256" in more else {}
    if "kept" in more:
        more["kept"] = instance.kept.get().pk
    return more
