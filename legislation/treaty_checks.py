"""The quality checks and expected facts of treaties."""

from baliportal.quality import expected
from baliportal.quality.check import Check
from baliportal.quality.checks import NO_DATE
from baliportal.quality.expected import Fact
from baliportal.quality.period import always_if

from . import consistency
from .checks import IN_FORCE, IN_FORCE_EARLY
from .consistency import surely_before
from .treaty_acts import BINDING


def _joined_twice(record):
    """A state that joins again after it left does so with a denunciation between."""
    joined = [row["country"] for row in record["actions"] if row["action"] in BINDING]
    left = {row["country"] for row in record["actions"] if row["action"] == "denunciation"}
    return always_if(any(joined.count(country) > 1 for country in set(joined) - left))


def _signed_late(record):
    """A signature, and what confirms it, are one state of affairs in this order."""
    signed = {row["country"]: row["date"] for row in record["actions"] if row["action"] == "signature"}
    bound = [row for row in record["actions"] if row["action"] in BINDING]
    return always_if(any(surely_before(row["date"], signed.get(row["country"], "")) for row in bound))


def _acted_early(record):
    days = [(row["date"], row["in_force_date"]) for row in record["actions"]]
    return always_if(any(surely_before(acted, record["date"]) or surely_before(begun, acted) for acted, begun in days))


def _standing_contradicts_act(record):
    return always_if(any(_contradicts(row, record["actions"]) for row in record["standings"]))


def _contradicts(standing, actions):
    """Compare what was found of a state with its acts: it rests on those that are surely earlier than the look."""
    acts = [row for row in actions if row["country"] == standing["country"]]
    if standing["state"] == "cannot-join":
        return bool(acts)
    looked = standing["as_of"]
    joined = [row["date"] for row in acts if row["action"] in BINDING and _by(row["date"], looked)]
    left = [row["date"] for row in acts if row["action"] == "denunciation" and _by(row["date"], looked)]
    last_came, last_went = max(joined, default=""), max(left, default="")
    if standing["state"] == "party":
        return surely_before(last_came, last_went) or bool(left and not joined)
    return bool(joined) and not any(row["action"] == "denunciation" for row in acts)


def _by(acted, looked):
    """Tell whether an act surely came before a look; before one whose day is not recorded, every dated act counts."""
    return bool(acted) and (not looked or surely_before(acted, looked))


TREATY_CHECKS = (
    NO_DATE, IN_FORCE_EARLY,
    Check("joined-twice", "A state joined twice", "A state binds itself once, unless it left in between: keep the one "
          "act that its source gives.", "actions", _joined_twice, weight=2),
    Check("signed-late", "Signed after it was bound", "A state signs before it ratifies: correct the act or its date.",
          "actions", _signed_late, weight=2),
    Check("acted-early", "An act before the treaty, or in force before the act", "Nobody acts on a treaty before its "
          "adoption, nor is bound before joining: correct the date.", "actions", _acted_early, weight=2),
    Check("standing-contradicts-act", "A standing that an act of the state contradicts", "A state that acted on the "
          "treaty can join it, and one that joined before it was looked up is a party: correct the act, or the "
          "standing and its day.", "standings", _standing_contradicts_act, weight=2),
    *consistency.OF_TREATIES,
)  # fmt: skip

TREATY_FACTS = (
    expected.DATE, IN_FORCE, Fact("depositary", "Depositary", ("depositary",)), expected.ADDRESS,
    Fact("actions", "Acts of states", ("actions",)),
)  # fmt: skip
