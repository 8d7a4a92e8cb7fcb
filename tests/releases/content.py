"""Content of a release database beside the starter's: what people in each role do, so that an upgrade meets it all."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from baliportal.accounts.models import Official
from baliportal.accounts.sign_in.recovery_codes import replace_codes
from baliportal.catalogue import journal
from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status, move
from baliportal.catalogue.schema.records import to_record
from baliportal.editorial.proposals import propose
from baliportal.editorial.record_merge import merge
from baliportal.editorial.verification import verify
from baliportal.reports.models import SavedReport
from legislation.models import Law
from workshops.models import Workshop

PASSWORD = "bali-process-2002"


def fill():
    """Make people in roles, and records in every status with a history."""
    people = {name: _person(name, role) for name, role in ROLES.items()}
    draft = _law("A draft of the upgrade", people["putri"])
    move(draft, to=Status.IN_REVIEW, by=people["putri"])
    withdrawn = _law("A withdrawn act", people["ana"])
    for to in (Status.PUBLISHED, Status.WITHDRAWN):
        move(withdrawn, to=to, by=people["ana"])
    stays, goes = (
        _published(_law(f"The merged act {name}", people["ana"]), people["ana"]) for name in ("kept", "gone")
    )
    merge(stays, goes, by=people["ana"])
    verify(Law.objects.published().order_by("pk").first(), by=people["ana"], role="legal officer")
    changed = Workshop.objects.published().order_by("pk").first()
    with journal.recording(by=people["ana"], note="The city, for the upgrade"):
        changed.city = "Denpasar"
        changed.save()
    known = Law.objects.published().order_by("pk").last()
    propose(known, to_record(known) | {"summary": "As proposed before the upgrade."}, by=people["tomasi"])
    deleted = _law("A deleted act", people["ana"])
    with journal.recording(by=people["ana"]):
        deleted.delete()
    replace_codes(people["ana"])
    SavedReport.objects.create(
        name="Laws of Tonga", report="legislation-register", question="country=TO", owner=people["ana"],
        base="https://portal.example",
    )  # fmt: skip


ROLES = {"putri": "Editor", "ana": "Publisher", "tomasi": "Contributor", "rahul": "Administrator", "vera": "Auditor"}


def _person(name, role):
    user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    if role == "Contributor":
        Official.objects.create(user=user, country=Country.objects.get(code="TO"))
    return user


def _law(title, by):
    with journal.recording(by=by):
        law = Law.objects.create(title=title, source_note="The gazette", date="2019-04")
        law.countries.set(Country.objects.filter(code="TO"))
    return law


def _published(law, by):
    return move(law, to=Status.PUBLISHED, by=by)
