"""Link checks with given results, without the network."""

from datetime import timedelta

from django.utils import timezone

from baliportal.linkcheck.checker import Checker, CheckResult
from baliportal.linkcheck.models import Result, WebAddress


class FakeChecker(Checker):
    """A checker that returns the given result for each host, and OK for all others."""

    def __init__(self, **results):
        super().__init__(delay=0)
        self.results, self.requests = results, []

    def check(self, address):
        self.requests.append(address)
        result = self.results.get(address.split("/")[2].partition(".")[0], Result.OK)
        return CheckResult(result, answered=result not in (Result.DEAD, Result.SLOW, Result.PRIVATE))


def check_on(days, result=Result.DEAD):
    """Apply a result to the only address, in the morning and in the evening of each of these days."""
    link = WebAddress.objects.get()
    for day in days:
        for hour in (8, 20):
            link.apply_check(CheckResult(result), timezone.now().replace(hour=hour) + timedelta(days=day))
    return link
