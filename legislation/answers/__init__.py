"""Direct answers from treaties, laws and agreements, for the frames of the search's grammar."""

from baliportal.search.answers.registry import Answers

from .agreement import agreement_dates, agreement_parties, agreement_status
from .agreements import agreements, agreements_of
from .law import law_dates, law_repealed_when, law_status
from .law_effects import law_amended, law_replaced_by, law_replaces
from .laws import countries_with_laws, laws
from .names import treaty_names
from .parties import non_parties, parties, signatories, signed_only
from .parties_by_year import joined_after_year, joined_before_year, joined_in_year, joined_since_year
from .party import has_signed, is_party, party_since, signed_when
from .treaties_of import not_treaties_of, treaties_of
from .treaty import depositary, treaty_dates

TREATY_ANSWERS = Answers(
    {
        "parties": parties, "parties-count": parties, "parties-of-group": parties, "non-parties": non_parties,
        "signatories": signatories, "signed-only": signed_only, "is-party": is_party, "has-signed": has_signed,
        "party-since": party_since, "signed-when": signed_when, "treaty-dates": treaty_dates, "depositary": depositary,
        "parties-in-year": joined_in_year, "parties-since-year": joined_since_year,
        "parties-after-year": joined_after_year, "parties-before-year": joined_before_year,
        "treaties-of": treaties_of, "not-treaties-of": not_treaties_of,
    },
    treaty_names,
)  # fmt: skip
LAW_ANSWERS = Answers({
    "laws": laws, "countries-with-laws": countries_with_laws, "law-status": law_status, "law-dates": law_dates,
    "law-repealed-when": law_repealed_when, "law-amended": law_amended, "law-replaces": law_replaces,
    "law-replaced-by": law_replaced_by,
})  # fmt: skip
AGREEMENT_ANSWERS = Answers({
    "agreements": agreements, "agreements-of": agreements_of, "agreement-parties": agreement_parties,
    "agreement-dates": agreement_dates, "agreement-status": agreement_status,
})  # fmt: skip
