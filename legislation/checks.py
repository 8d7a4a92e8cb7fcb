"""The quality checks and expected facts of laws and agreements."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE, NO_THEME, NO_TYPE, empty
from baliportal.quality.expected import Fact
from baliportal.quality.period import after_date, always_if

from . import consistency
from .consistency import surely_before


def _bilateral(record):
    parties = len(record["countries"]) + len(record["party_organisations"])
    return always_if(record["type"] == "bilateral" and parties != 2)


def _repeal_undated(record):
    """A doubt that speaks of the repeal says why it has no date."""
    said = "repeal" in record["doubt"].casefold()
    return always_if(record["legal_status"] == "repealed" and not record["repealed_date"] and not said)


def _repealed_in_force(record):
    return after_date(record["repealed_date"]) if record["legal_status"] in consistency.FORCE else None


def _in_force_early(record):
    early = surely_before(record["in_force_date"], record["date"])
    return always_if(early and not record.get("commencement_note"))


IN_FORCE_EARLY = Check("in-force-early", "In force before its own date", "Correct one of the dates, or say in the "
                       "field on commencement why it is so, where there is one.", "in_force_date", _in_force_early,
                       weight=2)  # fmt: skip
NO_STANDING = Check("no-standing", "No legal status", "Say whether it is in force, amended or repealed, as its source "
                    "says.", "legal_status", empty("legal_status"), weight=3, missing=True)  # fmt: skip

LAW_CHECKS = (
    NO_DATE, NO_STANDING, NO_THEME, NO_TYPE,
    Check("no-original-title", "No original title", "The law was made in another language than English: give its "
          "title there, as people of that country search for it.", "original_title",
          lambda r: always_if(r["language"] not in ("", "en") and not r["original_title"]), missing=True),
    Check("jurisdiction", "Jurisdiction not clear", "A law is of one country or territory: choose exactly one.",
          "countries", lambda r: always_if(len(r["countries"]) != 1), weight=3),
    Check("repeal-undated", "Repealed, no one knows when", "Give the date of the repeal, if only its year, or say "
          "under known doubts that the day of the repeal is not recorded.", "repealed_date", _repeal_undated),
    Check("repealed-in-force", "Repealed by its date, in force by its status", "Correct the legal status, or take out "
          "the date of the repeal.", "legal_status", _repealed_in_force, weight=3),
    IN_FORCE_EARLY, *consistency.OF_LAWS,
)  # fmt: skip
AGREEMENT_CHECKS = (
    NO_DATE, NO_STANDING, NO_THEME, NO_TYPE,
    Check("parties", "Parties not clear", "A bilateral agreement has two parties: name both, and no other.",
          "countries", _bilateral, weight=2),
    IN_FORCE_EARLY, *consistency.OF_AGREEMENTS,
)  # fmt: skip

COUNTRIES = Fact("countries", "Countries", ("countries",))
LEGAL_STATUS = Fact("legal-status", "Legal status", ("legal_status",))
IN_FORCE = Fact("in-force", "Date of entry into force", ("in_force_date",))

TEXT = Fact("text", "Text", ("url", "files"))

LAW_FACTS = (
    Fact("original-title", "Original title", ("original_title",), unless=("language", ("", "en"))),
    Fact("number", "Number", ("number",)), LEGAL_STATUS, COUNTRIES, expected.TYPE, expected.DATE, IN_FORCE,
    Fact("repealed", "Date of repeal", ("repealed_date",), only_if=("legal_status", ("repealed",))),
    TEXT, expected.LANGUAGE, expected.THEMES, Fact("provisions", "Provisions", ("provisions",)),
)  # fmt: skip
AGREEMENT_FACTS = (
    Fact("parties", "Parties", ("countries", "party_organisations")), LEGAL_STATUS, expected.TYPE, expected.DATE,
    IN_FORCE, TEXT, expected.THEMES,
)  # fmt: skip
