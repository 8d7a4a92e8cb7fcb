"""The part of treaties' records that tells who is a party, for many treaties in one query."""

from django.db.models import CharField, TextField, Value

from baliportal.catalogue.partial_date_fields import PartialDateField

from .models import Treaty, TreatyAction, TreatyStanding

#: Columns of the rows of the query below, as they are named in a record.
ROW = ("action", "date", "in_force_date", "reservation_note", "source_url")


def state_records(treaties, country=None, rows=None) -> dict[int, dict]:
    """Return {pk: record} of treaties, with what `treaty_state` reads, of one country or of all.

    `rows` are the `part_rows`, where these have been fetched already.
    """
    records = {
        treaty.pk: {
            "date": str(treaty.date or ""), "as_of": str(treaty.as_of or ""), "as_of_countries": [],
            "as_of_note": treaty.as_of_note, "source_url": treaty.source_url, "actions": [], "standings": [],
        } for treaty in treaties
    }  # fmt: skip
    for place, pk, code, *values in part_rows(records, country) if rows is None else rows:
        record = records[pk]
        row = {"country": code} | {name: str(value or "") for name, value in zip(ROW, values, strict=True)}
        if place == "acts":
            record["actions"].append(row)
        elif place == "standings":
            record["standings"].append(_standing(row))
        else:
            record["as_of_countries"].append(code)
    return records


def _standing(row):
    return {
        "country": row["country"], "state": row["action"], "as_of": row["date"], "note": row["reservation_note"],
        "source_url": row["source_url"],
    }  # fmt: skip


def part_rows(treaties, country=None):
    """Acts, standings and the countries for which a list is complete, of treaties by pk or queryset; one query."""
    text, day = Value("", TextField()), Value("", PartialDateField())
    acts = TreatyAction.objects.filter(treaty__in=treaties).order_by()
    standings = TreatyStanding.objects.filter(treaty__in=treaties).order_by()
    listed = Treaty.as_of_countries.through.objects.filter(treaty__in=treaties).order_by()
    if country is not None:
        acts, standings, listed = (rows.filter(country=country) for rows in (acts, standings, listed))
    columns = ("place", "treaty_id", "country__code")
    acts = acts.annotate(place=Value("acts", CharField()))
    standings = standings.annotate(place=Value("standings", CharField()), none=day)
    listed = listed.annotate(
        place=Value("listed", CharField()), word=Value("", CharField()), on=day, none=day, note=text, source=text
    )
    return acts.values_list(*columns, *ROW).union(
        standings.values_list(*columns, "state", "as_of", "none", "note", "source_url"),
        listed.values_list(*columns, "word", "on", "none", "note", "source"),
        all=True,
    )
