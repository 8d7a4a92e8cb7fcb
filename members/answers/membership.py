"""Answers about membership in the process."""

from baliportal.catalogue.partial_dates import in_words
from baliportal.search.answers.answer import Answer, Row
from baliportal.search.answers.evidence import as_of, is_doubted, sources_of

from ..models import MemberState, Organisation

PROCESS = "bali-process"
COLUMNS = ("Country", "As", "Since")
TYPES = {"member": "Member", "observer": "Observer"}


def members(question):
    """The states and territories that are recorded as members."""
    found = _of_type("member")
    return _answer(found, f"{len(found)} states and territories are recorded here as members of the Bali Process.")


def members_count(question):
    """The number; None where the record of the process says that sources differ about it."""
    process = Organisation.objects.published().filter(slug=PROCESS).first()
    return None if process and is_doubted(process, "members") else members(question)


def observers(question):
    """The states that are recorded as observers; of organisations the list of them tells."""
    found = _of_type("observer")
    names = ", ".join(member.title for member in found)
    return _answer(found, f"{len(found)} states are recorded here as observers of the Bali Process: {names}.")


def is_member(question):
    country = question.one("country")
    if country is None:
        return _organisation(question.one("organisation"))
    found = MemberState.objects.published().filter(country__code=country.value).first()
    if found is None:
        text = f"{country.label} is not recorded here as a member or an observer of the Bali Process."
        return Answer(text, "/members/")
    word = TYPES.get(found.type, "").lower()
    if not word:
        return None
    since = f" since {in_words(found.date)}" if found.date else "; since when is not recorded"
    return _answer([found], f"{found.title} is recorded as {'an' if word == 'observer' else 'a'} {word} of the Bali "
                            f"Process{since}.", found.get_absolute_url())  # fmt: skip


def _organisation(body):
    """The role of an organisation in the process."""
    found = Organisation.objects.published().filter(pk=body.value).first() if body else None
    if found is None or not found.role:
        return None
    text = f"{found.title} is recorded here as: {found.get_role_display().lower()} of the Bali Process."
    return Answer(text, found.get_absolute_url(), as_of(found), sources_of(found))


def member_since(question):
    return is_member(question)


def _of_type(kind):
    return list(MemberState.objects.published().filter(type=kind).order_by("title"))


def _answer(found, text, url="/members/"):
    rows = [Row((one.title, TYPES.get(one.type, ""), in_words(one.date) or "not recorded"), one.get_absolute_url())
            for one in found]  # fmt: skip
    return Answer(text, url, as_of(*found), sources_of(*found)[:5], COLUMNS, rows) if found else None
