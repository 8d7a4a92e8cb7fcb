"""The page of a law: its state at a glance, its life, its effects, its texts, and the treaty articles it answers."""

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.days import parse_date
from baliportal.catalogue.languages import direction, language_name
from baliportal.catalogue.partial_dates import in_words

from ..law_state import ENDING, REPEALED, state_of
from ..models import Law, Treaty
from ..natural_order import natural_key
from ..timeline import Event, Timeline
from .effects import effects_of, incoming_known, recorded_effects
from .ratified import ratified_by

UNKNOWN = "Not recorded"
LIFE, EFFECTS = "Life of this law", "What it does to other laws, and what they do to it"
TEXTS, PROVISIONS = "Text and translations", "Provisions and the treaty articles they answer"
#: Dates of a record that stand in its timeline: field, label, tone of the mark.
MOMENTS = (
    ("date", "Enacted", "done"), ("assent_date", "Assent", "done"),
    ("gazetted_date", "Published in the gazette", "done"), ("in_force_date", "In force", "begins"),
    ("repealed_date", "Repealed", "ends"),
)  # fmt: skip
TONES = {"repeals": "ends", "replaces": "ends", "amends": "changes", "implements": "done", "ratifies": "done"}


def head_of_law(page):
    """The strip: status, number, jurisdiction, enactment, commencement, and what the status rests on."""
    effects, state = effects_on(page), _state(page)
    ended = not page.question.as_of or state.state == REPEALED
    ending = next((effect for effect in effects if ended and effect.relation in ENDING), None)
    return [Block("state", "", "catalogue/strip.html", {
        "state": state, "ending": _ending(ending, state.words), "cells": list(_cells(page)), "doubt": page.doubt,
        "basis": _basis(page), "tell": page.tell_us_fact_url("legal-status"),
    })]  # fmt: skip


def _ending(effect, words):
    """The words of the state around the title of the law that ended this one, which is a link."""
    if effect is None or effect.title not in words:
        return None
    before, _, after = words.partition(effect.title)
    return {"before": before, "effect": effect, "after": after}


def state_of_law(page):
    """The state on the day of the page in words."""
    return _state(page).words


def _state(page):
    return state_of(page.record, page.question.as_of, [effect.as_dict for effect in effects_on(page)])


def blocks_of_law(page):
    """The parts below the facts: timeline, effects, ratified treaties, texts, provisions."""
    effects = effects_on(page)
    own = [effect for effect in _effects(page)[0] if effect.relation != "ratifies"]
    events, provisions = list(_events(page.record, effects, page.question.as_of)), list(_provisions(page))
    affected = Block("effects", EFFECTS, "legislation/effects.html", {"own": own, "others": effects},
                     len(own) + len(effects))  # fmt: skip
    return [
        Block("life", LIFE, "legislation/timeline.html", {"timeline": Timeline(LIFE, events)}),
        *([affected] if own or effects else []),
        *ratified_by(page),
        Block("texts", TEXTS, "legislation/texts.html", {"texts": list(_texts(page.record))}),
        Block("provisions", PROVISIONS, "legislation/provisions.html", {"provisions": provisions}, len(provisions)),
    ]


def effects_on(page):
    """Effects of other laws on that of the page."""
    return _effects(page)[1]


def _effects(page):
    """Effects of the law on others, and of others on it, on the day whose knowledge is shown; asked once for a page."""
    return page.once("effects", lambda: _effects_known(page) if page.question.known else _effects_today(page))


def _effects_today(page):
    return effects_of(page.entry, page.audience)


def _effects_known(page):
    return recorded_effects(page.record, page.audience), incoming_known(page.entry, page.question.known, page.audience)


def _cells(page):
    record, countries = page.record, page.countries
    yield {"label": "Number", "text": record["number"] or UNKNOWN, "tell": page.tell_us_fact_url("number")}
    yield {"label": "Jurisdiction", "links": countries, "text": UNKNOWN, "tell": page.tell_us_fact_url("countries")}
    for field, label, fact in (("date", "Enacted", "date"), ("in_force_date", "In force since", "in-force")):
        text = in_words(parse_date(record[field]))
        yield {"label": label, "text": text or UNKNOWN, "tell": page.tell_us_fact_url(fact)}


def _basis(page):
    """Basis of the status: the last change of a fact, and the check against the source."""
    return " ".join(filter(None, [page.changed_text, page.verification["text"]]))


def _events(record, effects, day):
    """The law's own moments, then what other laws did to it; a repeal that both tell of is one event."""
    endings = [effect for effect in effects if effect.relation in ENDING]
    ending = endings[0] if len(endings) == 1 else None
    for field, label, tone in MOMENTS:
        date = parse_date(record[field])
        if field == "repealed_date" and ending:
            yield _event_of(ending, day, date)
        elif date or field in ("date", "in_force_date") or (field == "repealed_date" and _is_repealed(record)):
            note = record["commencement_note"] if field == "in_force_date" else ""
            yield Event(label, date, tone, note=note, day=day)
    for effect in effects:
        if effect is not ending:
            yield _event_of(effect, day)


def _event_of(effect, day, date=None):
    label = effect.words.removesuffix(" by")
    return Event(label, date or effect.date, TONES[effect.relation], effect.title, effect.url, day=day)


def _is_repealed(record):
    return record["legal_status"] == REPEALED


def _texts(record):
    language = record["language"]
    yield {
        "kind": "Text of the law",
        "url": record["url"],
        "language": language_name(language) if language else "",
    }
    kinds = {value: f"Translation, {label}" for value, label in Law.Translation.choices}
    kind = kinds.get(record["translation"], "Translation, of a kind that is not recorded")
    yield {"kind": kind if record["translation_url"] else "Translation", "url": record["translation_url"],
           "language": ""}  # fmt: skip


def _provisions(page):
    rows = sorted(page.record["provisions"], key=lambda row: natural_key(row["pinpoint"]))
    slugs = {row["treaty"] for row in rows if row["treaty"]}
    found = Treaty.objects.published(page.audience).filter(slug__in=slugs) if slugs else ()
    treaties = {treaty.slug: treaty for treaty in found}
    for row in rows:
        treaty = treaties.get(row["treaty"])
        yield row | {
            "dir": direction(row["language"]), "treaty_title": (treaty.short_title or treaty.title) if treaty else "",
            "treaty_url": treaty.get_absolute_url() if treaty else "",
            "is_without_text": not row["text"] and not row["translation"],
        }  # fmt: skip
