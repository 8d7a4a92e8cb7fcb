"""The strip at the top of the page of an opportunity or campaign: when it closes, who offers it."""

from django.utils import timezone

from baliportal.catalogue.blocks import Block
from baliportal.catalogue.details import shown

from .closing import UNKNOWN, Closing, closing_in_words, closing_of

#: Classes of the strip: what is past and what is not known stand out from what is open.
TONES = {Closing.OPEN: "open", Closing.NOT_RECORDED: "not-recorded", Closing.PAST: "repealed"}


def head_of_resource(page):
    """The strip of a resource that closes; nothing for any other type."""
    resource = page.entry
    if resource.type not in UNKNOWN:
        return []
    day = timezone.localdate()
    closing = closing_of(resource.closing_date, day)
    return [Block("state", "", "catalogue/strip.html", {
        "state": {"state": TONES[closing], "words": closing_in_words(resource.type, resource.closing_date, day)},
        "cells": [_cell(page, "publisher", "Offered by"), _cell(page, "countries", "Countries"),
                  _cell(page, "date", "Published")],
        "doubt": page.doubt, "basis": " ".join(filter(None, [page.changed_text, page.verification["text"]])),
        "tell": page.tell_us_fact_url("closing-date"),
    })]  # fmt: skip


def _cell(page, name, label):
    values = shown(page.kind.field(name), page.entry, page.audience)
    return {"label": label, "links": values, "text": "Not recorded", "unknown": not values}
