"""python -m tests.bench.days [LAWS]: the register of legislation of today, as of a day and as the portal said it.

Fills the database of PORTAL_VAR or DATABASE_URL once; prints seconds for all rows, the median of three rounds.
"""

import os
import sys
import time
from datetime import date
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.http import QueryDict  # noqa: E402

from baliportal.catalogue import journal  # noqa: E402
from baliportal.catalogue.db.consistent_read import snapshot  # noqa: E402
from baliportal.catalogue.models import Country, Entry  # noqa: E402
from baliportal.catalogue.publishing import Status  # noqa: E402
from baliportal.search.index.sync import after_commit  # noqa: E402
from legislation.models import Law, LawRelation  # noqa: E402
from legislation.reports import LEGISLATION_REGISTER  # noqa: E402

BATCH = 2_000
ROUNDS = 3
DATES = ["", "1998", "2004-07", "2011-03-09", "2015", "2019-11-02"]


def main(laws):
    journal.committed.disconnect(after_commit, dispatch_uid="search catches up")
    call_command("prepare", verbosity=0)
    for start in range(Law.objects.filter(slug__startswith="bench-").count(), laws, BATCH):
        fill(start, min(BATCH, laws - start))
    today = f"known={date.today()}"  # noqa: DTZ011 - in the time zone of the server, as the portal
    times = {query: [] for query in ("", "as_of=2015-06-01", "as_of=2015-06-01&status=in-force", today)}
    for _ in range(ROUNDS):
        for query, seconds in times.items():
            rows, took = measure(query)
            seconds.append(took)
            print(f"{query or 'today'}: {rows:,} rows in {took:.2f} s", file=sys.stderr)
    for query, seconds in times.items():
        print(f"{query or 'today'}: {median(seconds):.2f} s, {median(seconds) / median(times['']):.2f} x today's")


def fill(start, number):
    """Published laws in the journal; every tenth repeals the one before it."""
    countries = list(Country.objects.values_list("pk", flat=True)[:45])
    with journal.recording(by=journal.Program("bench"), note="Made-up laws"):
        made = Law.objects.bulk_create([_law(serial) for serial in range(start, start + number)])
        through = Entry.countries.through
        through.objects.bulk_create(
            [through(entry_id=law.pk, country_id=countries[n % len(countries)]) for n, law in enumerate(made)]
        )
        LawRelation.objects.bulk_create(
            [LawRelation(law=made[n], target_id=made[n - 1].pk, relation="repeals") for n in range(1, number, 10)]
        )


def _law(serial):
    begun = DATES[serial % len(DATES)]
    return Law(
        title=f"Law number {serial}", slug=f"bench-{serial}", status=Status.PUBLISHED, type="act", number=f"Act {serial}",
        date=begun, in_force_date=begun, legal_status=["in-force", "amended", "repealed", ""][serial % 4],
        repealed_date="2016" if serial % 8 == 2 and begun < "2016" else "",
    )  # fmt: skip


def measure(query):
    """(number of rows, seconds) of all rows of the register."""
    started = time.perf_counter()
    with snapshot():
        filters = LEGISLATION_REGISTER.bind_filters(QueryDict(query))
        rows = sum(1 for _ in LEGISLATION_REGISTER.iter_rows(filters))
    return rows, time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
